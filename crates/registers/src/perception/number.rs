//! Numbers as people write them in tables, and the many ways to write them wrongly. Each wrong way has its own hint:
//! "not a number" alone sends a statistician back to guessing.

use crate::format::Row;
use probity_core::Diagnostic;

/// A cell as a number: missing when empty.
///
/// # Errors
/// An error diagnostic (without file and line text) when the cell is not empty and not a number.
pub(crate) fn number(file: &str, row: &Row, index: usize, field: &str) -> Result<Option<f64>, Diagnostic> {
    if let Some(value) = row.number(index) {
        return Ok(Some(value));
    }
    let text = row.text(index);
    if text.is_empty() {
        return Ok(None);
    }
    plain(text).map(Some).ok_or_else(|| {
        let (message, hint) = explain(text);
        here(Diagnostic::error("number-expected", file, message).hint(hint), row, index, field)
            .expected("a number such as 38 or 38.25, or an empty cell")
    })
}

/// Digits with sign, point and exponent; nothing else, and finite.
pub(crate) fn plain(text: &str) -> Option<f64> {
    if let Some(value) = short(text.as_bytes()) {
        return Some(value);
    }
    let allowed = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+' | b'e' | b'E');
    if !text.bytes().all(allowed) {
        return None;
    }
    text.parse().ok().filter(|value: &f64| value.is_finite())
}

/// The value of a short number such as `38`, `-0.5` or `38.25`; `None` for everything else, good or bad. Up to fifteen
/// digits and the power of ten are exact floats, so that the one division rounds as the full parser does.
fn short(text: &[u8]) -> Option<f64> {
    const TENS: [f64; 16] = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
    let (negative, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    if digits.len() > TENS.len() {
        return None;
    }
    let (mut whole, mut count, mut point) = (0u64, 0, None);
    for byte in digits {
        match byte {
            b'0'..=b'9' => {
                whole = whole * 10 + u64::from(byte - b'0');
                count += 1;
            }
            b'.' if point.is_none() => point = Some(count),
            _ => return None,
        }
    }
    if count == 0 || count == TENS.len() {
        return None;
    }
    let value = whole as f64 / TENS[count - point.unwrap_or(count)];
    Some(if negative { -value } else { value })
}

/// Message and hint for a text that is no number.
fn explain(text: &str) -> (String, String) {
    let squeezed: String =
        text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\'' | '’')).collect();
    let lower = squeezed.to_lowercase();
    let is = |words: &[&str]| words.contains(&lower.as_str());
    let comma = squeezed.replace(',', ".");
    if is(&["nan", "inf", "-inf", "+inf", "infinity", "-infinity", "∞"]) {
        ("this is not a finite number".into(), "leave the cell empty when there is no value".into())
    } else if is(&[
        "na", "n/a", "#n/a", "#na", "-", "–", "—", ".", "..", "...", "null", "none", "missing", "nd", "n.d.", "?", "*",
    ]) {
        let extra = if lower == "na" { " (NA is never read as missing: it is Namibia's code)" } else { "" };
        ("this is a text, not a number".into(), format!("leave the cell empty when there is no value{extra}"))
    } else if squeezed.starts_with('#') {
        (
            "this is an error of a spreadsheet formula".into(),
            "repair the formula, or leave the cell empty when there is no value".into(),
        )
    } else if squeezed != text && plain(&squeezed).is_some() {
        ("the number has a space or apostrophe in it".into(), format!("write {squeezed}"))
    } else if squeezed.matches(',').count() == 1 && plain(&comma).is_some() {
        (
            "the number has a decimal comma".into(),
            format!("write {comma}: a decimal point is expected, whatever the language of your spreadsheet"),
        )
    } else if let Some(value) = squeezed.strip_suffix('%').and_then(plain) {
        ("the number has a percent sign".into(), format!("write {value} without the sign"))
    } else if plain(squeezed.trim_start_matches(['<', '>', '~', '≈', '='])).is_some() {
        (
            "this is a bound or an estimate, not a number".into(),
            "give the number itself, or leave the cell empty".into(),
        )
    } else {
        ("this is a text, not a number".into(), "correct it, or leave the cell empty when there is no value".into())
    }
}

/// Fills in place, column, offending text and source line.
pub(crate) fn here(diagnostic: Diagnostic, row: &Row, index: usize, field: &str) -> Diagnostic {
    let diagnostic = diagnostic.at(row.place(index)).field(field).found(row.text(index));
    match row.source_line() {
        Some(line) => diagnostic.line(line),
        None => diagnostic,
    }
}

/// A cell as an edition year.
pub(crate) fn year(file: &str, row: &Row, index: usize, field: &str) -> Result<i16, Diagnostic> {
    const FIRST: i16 = 1990;
    const LAST: i16 = 2100;
    let value = number(file, row, index, field).ok().flatten();
    if let Some(value) = value
        && value.fract() == 0.0
        && (f64::from(FIRST)..=f64::from(LAST)).contains(&value)
    {
        return Ok(value as i16);
    }
    let (code, message) = match row.text(index).is_empty() {
        true => ("year-missing", "the year is missing"),
        false => ("year", "this is not a plausible year"),
    };
    Err(here(Diagnostic::error(code, file, message), row, index, field)
        .expected(format!("a year from {FIRST} to {LAST}"))
        .hint("the year is the index's edition, written with four digits"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn short_numbers_are_read_to_the_bit_as_the_full_parser_reads_them(text in "-?[0-9]{0,16}[.]?[0-9]{0,16}") {
            if let Some(value) = short(text.as_bytes()) {
                prop_assert_eq!(Ok(value.to_bits()), text.parse().map(f64::to_bits));
            }
        }
    }

    #[test]
    fn the_short_way_takes_scores_and_leaves_what_is_not_short_or_no_number() {
        assert_eq!(short(b"38.25"), Some(38.25));
        assert_eq!(short(b"-0").map(f64::to_bits), Some((-0.0f64).to_bits()));
        assert_eq!(short(b"123456789012345"), Some(123_456_789_012_345.0));
        for text in ["", "-", ".", "-.", "1e3", "+1", "1.2.3", "1234567890123456", "1,5"] {
            assert_eq!(short(text.as_bytes()), None, "{text}");
        }
    }
}

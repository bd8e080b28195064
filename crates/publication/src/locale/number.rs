//! Numbers on pages: fixed decimals, grouped thousands, a real minus sign. English writes 1,234.5; Kazakh and Russian
//! write 1 234,5 with a no-break space.

use probity_core::Language;

/// The sign for negative numbers: as wide as a plus and never mistaken for a hyphen.
const MINUS: char = '\u{2212}';
const NO_BREAK_SPACE: char = '\u{a0}';

/// `value` with `decimals` digits behind the mark; a number that is not finite gives an en dash.
pub fn number(language: Language, value: f64, decimals: usize) -> String {
    if !value.is_finite() {
        return "–".to_owned();
    }
    let text = format!("{:.*}", decimals, value.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::with_capacity(text.len() + 4);
    if value < 0.0 && text.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) {
        out.push(MINUS);
    }
    let (mark, gap) = match language {
        Language::En => ('.', ','),
        Language::Kk | Language::Ru => (',', NO_BREAK_SPACE),
    };
    group(whole, gap, &mut out);
    if !fraction.is_empty() {
        out.push(mark);
        out.push_str(fraction);
    }
    out
}

/// Digits in groups of three; Kazakh and Russian leave four digits ungrouped, as their typography does.
fn group(digits: &str, gap: char, out: &mut String) {
    let few = if gap == NO_BREAK_SPACE { 4 } else { 3 };
    for (i, digit) in digits.chars().enumerate() {
        let left = digits.len() - i;
        if i > 0 && left.is_multiple_of(3) && digits.len() > few {
            out.push(gap);
        }
        out.push(digit);
    }
}

/// A whole number.
pub fn integer(language: Language, value: u64) -> String {
    let mut out = String::new();
    group(&value.to_string(), if language == Language::En { ',' } else { NO_BREAK_SPACE }, &mut out);
    out
}

/// A difference: positive numbers carry a plus sign.
pub fn signed(language: Language, value: f64, decimals: usize) -> String {
    let text = number(language, value, decimals);
    let positive = value > 0.0 && text.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
    if positive { format!("+{text}") } else { text }
}

/// Two ends of an interval. An en dash next to a minus sign cannot be read, so negative ends are set apart by dots.
pub fn range(low: &str, high: &str) -> String {
    let signs = [MINUS, '+'];
    if low.starts_with(signs) || high.starts_with(signs) {
        format!("{low}{NO_BREAK_SPACE}…{NO_BREAK_SPACE}{high}")
    } else {
        format!("{low}–{high}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_decimal_mark_and_the_grouping_follow_the_language() {
        assert_eq!(number(Language::En, 1234567.25, 1), "1,234,567.2");
        assert_eq!(number(Language::Kk, 1234567.25, 2), "1\u{a0}234\u{a0}567,25");
        assert_eq!(number(Language::Ru, 2023.0, 0), "2023");
        assert_eq!(integer(Language::Ru, 12345), "12\u{a0}345");
    }

    #[test]
    fn negative_numbers_carry_a_minus_sign_and_zero_never_does() {
        assert_eq!(number(Language::En, -2.5, 1), "−2.5");
        assert_eq!(number(Language::En, -0.04, 1), "0.0");
        assert_eq!(signed(Language::En, 2.0, 1), "+2.0");
        assert_eq!(signed(Language::En, 0.01, 1), "0.0");
        assert_eq!(number(Language::En, f64::NAN, 1), "–");
    }

    #[test]
    fn an_interval_with_a_negative_end_stays_readable() {
        assert_eq!(range("36", "41"), "36–41");
        assert_eq!(range("−2", "+3"), "−2\u{a0}…\u{a0}+3");
    }
}

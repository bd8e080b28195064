//! The content of one cell of an official table: a number, a bound such as `<5`, or a sign that says why there is no
//! number. A sign that the layout's own table does not have is a reject, never a guess.

use super::Layout;
use super::words::words;
use crate::format::Row;
use crate::perception::number::{here, number};
use probity_core::{Decimal, Diagnostic};
use probity_statistics::cube::{ConfStatus, ObsStatus};

/// What a cell says.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Content {
    /// The number, exactly as written.
    pub(super) value: Option<Decimal>,
    /// What kind of value it is.
    pub(super) obs_status: ObsStatus,
    /// Whether it may be shown.
    pub(super) conf_status: ConfStatus,
    /// What a reader must know, such as the bounds of `<5`.
    pub(super) note: String,
}

impl Content {
    /// An ordinary number.
    pub(super) fn number(value: Decimal) -> Self {
        Self { value: Some(value), obs_status: ObsStatus::Normal, conf_status: ConfStatus::Free, note: String::new() }
    }

    /// No number, for this reason.
    pub(super) fn none(obs_status: ObsStatus, conf_status: ConfStatus, note: String) -> Self {
        Self { value: None, obs_status, conf_status, note }
    }
}

/// Reads a cell.
///
/// # Errors
/// A diagnostic when it is neither a number nor a sign of the layout.
pub(super) fn content(file: &str, row: &Row, index: usize, field: &str, layout: Layout) -> Result<Content, Diagnostic> {
    let text = row.text(index);
    if text.is_empty() {
        return Ok(Content::none(ObsStatus::Missing, ConfStatus::Free, "the cell is empty".to_owned()));
    }
    if let Some((low, high)) = bound(text) {
        let note = format!("interval [{low},{high}], published as {text}");
        return Ok(Content::none(ObsStatus::Suppressed, ConfStatus::SmallCounts, note));
    }
    if let Some(symbol) = words().symbol(layout.id(), text) {
        return Ok(Content::none(symbol.obs_status, symbol.conf_status, format!("published as {text}")));
    }
    exact(file, row, index, field)?.map(Content::number).ok_or_else(|| {
        here(Diagnostic::error("number-missing", file, "the number is missing"), row, index, field).expected("a number")
    })
}

/// The bounds of `<5` (1 to 4) and `≤4` (1 to 4).
fn bound(text: &str) -> Option<(u32, u32)> {
    let (rest, inclusive) = match text.strip_prefix('<') {
        Some(rest) => rest.strip_prefix('=').map_or((rest, false), |rest| (rest, true)),
        None => (text.strip_prefix('≤')?, true),
    };
    let limit: u32 = rest.trim().parse().ok()?;
    let high = if inclusive { limit } else { limit.checked_sub(1)? };
    (high >= 1).then_some((1, high))
}

/// A cell as an exact decimal without superfluous zeros; `None` when it is empty.
///
/// # Errors
/// A diagnostic when it is no number, or one that no statistic has.
pub(super) fn exact(file: &str, row: &Row, index: usize, field: &str) -> Result<Option<Decimal>, Diagnostic> {
    let Some(value) = number(file, row, index, field)? else { return Ok(None) };
    // A text is kept digit by digit; a number of a workbook by its shortest text.
    let written = row.number(index).is_none().then(|| Decimal::parse(row.text(index))).flatten();
    let decimal = written.map(trimmed).or_else(|| Decimal::from_shortest(value)).or_else(|| rounded(value));
    decimal.map(Some).ok_or_else(|| {
        here(Diagnostic::error("out-of-range", file, "the number is too large"), row, index, field)
            .expected("a number below 10^15")
    })
}

/// Rates of very small counts have more decimals than a decimal keeps; what is cut off is less than 1e-18.
fn rounded(value: f64) -> Option<Decimal> {
    (value.abs() < 1e15).then(|| Decimal::parse(&format!("{value:.18}"))).flatten().map(trimmed)
}

/// Without zeros at the end.
fn trimmed(value: Decimal) -> Decimal {
    let text = value.to_string();
    match text.contains('.') {
        true => Decimal::parse(text.trim_end_matches('0').trim_end_matches('.')).unwrap_or(value),
        false => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_is_an_interval_from_one() {
        assert_eq!(bound("<5"), Some((1, 4)));
        assert_eq!(bound("< 5"), Some((1, 4)));
        assert_eq!(bound("≤3"), Some((1, 3)));
        assert_eq!(bound("<=3"), Some((1, 3)));
        for wrong in ["<1", "<0", "5", "<", "<x", ">5", "<1.5"] {
            assert_eq!(bound(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn zeros_at_the_end_are_no_digits() {
        let text = |text: &str| trimmed(Decimal::parse(text).unwrap()).to_string();
        assert_eq!([text("38.50"), text("38.00"), text("100"), text("0.000")], ["38.5", "38", "100", "0"]);
        assert_eq!(rounded(1.234567890123456e-5).unwrap().to_string(), "0.000012345678901235");
    }
}

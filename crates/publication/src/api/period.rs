//! Order of periods and codes. `2012` holds `2012-06`, so a filter `le:2012` must take the month; texts alone would
//! sort it out.

use probity_core::PartialDate;
use std::cmp::Ordering;

/// Year, month, day.
type Day = (i16, i8, i8);

/// First and last day of a period; `None` when the text is none, such as `all` or a number of days.
pub fn bounds(text: &str) -> Option<(Day, Day)> {
    if let Ok(date) = text.parse::<PartialDate>() {
        let (first, last) = (date.earliest(), date.latest());
        return Some(((first.year(), first.month(), first.day()), (last.year(), last.month(), last.day())));
    }
    let (from, to) = text.split_once('/').or_else(|| text.split_once('-'))?;
    match to.as_bytes() {
        [b'Q', quarter @ b'1'..=b'4'] => months(from, 3, quarter - b'0'),
        [b'S', half @ b'1'..=b'2'] => months(from, 6, half - b'0'),
        _ => {
            let (first, last) = (from.parse::<PartialDate>().ok()?, to.parse::<PartialDate>().ok()?);
            let (first, last) = (first.earliest(), last.latest());
            Some(((first.year(), first.month(), first.day()), (last.year(), last.month(), last.day())))
        }
    }
}

/// The `nth` stretch of so many months in a year.
fn months(year: &str, length: u8, nth: u8) -> Option<(Day, Day)> {
    let month = |number: u8| format!("{year}-{number:02}").parse::<PartialDate>().ok();
    let (first, last) = (month(length * (nth - 1) + 1)?.earliest(), month(length * nth)?.latest());
    Some(((first.year(), first.month(), first.day()), (last.year(), last.month(), last.day())))
}

/// Order of two periods for sorting: by beginning, then end; other texts as numbers or letters.
pub fn order(a: &str, b: &str) -> Ordering {
    match (bounds(a), bounds(b)) {
        (Some(a), Some(b)) => a.cmp(&b),
        _ => codes(a, b),
    }
}

/// Order of two codes: as numbers when both are, otherwise as texts.
pub fn codes(a: &str, b: &str) -> Ordering {
    match (a.parse::<f64>(), b.parse::<f64>()) {
        (Ok(a), Ok(b)) => a.total_cmp(&b),
        _ => a.cmp(b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_have_first_and_last_days() {
        let day = |y, m, d| (y, m, d);
        assert_eq!(bounds("2023"), Some((day(2023, 1, 1), day(2023, 12, 31))));
        assert_eq!(bounds("2024-02"), Some((day(2024, 2, 1), day(2024, 2, 29))));
        assert_eq!(bounds("2022-Q2"), Some((day(2022, 4, 1), day(2022, 6, 30))));
        assert_eq!(bounds("2022-S2"), Some((day(2022, 7, 1), day(2022, 12, 31))));
        assert_eq!(bounds("2012-2023"), Some((day(2012, 1, 1), day(2023, 12, 31))));
        for text in ["all", "365", "", "2022-Q5", "2022-W01x", "-"] {
            assert_eq!(bounds(text), None, "{text}");
        }
    }

    #[test]
    fn days_since_a_start_are_in_the_order_of_numbers() {
        assert_eq!(order("90", "365"), Ordering::Less);
        assert_eq!(order("365", "1095"), Ordering::Less);
        assert_eq!(order("2022", "2022-02"), Ordering::Less);
    }
}

//! Months and their ends. Eighteen months are not 548 days: a rule that counts months lands on the same day of a later
//! month, or on that month's last day when it has no such day.

use jiff::Span;
use jiff::civil::Date;

/// `date` moved by `months`, clamped to the last day of the month it lands in (31 August 2018 + 18 is 29 February 2020).
/// `None` when that is not a date of the calendar (years -9999 to 9999).
pub fn add_months(date: Date, months: i32) -> Option<Date> {
    date.checked_add(Span::new().try_months(months).ok()?).ok()
}

/// `date` moved by `days`; `None` when that is not a date of the calendar.
pub fn add_days(date: Date, days: i32) -> Option<Date> {
    date.checked_add(Span::new().try_days(days).ok()?).ok()
}

/// The last day of the month of `date`.
pub fn end_of_month(date: Date) -> Date {
    date.last_of_month()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn eighteen_months_after_the_last_of_august_is_the_last_of_february() {
        assert_eq!(add_months(date(2018, 8, 31), 18), Some(date(2020, 2, 29)));
        assert_eq!(add_months(date(2017, 8, 31), 18), Some(date(2019, 2, 28)));
        assert_eq!(add_months(date(2001, 10, 18), 3), Some(date(2002, 1, 18)));
        assert_eq!(add_months(date(2020, 3, 31), -1), Some(date(2020, 2, 29)));
    }

    #[test]
    fn the_end_of_a_month_knows_leap_years() {
        assert_eq!(end_of_month(date(2024, 2, 1)), date(2024, 2, 29));
        assert_eq!(end_of_month(date(1900, 2, 28)), date(1900, 2, 28));
        assert_eq!(end_of_month(date(2023, 9, 25)), date(2023, 9, 30));
    }

    #[test]
    fn what_lies_outside_the_calendar_is_no_date() {
        assert_eq!(add_months(date(9999, 12, 1), 1), None);
        assert_eq!(add_months(date(2024, 1, 1), i32::MAX), None);
        assert_eq!(add_days(date(2024, 1, 1), i32::MIN), None);
        assert_eq!(add_days(date(9999, 12, 31), 1), None);
    }

    proptest! {
        #[test]
        fn months_move_the_month_and_only_shorten_the_day(
            year in 1i16..9000, month in 1i8..=12, day in 1i8..=28, extra in 0i8..4, months in 0i32..5000,
        ) {
            let start = end_of_month(date(year, month, 1)).with().day(day).build().unwrap();
            let start = add_days(start, i32::from(extra)).filter(|next| next.month() == month).unwrap_or(start);
            let moved = add_months(start, months).unwrap();
            let index = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month());
            prop_assert_eq!(index(moved), index(start) + months);
            prop_assert_eq!(moved.day(), start.day().min(end_of_month(moved).day()));
        }
    }
}

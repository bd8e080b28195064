//! The order of releases. The standard sorts dates as texts; that puts dates of unlike offsets in a wrong order, so
//! sorting by instant is an option.

use super::error::{MergeError, Warning};
use jiff::Timestamp;
use jiff::civil::DateTime;
use std::borrow::Cow;

/// What releases are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// The text of `date`, as the standard's reference implementation does.
    #[default]
    Date,
    /// The instant that `date` names.
    Instant,
}

/// Positions of the releases with these dates in their order; releases that are equal keep the order of the input.
pub(super) fn sorted(
    dates: &[Cow<'_, str>],
    sort: Sort,
    warnings: &mut Vec<Warning>,
) -> Result<Vec<usize>, MergeError> {
    let mut order: Vec<usize> = (0..dates.len()).collect();
    match sort {
        Sort::Date => order.sort_by(|one, other| dates.get(*one).cmp(&dates.get(*other))),
        Sort::Instant => by_instant(dates, &mut order, warnings)?,
    }
    Ok(order)
}

fn by_instant(dates: &[Cow<'_, str>], order: &mut [usize], warnings: &mut Vec<Warning>) -> Result<(), MergeError> {
    let read: Vec<Option<Moment>> = dates.iter().map(|date| moment(date)).collect();
    let wrong = |release: usize, why| MergeError::Instant {
        release,
        found: dates.get(release).map(|date| date.chars().take(60).collect()).unwrap_or_default(),
        why,
    };
    if let Some(release) = read.iter().position(Option::is_none) {
        return Err(wrong(release, "it is not a date of ISO 8601"));
    }
    // Dates that all lack an offset share one, whichever it is; among dates that have one they could be anywhere.
    let local = |moment: &Option<Moment>| matches!(moment, Some(Moment::Local(_)));
    if let Some(release) = read.iter().position(local)
        && !read.iter().all(local)
    {
        return Err(wrong(release, "it has no offset from UTC, and other dates of the process have one"));
    }
    order.sort_by_key(|release| read.get(*release));
    for pair in order.windows(2) {
        if let [one, other] = pair
            && read.get(*one) == read.get(*other)
        {
            let date = dates.get(*other).map(|date| date.to_string()).unwrap_or_default();
            warnings.push(Warning::Tie { release: *other, date });
        }
    }
    Ok(())
}

/// A point in time, or a reading of a clock whose offset is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Moment {
    Instant(Timestamp),
    Local(DateTime),
}

fn moment(text: &str) -> Option<Moment> {
    let text = text.trim();
    let (text, midnight) = match text.find("24:00") {
        // Midnight at the end of a day is the beginning of the next.
        Some(10 | 11) => (text.replacen("24:00", "00:00", 1), 1),
        _ => (text.to_owned(), 0),
    };
    let span = jiff::SignedDuration::from_hours(24 * midnight);
    match text.parse::<Timestamp>() {
        Ok(instant) => instant.checked_add(span).ok().map(Moment::Instant),
        Err(_) => text.parse::<DateTime>().ok()?.checked_add(span).ok().map(Moment::Local),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(dates: &[&str], sort: Sort) -> Result<(Vec<usize>, usize), MergeError> {
        let dates: Vec<_> = dates.iter().map(|date| Cow::Borrowed(*date)).collect();
        let mut warnings = Vec::new();
        sorted(&dates, sort, &mut warnings).map(|order| (order, warnings.len()))
    }

    #[test]
    fn instants_and_texts_give_unlike_orders_when_offsets_differ() {
        let dates = ["2024-01-01T10:00:00+06:00", "2024-01-01T05:00:00Z", "2024-01-01T04:00:00.000Z"];
        assert_eq!(order(&dates, Sort::Date), Ok((vec![2, 1, 0], 0)));
        assert_eq!(order(&dates, Sort::Instant), Ok((vec![0, 2, 1], 1)), "the first and the last are one instant");
        assert_eq!(order(&["2024-01-01T24:00:00Z", "2024-01-02T00:00:00Z"], Sort::Instant), Ok((vec![0, 1], 1)));
        assert_eq!(order(&["2024-01-02", "2024-01-01 10:00"], Sort::Instant), Ok((vec![1, 0], 0)));
    }

    #[test]
    fn a_date_whose_instant_is_unknown_is_refused_among_those_that_have_one() {
        for dates in [["2024-01-01T10:00:00", "2024-01-01T05:00:00Z"], ["yesterday", "2024-01-01T05:00:00Z"]] {
            assert!(matches!(order(&dates, Sort::Instant), Err(MergeError::Instant { release: 0, .. })));
        }
    }
}

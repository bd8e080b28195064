//! A1: printed figures that do not agree with each other or with what is recorded. The arithmetic is shown, nothing is
//! refused and nothing repaired: the figures are somebody else's.

use super::state::State;
use crate::record::evaluation::{Counts, Published, Report};
use std::collections::BTreeMap;

/// What is odd about figures as somebody printed them.
pub(super) fn published(figures: &Published) -> Vec<String> {
    let mut odd = Vec::new();
    let Some(total) = figures.total else { return odd };
    let sum: u128 = figures.parts.values().map(|part| u128::from(*part)).sum();
    // One part of a whole is not meant to be all of it, but cannot be more.
    let adds_up = if figures.parts.len() < 2 { sum <= u128::from(total) } else { sum == u128::from(total) };
    if !adds_up {
        let parts: Vec<String> = figures.parts.values().map(ToString::to_string).collect();
        odd.push(format!("{} = {sum}, printed {total}", parts.join(" + ")));
    }
    for (name, share) in &figures.shares {
        let (Some(part), printed) = (figures.parts.get(name), share.printed()) else { continue };
        match rounded(*part, total, &printed) {
            Some(expected) if expected != printed.trim_end_matches('%').trim() => {
                odd.push(format!("`{name}`: {part} / {total} = {expected} %, printed {printed} %"));
            }
            Some(_) => {}
            None => odd.push(format!("`{name}`: `{printed}` cannot be compared with {part} / {total}")),
        }
    }
    odd
}

/// `part / total` in per cent, rounded half up to as many digits as `printed` has; `None` when that is not a number.
fn rounded(part: u64, total: u64, printed: &str) -> Option<String> {
    let number = printed.trim_end_matches('%').trim();
    let digits = match number.split_once('.') {
        Some((whole, digits)) if [whole, digits].iter().all(|text| is_digits(text)) => digits.len(),
        None if is_digits(number) => 0,
        _ => return None,
    };
    let scale = 10u128.checked_pow(u32::try_from(digits).ok()?).filter(|_| digits <= 12 && total > 0)?;
    let (part, total) = (u128::from(part), u128::from(total));
    // floor(x + 1/2) of x = 100 · part · scale / total, in whole numbers.
    let units = (200 * part * scale + total) / (2 * total);
    Some(match digits {
        0 => units.to_string(),
        _ => format!("{}.{:0digits$}", units / scale, units % scale),
    })
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What is odd about the counts of a report, in themselves and beside the verdicts recorded up to it.
pub(super) fn report(state: &State, id: &str) -> Vec<String> {
    let Some((report, counts)) = state.report(id).and_then(|report| Some((report, report.counts.as_ref()?))) else {
        return Vec::new();
    };
    let mut odd = arithmetic(counts);
    let standing = standing(state, report);
    if standing.is_empty() {
        return odd;
    }
    let closing =
        state.evaluation(report.evaluation.as_str()).and_then(|found| state.words(found)).map(|it| it.closing);
    let is_closed = |value: &str| match &closing {
        Some(closing) if !closing.is_empty() => closing.contains(value),
        _ => matches!(value, "satisfactory" | "dealt"),
    };
    let of = |wanted: &str| standing.values().filter(|value| **value == wanted).count() as u64;
    let closed = standing.values().filter(|value| is_closed(value)).count() as u64;
    let complete = counts.total.is_some_and(|total| u64::from(total) == standing.len() as u64);
    let pairs = [
        ("closed", counts.closed, closed),
        ("satisfactory", counts.satisfactory, of("satisfactory")),
        ("dealt", counts.dealt, of("dealt")),
        ("partly", counts.partly, of("partly")),
        ("not", counts.not, of("not")),
        ("total", counts.total, standing.len() as u64),
    ];
    for (name, printed, recorded) in pairs {
        let Some(printed) = printed.map(u64::from) else { continue };
        // While verdicts are missing, fewer than printed says nothing.
        if recorded > printed || complete && recorded != printed {
            odd.push(format!("`{name}`: {recorded} in the verdicts, printed {printed}"));
        }
    }
    odd
}

/// Counts that do not add up among themselves.
fn arithmetic(counts: &Counts) -> Vec<String> {
    let mut odd = Vec::new();
    let mut sum = |parts: &[Option<u32>], whole: Option<u32>| {
        let given: Option<Vec<u64>> = parts.iter().map(|part| part.map(u64::from)).collect();
        if let (Some(given), Some(whole)) = (given, whole.map(u64::from)) {
            let total: u64 = given.iter().sum();
            if total != whole {
                let given: Vec<String> = given.iter().map(ToString::to_string).collect();
                odd.push(format!("{} = {total}, printed {whole}", given.join(" + ")));
            }
        }
    };
    sum(&[counts.satisfactory, counts.dealt], counts.closed);
    match counts.closed {
        Some(_) => sum(&[counts.closed, counts.partly, counts.not], counts.total),
        None => sum(&[counts.satisfactory, counts.dealt, counts.partly, counts.not], counts.total),
    }
    odd
}

/// The verdict that stands for each recommendation as of a report: a closed one is not repeated later.
fn standing<'s>(state: &'s State, report: &Report) -> BTreeMap<String, &'s str> {
    let mut reports: Vec<&Report> =
        state.reports_of(report.evaluation.as_str()).filter(|other| other.adopted <= report.adopted).collect();
    // Of reports adopted on one day this one speaks last.
    reports.sort_by_key(|other| (other.adopted, other.id == report.id));
    let mut standing = BTreeMap::new();
    for other in reports {
        standing.extend(state.verdicts_of(other.id.as_str()));
    }
    standing
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_rounded_to_the_digits_they_were_printed_with() {
        for (part, total, printed) in [
            (64, 170, "37.6"),
            (46, 91, "50.5"),
            (33, 91, "36.3"),
            (47, 189, "24.9"),
            (4, 27, "14.81"),
            (1, 8, "12.5"),
            (1, 8, "13"),
        ] {
            assert_eq!(rounded(part, total, printed).as_deref(), Some(printed), "{part}/{total}");
        }
        assert_eq!(rounded(1, 0, "1"), None);
        assert_eq!(rounded(1, 2, "half"), None);
        assert_eq!(rounded(u64::MAX, 1, "0.000000000001").map(|text| text.len()), Some(35));
    }
}

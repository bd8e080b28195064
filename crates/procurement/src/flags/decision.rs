//! The time a decision took, from the end of the tender period to the first award: what the flags of short and of long
//! decisions share. Both are judged against the fences of the publisher's own processes, or against days of the settings.

use super::fence::Peers;
use crate::facts::Facts;
use crate::flag::{Evidence, Flag, Judge, Observed, Outcome};
use crate::flags::gate_all;
use crate::process::moment::{Moment, Stamp};
use probity_core::State;
use probity_core::parameter::{ParameterError, ParameterValue};
use std::collections::BTreeMap;

/// Separates the words of a key; no ocid has it.
const SEPARATOR: char = '\u{1f}';
/// Awards from which on it can be told that a publisher copies a date.
const COPIED_LEAST: u64 = 30;

/// Which decisions are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// Short ones.
    Short,
    /// Long ones.
    Long,
}

/// A flag on decisions.
pub(crate) struct Decision {
    /// Which.
    pub side: Side,
    /// Days of the settings; `None` for the fitted band.
    pub threshold: Option<f64>,
}

/// The parameter `threshold`: a number of days, or the word `fitted`.
///
/// # Errors
/// When it is something else.
pub(crate) fn threshold(value: &ParameterValue) -> Result<Option<f64>, ParameterError> {
    match value {
        ParameterValue::Text(word) if word == "fitted" => Ok(None),
        ParameterValue::Text(_) => {
            Err(ParameterError::Type { name: "threshold".to_owned(), expected: "a number of days or \"fitted\"" })
        }
        other => other.number("threshold").map(Some),
    }
}

/// What is kept of the processes.
#[derive(Default)]
pub(crate) struct Kept {
    /// By publisher: awards whose date is the planned end of the award period, and all that can be compared.
    copied: BTreeMap<String, (u64, u64)>,
    /// Days by publisher, procedure and year.
    days: Peers,
}

impl Flag for Decision {
    type State = Kept;

    fn observe(&self, state: &mut Kept, facts: &Facts<'_>) -> Observed {
        state.count_copies(facts);
        let (low, high, evidence) = match period(facts) {
            Ok(period) => period,
            Err(outcome) => return outcome.into(),
        };
        let year = facts.year().map_or_else(|| "(no year)".to_owned(), |year| year.to_string());
        let words = [facts.process.publisher(), facts.process.tender.procurement_method.text(), &year];
        let key = words.join(&SEPARATOR.to_string());
        let row = match (low, high) {
            (_, high) if high < 0 => Outcome::insufficient("negative_period"),
            (low, _) if low < 0 => Outcome::insufficient("timezone_unknown"),
            (low, high) => {
                let days = (low / crate::process::moment::DAY, high / crate::process::moment::DAY);
                if days.0 == days.1 {
                    state.days.observe(&words, days.0.unsigned_abs());
                }
                let row = Outcome::clear().between(days.0 as f64, days.1 as f64);
                if days.0 == days.1 { row.value(days.0 as f64) } else { row }
            }
        };
        Observed::Pending(key, row.on(evidence))
    }

    fn merge(&self, into: &mut Kept, other: Kept) {
        for (publisher, (equal, all)) in other.copied {
            let own = into.copied.entry(publisher).or_default();
            *own = (own.0 + equal, own.1 + all);
        }
        into.days.merge(other.days);
    }

    fn finish(&self, kept: Kept) -> Box<dyn Judge> {
        Box::new(Decided { side: self.side, threshold: self.threshold, kept })
    }
}

impl Kept {
    fn count_copies(&mut self, facts: &Facts<'_>) {
        let Some(planned) = facts.process.tender.award_period.end_date.get() else { return };
        let dates = facts.process.awards.records().filter_map(|award| award.date.get());
        let (mut equal, mut all) = (0, 0);
        for date in dates {
            all += 1;
            equal += u64::from(is_same(*date, *planned));
        }
        if all > 0 {
            let own = self.copied.entry(facts.process.publisher().to_owned()).or_default();
            *own = (own.0 + equal, own.1 + all);
        }
    }

    /// Whether the dates of a publisher's awards are those of the plan: in at least 95 of 100 awards, of at least thirty.
    fn is_copied(&self, publisher: &str) -> bool {
        self.copied.get(publisher).is_some_and(|(equal, all)| *all >= COPIED_LEAST && equal * 100 >= all * 95)
    }
}

fn is_same(a: Moment, b: Moment) -> bool {
    let instant = |moment: Moment| moment.offset.map(|minutes| moment.local - i64::from(minutes) * 60_000_000);
    a == b || (a.day == b.day && instant(a).is_some() && instant(a) == instant(b))
}

/// The decision period in microseconds, shortest and longest, and where its ends stand.
fn period(facts: &Facts<'_>) -> Result<(i64, i64, Evidence), Outcome> {
    if let Some(closed) = gate_all(facts) {
        return Err(closed);
    }
    if facts.active_awards().next().is_none() {
        return Err(match facts.no_award_stage() {
            Ok(()) => Outcome::not_applicable("stage"),
            Err(path) => Outcome::missing(path),
        });
    }
    let closing = &facts.process.tender.tender_period.end_date;
    let clock = facts.settings.clock;
    // The decision ends with the day of the award, as the tender period ends with its last day.
    let dated = facts.active_awards().filter_map(|(at, award)| Some((at, *award.date.get()?)));
    let first: Option<(usize, Moment)> = dated.min_by_key(|(_, date)| clock.instant(date.end()).0);
    match (closing.get(), first) {
        (Some(closing), Some((at, date))) => {
            let (from, to): (Stamp, Stamp) = (closing.end(), date.end());
            let (low, high) = clock.between(from, to);
            let evidence = Evidence::at("/tender/tenderPeriod/endDate", shown(*closing));
            Ok((low, high, evidence.and(format_args!("/awards/{at}/date"), shown(date))))
        }
        (closes, first) => {
            let award = facts.active_awards().map(|(_, award)| &award.date).find(|date| !date.is_there());
            let lacks = [
                closes.is_none().then(|| closing.lack("tender/tenderPeriod/endDate")),
                first.is_none().then(|| award.map(|date| date.lack("awards/date"))).flatten(),
            ];
            Err(Outcome::insufficient(joined(&lacks.into_iter().flatten().collect::<Vec<_>>())))
        }
    }
}

/// One reason for several: `missing:a+b`; what is unreadable comes first.
fn joined(lacks: &[String]) -> String {
    if let Some(unreadable) = lacks.iter().find(|lack| lack.starts_with("unreadable:")) {
        return unreadable.clone();
    }
    let paths: Vec<&str> = lacks.iter().filter_map(|lack| lack.strip_prefix("missing:")).collect();
    format!("missing:{}", paths.join("+"))
}

/// A moment for evidence: its day and, if it has one, its clock.
fn shown(moment: Moment) -> String {
    let day = moment.date().map_or_else(String::new, |date| date.to_string());
    if moment.day {
        return day;
    }
    let seconds = moment.local.rem_euclid(crate::process::moment::DAY) / 1_000_000;
    let clock = format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    let offset = moment.offset.map_or_else(String::new, |minutes| {
        format!("{}{:02}:{:02}", if minutes < 0 { '-' } else { '+' }, minutes.abs() / 60, minutes.abs() % 60)
    });
    format!("{day}T{clock}{offset}")
}

struct Decided {
    side: Side,
    threshold: Option<f64>,
    kept: Kept,
}

impl Judge for Decided {
    fn judge(&self, key: &str, row: Outcome) -> Outcome {
        let words: Vec<&str> = key.split(SEPARATOR).collect();
        if words.first().is_some_and(|publisher| self.kept.is_copied(publisher)) {
            return Outcome::insufficient("copied_field").on(row.evidence);
        }
        if row.state == State::Insufficient {
            return row;
        }
        let (threshold, evidence) = match self.threshold {
            Some(days) => (days, row.evidence.with("threshold", days)),
            None => match self.kept.days.fences(&words) {
                Some(fences) => {
                    let (name, fence) = match self.side {
                        Side::Short => ("lower fence", fences.lower),
                        Side::Long => ("upper fence", fences.upper),
                    };
                    (fence, fences.evidence(row.evidence, name, fence))
                }
                None => return Outcome::insufficient("n<30").on(row.evidence),
            },
        };
        let beyond = |days: f64| match self.side {
            Side::Short => days < threshold,
            Side::Long => days > threshold,
        };
        let (low, high) = row.range.unwrap_or_default();
        if beyond(low) != beyond(high) {
            return Outcome { range: row.range, ..Outcome::insufficient("timezone_unknown").on(evidence) };
        }
        let range = row.range.filter(|_| low < high);
        Outcome { value: row.value, range, ..Outcome::flagged_if(beyond(low)).on(evidence) }
    }

    fn notes(&self) -> BTreeMap<String, serde_json::Value> {
        let mut notes = self.kept.days.notes();
        let copied = self.kept.copied.iter().filter(|(publisher, _)| self.kept.is_copied(publisher));
        notes.extend(copied.map(|(publisher, (equal, all))| {
            (format!("copied_field {publisher}"), serde_json::json!({"equal": equal, "awards": all}))
        }));
        notes
    }
}

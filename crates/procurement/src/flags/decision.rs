//! The time a decision took, from the end of the tender period to the first award: what the flags of short and of long
//! decisions share. Both are judged against the fences of the publisher's own processes, or against days of the settings.

use super::contracts::unreadable;
use super::early::{lack, without_award};
use super::gate::gate_all;
use super::r015::shown;
use crate::compare::copied::{CopiedDates, Copying};
use crate::compare::fences::{Fences, Kind};
use crate::compare::peers::{Group, Peers, Summaries};
use crate::compare::{count, fence};
use crate::facts::Facts;
use crate::flag::{Calibration, Evidence, Flag, Judge, Observed, Outcome, Setup};
use crate::process::moment::{DAY, Moment, Stamp};
use probity_core::State;
use probity_core::parameter::{ParameterError, ParameterValue};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What makes peers.
const PARTS: [&str; 3] = ["publisher", "method", "year"];

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
    side: Side,
    /// Days of the settings; `None` for the fitted band.
    threshold: Option<f64>,
    fence: Kind,
    n_min: u64,
    copying: Copying,
}

impl Decision {
    /// The flag of a side with its parameters.
    pub fn new(side: Side, setup: &Setup<'_>) -> Result<Self, ParameterError> {
        Ok(Self {
            side,
            threshold: threshold(setup.parameters.get("threshold")?)?,
            fence: fence(setup, "fence")?,
            n_min: count(setup, "n_min")?,
            copying: Copying { awards: count(setup, "copied_awards")?, percent: count(setup, "copied_percent")? },
        })
    }
}

/// The parameter `threshold`: a number of days, or the word `fitted`.
fn threshold(value: &ParameterValue) -> Result<Option<f64>, ParameterError> {
    match value {
        ParameterValue::Text(word) if word == "fitted" => Ok(None),
        other => {
            other.number("threshold").ok().filter(|days| *days >= 0.0).map(Some).ok_or_else(|| ParameterError::Type {
                name: "threshold".to_owned(),
                expected: "a number of days of at least 0, or \"fitted\"",
            })
        }
    }
}

/// What is kept of the processes.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Kept {
    copied: CopiedDates,
    /// Days by publisher, procedure and year.
    days: Peers,
}

impl Flag for Decision {
    type State = Kept;

    fn observe(&self, state: &mut Kept, facts: &Facts<'_>) -> Observed {
        state.copied.observe(facts);
        // Both sides ask for it.
        let (low, high, evidence) = match facts.known.decision.get_or_init(|| period(facts)) {
            Ok((low, high, evidence)) => (*low, *high, evidence.clone()),
            Err(outcome) => return outcome.clone().into(),
        };
        let publisher = facts.process.publisher();
        let year = facts.year().map(|year| year.to_string()).unwrap_or_default();
        let group = Group::of_parts(&[publisher, facts.process.tender.procurement_method.text(), &year]);
        let open = undated(facts);
        let row = match (low, high) {
            (_, high) if high < 0 => Outcome::insufficient("negative_period"),
            (low, _) if low < 0 => Outcome::insufficient("timezone_unknown"),
            (low, high) if low / DAY == high / DAY => {
                let days = (low / DAY) as f64;
                // A decision that may have come earlier is nobody's measure.
                if open.is_none() {
                    state.days.add(&group, days);
                }
                Outcome::clear().between(days, days).value(days)
            }
            (low, high) => Outcome::clear().between((low / DAY) as f64, (high / DAY) as f64),
        };
        let key = format!("{}\n{publisher}\n{}", group.key(), open.unwrap_or_default());
        Observed::Pending(key, row.on(evidence))
    }

    fn merge(&self, into: &mut Kept, other: Kept) {
        into.copied.merge(other.copied);
        into.days.merge(other.days);
    }

    fn finish(&self, kept: Kept) -> Box<dyn Judge> {
        let fences = kept.days.summarise(self.n_min, |sorted| Fences::of(self.fence, sorted)).called(&PARTS);
        let (side, threshold, copying) = (self.side, self.threshold, self.copying);
        Box::new(Decided { side, threshold, copying, copied: kept.copied, fences })
    }
}

/// The decision period in microseconds, shortest and longest, and where its ends stand.
fn period(facts: &Facts<'_>) -> Result<(i64, i64, Evidence), Outcome> {
    if let Some(closed) = gate_all(facts) {
        return Err(closed);
    }
    if facts.active_awards().next().is_none() {
        return Err(without_active_award(facts));
    }
    let closing = &facts.process.tender.tender_period.end_date;
    let clock = facts.settings.clock;
    // The tender period ends with its last day; an award is made, at the earliest, when its day begins.
    let dated = facts.active_awards().filter_map(|(at, award)| Some((at, *award.date.get()?)));
    let first: Option<(usize, Moment)> = dated.min_by_key(|(_, date)| clock.instant(date.start()).0);
    match (closing.get(), first) {
        (Some(closing), Some((at, date))) => {
            let from: Stamp = closing.end();
            let (low, high) = clock.between(from, date.start());
            // Where offsets are unknown, another award may make the period shorter at the least or at the most.
            let all = facts.active_awards().filter_map(|(_, award)| award.date.get());
            let all = all.map(|date| clock.between(from, date.start()));
            let (low, high) = all.fold((low, high), |(low, high), own| (low.min(own.0), high.min(own.1)));
            let evidence = Evidence::at("/tender/tenderPeriod/endDate", shown(*closing));
            Ok((low, high, evidence.and(format_args!("/awards/{at}/date"), shown(date))))
        }
        (closes, first) => {
            let lacks = [
                closes.is_none().then(|| closing.lack("tender/tenderPeriod/endDate")),
                first.is_none().then(|| undated(facts)).flatten(),
            ];
            Err(Outcome::insufficient(joined(&lacks.into_iter().flatten().collect::<Vec<_>>())))
        }
    }
}

/// Why the first active award may be another than the first one that has a date: the lack of a date, an unreadable one
/// first; `None` when all are dated.
fn undated(facts: &Facts<'_>) -> Option<String> {
    let lacks = facts.active_awards().filter_map(|(_, award)| lack(&award.date, "awards/date"));
    lacks.max_by_key(|lack| lack.starts_with("unreadable:"))
}

/// The answer of a flag that asks for an active award where there is none: none is due yet, or awards are missing, or
/// something else stands in their place.
pub(super) fn without_active_award(facts: &Facts<'_>) -> Outcome {
    let reason = unreadable(&facts.process.awards, "awards");
    reason.map_or_else(|| without_award(facts, []), Outcome::insufficient)
}

/// One reason for several: `missing:a+b`; what is unreadable comes first.
fn joined(lacks: &[String]) -> String {
    if let Some(unreadable) = lacks.iter().find(|lack| lack.starts_with("unreadable:")) {
        return unreadable.clone();
    }
    let paths: Vec<&str> = lacks.iter().filter_map(|lack| lack.strip_prefix("missing:")).collect();
    format!("missing:{}", paths.join("+"))
}

struct Decided {
    side: Side,
    threshold: Option<f64>,
    copying: Copying,
    copied: CopiedDates,
    fences: Summaries<Fences>,
}

impl Judge for Decided {
    fn judge(&self, key: &str, row: Outcome) -> Outcome {
        // Only the group may hold anything.
        let (key, open) = key.rsplit_once('\n').unwrap_or((key, ""));
        let (group, publisher) = key.rsplit_once('\n').unwrap_or((key, ""));
        if self.copied.is_copied(publisher, self.copying) {
            return Outcome::insufficient("copied_field").on(row.evidence);
        }
        if row.state == State::Insufficient {
            return row;
        }
        let (threshold, evidence) = match (self.threshold, self.fences.find(group)) {
            (Some(days), _) => (days, row.evidence.with("threshold", days)),
            (None, Some(peer)) => {
                let fences = peer.summary;
                match self.side {
                    Side::Short => (fences.lower, peer.evidence(row.evidence, |own| fences.low_evidence(own))),
                    Side::Long => (fences.upper, peer.evidence(row.evidence, |own| fences.high_evidence(own))),
                }
            }
            (None, None) => return Outcome::insufficient(self.fences.too_few()).on(row.evidence),
        };
        let beyond = |days: f64| match self.side {
            Side::Short => days < threshold,
            Side::Long => days > threshold,
        };
        let (low, high) = row.range.unwrap_or_default();
        if beyond(low) != beyond(high) {
            return Outcome { range: row.range, ..Outcome::insufficient("timezone_unknown").on(evidence) };
        }
        // An award without a date can only make the period shorter.
        let certain = beyond(low) == (self.side == Side::Short);
        if !open.is_empty() && !certain {
            return Outcome::insufficient(open.to_owned()).on(evidence);
        }
        let range = row.range.filter(|_| low < high);
        Outcome { value: row.value, range, ..Outcome::flagged_if(beyond(low)).on(evidence) }
    }

    fn notes(&self) -> BTreeMap<String, Value> {
        let fences = self.fences.named().map(|(name, n, own)| (name, json!({ "n": n, "fences": own.notes() })));
        fences.chain(self.copied.notes(self.copying)).collect()
    }

    fn calibration(&self) -> Option<Calibration<'_>> {
        Some(self.fences.calibration(Fences::numbers).and(self.copied.calibration(self.copying)))
    }
}

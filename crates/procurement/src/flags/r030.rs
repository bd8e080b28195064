//! # What it finds
//! A winning bid that came after the deadline.
//! # Why it matters
//! A bid that is accepted late may have been written with the others' prices in hand.
//! # Formula
//!     over valid bids one of whose tenderers is a supplier of an active award:
//!         flagged when one is later than tender.tenderPeriod.endDate for certain
//!     value = hours late of the latest; where an offset is not published, low and high are the least and the most, and the
//!         value is the bound that decided
//! Tenderers of the late bids who are suppliers are flagged too. The run's notes count processes by hour of lateness, and
//! how many would be flagged if dates without an offset were read at every whole offset from −12:00 to +14:00: so a reader
//! sees how much of the result is time zone.
//! # Exclusions
//! Processes without an active award (`stage`), winners without a valid bid (`winner_bid_not_found`), bids that are late or
//! not depending on an offset nobody published or on an hour nobody published (`timezone_unknown`), bids without a date. A bid
//! dated by day only came somewhen on that day: it is late for certain on a later day than the deadline, and in time for
//! certain on an earlier one or where the deadline is that day itself.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R030; Cardinal R030 compares the dates as texts.

use super::early::{lack, lack_of_bids, lacking, without_award, written};
use super::gate::gate_all;
use crate::facts::Facts;
use crate::flag::{Definition, Evidence, Flag, Judge, Observed, Outcome, Party, Subject, erase};
use crate::process::moment::{Clock, HOUR, Moment};
use crate::process::stages::Bid;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R030",
    of: &[Subject::Process, Subject::Tenderer],
    source: include_str!("r030.rs"),
    build: |setup| Ok(erase(LateBid { clock: setup.settings.clock })),
};

/// Offsets in use, in whole hours.
const OFFSET_MIN: i16 = -12;
/// How many there are: up to +14:00.
const OFFSETS: usize = 27;
/// Hours of lateness counted one by one; what lies beyond is counted at the ends.
const HOURS: (i64, i64) = (-48, 48);

struct LateBid {
    clock: Clock,
}

/// Counts over processes whose winning bid and deadline have dates.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Counts {
    processes: u64,
    by_hour: BTreeMap<i64, u64>,
    by_offset: [u64; OFFSETS],
}

/// A valid bid of a supplier.
struct Winning<'p> {
    at: usize,
    bid: &'p Bid<'p>,
    suppliers: Vec<&'p str>,
}

/// How late a dated bid was, in microseconds: at least and at most.
struct Lateness<'w, 'p> {
    winning: &'w Winning<'p>,
    date: Moment,
    low: i64,
    high: i64,
    certain: bool,
}

impl Flag for LateBid {
    type State = Counts;

    fn observe(&self, state: &mut Counts, facts: &Facts<'_>) -> Observed {
        if let Some(closed) = gate_all(facts) {
            return closed.into();
        }
        let end = &facts.process.tender.tender_period.end_date;
        let lacks = [lack(end, "tender/tenderPeriod/endDate"), lack_of_bids(facts)];
        if facts.active_awards().next().is_none() {
            return without_award(facts, lacks).into();
        }
        let (Some(deadline), None) = (end.get(), &lacks[1]) else {
            return lacking(lacks).unwrap_or_else(|| Outcome::missing("bids/details")).into();
        };
        let winning = winning(facts);
        if winning.is_empty() {
            return Outcome::insufficient(no_winner(facts)).into();
        }
        state.count(self.clock, *deadline, &winning);
        self.look(*deadline, &winning).into()
    }

    fn merge(&self, into: &mut Counts, other: Counts) {
        into.processes += other.processes;
        for (hour, processes) in other.by_hour {
            *into.by_hour.entry(hour).or_default() += processes;
        }
        into.by_offset.iter_mut().zip(other.by_offset).for_each(|(own, processes)| *own += processes);
    }

    fn finish(&self, counts: Counts) -> Box<dyn Judge> {
        Box::new(Notes { counts, clock: self.clock })
    }
}

/// Valid bids one of whose tenderers is a supplier of an active award.
fn winning<'p>(facts: &Facts<'p>) -> Vec<Winning<'p>> {
    let valid = facts.process.bids.details.iter().filter(|(_, bid)| bid.status.text() == "valid");
    let own = |(at, bid): (usize, &'p Bid<'p>)| {
        let suppliers = facts.tenderers(at).iter().filter(|id| facts.winners().contains(id));
        let suppliers: Vec<&str> = suppliers.copied().collect();
        (!suppliers.is_empty()).then_some(Winning { at, bid, suppliers })
    };
    valid.filter_map(own).collect()
}

/// Why no bid of a winner was found.
fn no_winner(facts: &Facts<'_>) -> &'static str {
    if !facts.winners().is_empty() { "winner_bid_not_found" } else { "missing:awards/suppliers/id" }
}

impl LateBid {
    fn look(&self, deadline: Moment, winning: &[Winning<'_>]) -> Outcome {
        let dated: Vec<Lateness<'_, '_>> = winning.iter().filter_map(|own| self.lateness(deadline, own)).collect();
        let undated = winning.iter().find(|own| !own.bid.date.is_there());
        let (Some(low), Some(high)) = (dated.iter().map(|own| own.low).max(), dated.iter().map(|own| own.high).max())
        else {
            let reason = undated.map(|own| own.bid.date.lack("bids/details/date"));
            return Outcome::insufficient(reason.unwrap_or_else(|| "winner_bid_not_found".to_owned()));
        };
        let late: Vec<&Lateness<'_, '_>> = dated.iter().filter(|own| own.certain).collect();
        let (outcome, shown) = if !late.is_empty() {
            (Outcome::flagged().value(hours(low)), late)
        } else if high > 0 {
            (Outcome::insufficient("timezone_unknown"), dated.iter().filter(|own| own.high > 0).collect())
        } else if let Some(own) = undated {
            return Outcome::insufficient(own.bid.date.lack("bids/details/date"));
        } else {
            (Outcome::clear().value(hours(high)), dated.iter().collect())
        };
        let outcome = if low == high { outcome } else { outcome.between(hours(low), hours(high)) };
        let mut evidence = Evidence::at("/tender/tenderPeriod/endDate", written(deadline));
        for own in &shown {
            evidence = evidence.and(format_args!("/bids/details/{}/date", own.winning.at), written(own.date));
        }
        Outcome { parties: parties(&shown), ..outcome.on(evidence) }
    }

    fn lateness<'w, 'p>(&self, deadline: Moment, winning: &'w Winning<'p>) -> Option<Lateness<'w, 'p>> {
        let date = *winning.bid.date.get()?;
        let (low, certain) = lateness(self.clock, deadline, date);
        // A day leaves open at which of its instants the bid came.
        let (_, high) = self.clock.between(deadline.end(), date.end());
        Some(Lateness { winning, date, low, high, certain })
    }
}

/// How late a bid was at least, in microseconds, and whether it was late for certain. Of two days the later begins where the
/// earlier ends, and is late all the same.
fn lateness(clock: Clock, deadline: Moment, date: Moment) -> (i64, bool) {
    let (low, _) = clock.between(deadline.end(), date.start());
    (low, low > 0 || (low == 0 && deadline.day && date.day))
}

/// The suppliers behind bids, each with the hours of its latest.
fn parties(shown: &[&Lateness<'_, '_>]) -> Vec<Party> {
    let mut latest: BTreeMap<&str, i64> = BTreeMap::new();
    for own in shown {
        for supplier in &own.winning.suppliers {
            let low = latest.entry(supplier).or_insert(own.low);
            *low = own.low.max(*low);
        }
    }
    latest.into_iter().map(|(id, low)| Party { id: id.to_owned(), value: Some(hours(low)) }).collect()
}

fn hours(micros: i64) -> f64 {
    micros as f64 / HOUR as f64
}

impl Counts {
    /// Counts a process by the hours its latest winning bid came after the deadline, and under every offset.
    fn count(&mut self, clock: Clock, deadline: Moment, winning: &[Winning<'_>]) {
        let dates: Vec<Moment> = winning.iter().filter_map(|own| own.bid.date.get().copied()).collect();
        let latest = |minutes: i16| {
            let clock = Clock { assume_offset: Some(minutes) };
            dates.iter().map(|date| lateness(clock, deadline, *date)).max()
        };
        let Some((nominal, _)) = latest(clock.assume_offset.unwrap_or(0)) else { return };
        self.processes += 1;
        *self.by_hour.entry(nominal.div_euclid(HOUR).clamp(HOURS.0, HOURS.1)).or_default() += 1;
        for (offset, processes) in (OFFSET_MIN..).zip(&mut self.by_offset) {
            let late = latest(offset * 60).is_some_and(|(_, certain)| certain);
            *processes += u64::from(late);
        }
    }
}

struct Notes {
    counts: Counts,
    clock: Clock,
}

impl Judge for Notes {
    fn notes(&self) -> BTreeMap<String, Value> {
        let by_hour: Vec<Value> =
            self.counts.by_hour.iter().map(|(hour, n)| json!({ "hour": hour, "processes": n })).collect();
        // Where no process has dates there is nothing to read at any offset.
        let by_offset = (OFFSET_MIN..).zip(&self.counts.by_offset).filter(|_| self.counts.processes > 0);
        let by_offset: Vec<Value> =
            by_offset.map(|(hours, n)| json!({ "offset_hours": hours, "flagged": n })).collect();
        let read_at = self.clock.assume_offset.unwrap_or(0);
        BTreeMap::from([
            ("processes_with_dates".to_owned(), json!(self.counts.processes)),
            ("assume_offset_minutes".to_owned(), json!(self.clock.assume_offset)),
            ("hours_read_at_offset_minutes".to_owned(), json!(read_at)),
            ("hours_counted_from_to".to_owned(), json!([HOURS.0, HOURS.1])),
            ("processes_by_hour_late".to_owned(), Value::Array(by_hour)),
            ("flagged_by_offset".to_owned(), Value::Array(by_offset)),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flag::Setup;
    use crate::process::Process;
    use crate::settings::Settings;
    use probity_core::parameter::Parameters;

    #[test]
    fn notes_say_how_many_would_be_flagged_under_every_offset() {
        let release = |date: &str| {
            format!(
                r#"{{"tender":{{"tenderPeriod":{{"endDate":"2021-11-01T16:00:00Z"}}}},"awards":[{{"status":"active","suppliers":[{{"id":"a"}}]}}],
                "bids":{{"details":[{{"status":"valid","date":"{date}","tenderers":[{{"id":"a"}}]}}]}}}}"#
            )
        };
        let settings = Settings::default();
        let flag = (DEFINITION.build)(&Setup { parameters: &Parameters::default(), settings: &settings }).expect("it");
        let mut whole = flag.state();
        for date in ["2021-11-01 17:30:00", "2021-11-01 12:00:00", "2021-10-01 12:00:00"] {
            let text = release(date);
            let process = Process::parse(&text).expect("a release");
            let mut part = flag.state();
            flag.observe(&mut part, &Facts::new(&process, &[], &settings));
            flag.merge(&mut whole, part);
        }
        let notes = flag.finish(whole).notes();
        assert_eq!(notes["processes_with_dates"], json!(3));
        let by_offset = notes["flagged_by_offset"].as_array().expect("a list");
        let at =
            |hours: i64| by_offset.iter().find(|row| row["offset_hours"] == hours).map(|row| row["flagged"].clone());
        // 17:30 is late read at offsets up to +01:00, 12:00 up to −05:00 (17:00Z); −04:00 is exactly the deadline.
        assert_eq!((at(-5), at(-4), at(1), at(2)), (Some(json!(2)), Some(json!(1)), Some(json!(1)), Some(json!(0))));
        let hours = json!([{"hour":-48,"processes":1},{"hour":-4,"processes":1},{"hour":1,"processes":1}]);
        assert_eq!(notes["processes_by_hour_late"], hours);
    }
}

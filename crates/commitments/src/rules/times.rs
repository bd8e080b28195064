//! T1, T2, T3 and T5: what time allows. Dates that are partial break a rule only when every day they can stand for does.

use super::state::State;
use super::{Act, Rule, Say};
use crate::record::evaluation::{Authorisation, Report};
use crate::record::value::Day;
use crate::record::{Kind, Record};
use jiff::civil::Date;
use probity_core::{PartialDate, Sequence};
use probity_store::event::day;
use serde::Deserialize;
use std::sync::LazyLock;

/// `data/chain.toml`.
#[derive(Debug, Default, Deserialize)]
struct Chain {
    order: Vec<String>,
    beside: Vec<String>,
}

// `tests::the_chain_can_be_read` keeps the file readable.
static CHAIN: LazyLock<Chain> =
    LazyLock::new(|| toml::from_str(include_str!("../../data/chain.toml")).unwrap_or_default());

pub(super) fn check(state: &State, act: &Act, record: &Record, say: Say<'_>) {
    let today = day(act.at);
    if act.effective > today {
        let message = format!("it holds from {}, which is after the day it is recorded ({today})", act.effective);
        say(Rule::T5, Some("effective"), message);
    }
    begins_and_ends(record, say);
    match record {
        Record::Report(report) => {
            published_in_order(state, report, say);
            if !report.draft {
                in_the_chain(state, report, say);
            }
        }
        Record::Authorisation(given) => authorised_in_order(state, given, say),
        _ => {}
    }
}

/// T1 for a report, with the authorisation there may be already.
fn published_in_order(state: &State, report: &Report, say: Say<'_>) {
    let mut after = |field: &'static str, later: Option<Day>, what: &str, earlier: Option<Day>| {
        if let (Some(later), Some(earlier)) = (later, earlier)
            && later < earlier
        {
            say(Rule::T1, Some(field), format!("`{field}` is {later}, before it was {what} ({earlier})"));
        }
    };
    after("authorised", report.authorised, "adopted", Some(report.adopted));
    after("published", report.published, "adopted", Some(report.adopted));
    after("published", report.published, "authorised", report.authorised);
    let given = state.get(Kind::Authorisation, report.id.as_str()).map(|kept| &kept.record);
    if let Some(Record::Authorisation(given)) = given {
        after("published", report.published, "authorised", Some(given.date));
        if given.date < report.adopted {
            let message =
                format!("`adopted` is {}, after its publication was authorised ({})", report.adopted, given.date);
            say(Rule::T1, Some("adopted"), message);
        }
    }
}

/// T1 for an authorisation.
fn authorised_in_order(state: &State, given: &Authorisation, say: Say<'_>) {
    let Some(report) = state.report(given.report.as_str()) else { return };
    if given.date < report.adopted {
        let message =
            format!("`{}` was authorised on {}, before it was adopted ({})", report.id, given.date, report.adopted);
        say(Rule::T1, Some("date"), message);
    }
    if let Some(published) = report.published.filter(|published| *published < given.date) {
        let message = format!("`{}` was authorised on {}, after it was published ({published})", report.id, given.date);
        say(Rule::T1, Some("date"), message);
    }
}

/// Whether a report ends no deadline.
pub(crate) fn is_beside(report: &Report) -> bool {
    CHAIN.beside.iter().any(|kind| kind == report.kind.as_str())
}

/// The place of a report in the chain: its kind, then its ordinal. `None` for kinds beside the chain.
pub(crate) fn rank(report: &Report) -> Option<(usize, u16)> {
    let place = CHAIN.order.iter().position(|kind| kind == report.kind.as_str())?;
    Some((place, report.ordinal.unwrap_or(1)))
}

/// T2.
fn in_the_chain(state: &State, report: &Report, say: Say<'_>) {
    for other in state.reports_of(report.evaluation.as_str()).filter(|other| other.id != report.id) {
        let order = match (rank(report), rank(other)) {
            (Some(own), Some(its)) => own.cmp(&its),
            // Kinds beside the chain come after the first of it.
            (None, Some((0, _))) => std::cmp::Ordering::Greater,
            (Some((0, _)), None) => std::cmp::Ordering::Less,
            _ => std::cmp::Ordering::Equal,
        };
        let (first, second) = match order {
            std::cmp::Ordering::Less => (report, other),
            std::cmp::Ordering::Greater => (other, report),
            std::cmp::Ordering::Equal => continue,
        };
        if first.adopted > second.adopted {
            let message = format!(
                "`{}` ({}) was adopted on {}, after `{}` ({}) on {}",
                first.id, first.kind, first.adopted, second.id, second.kind, second.adopted
            );
            say(Rule::T2, Some("adopted"), message);
        }
        if let (Some(early), Some(late)) = (first.published, second.published)
            && early > late
        {
            let message = format!("`{}` was published on {early}, after `{}` on {late}", first.id, second.id);
            say(Rule::T2, Some("published"), message);
        }
    }
}

/// T3.
fn begins_and_ends(record: &Record, say: Say<'_>) {
    let whole = |day: Option<Day>| day.and_then(|day| PartialDate::of_day(day.0));
    let mut after = |field: &'static str, end: Option<PartialDate>, other: &str, begin: Option<PartialDate>| {
        if let (Some(end), Some(begin)) = (end, begin)
            && end.compare(begin) == Sequence::Before
        {
            say(Rule::T3, Some(field), format!("`{field}` is {end}, before `{other}` ({begin})"));
        }
    };
    match record {
        Record::Body(it) => after("to", it.to.map(|date| date.0), "from", it.from.map(|date| date.0)),
        Record::Actor(it) => after("to", whole(it.to), "from", whole(it.from)),
        Record::Instrument(it) => after("opened", whole(it.opened), "adopted", whole(it.adopted)),
        Record::Participation(it) => {
            after("withdrawal", whole(it.withdrawal), "deposit", whole(it.deposit));
            after("withdrawal", whole(it.withdrawal), "in_force_for", whole(it.in_force_for));
            after("in_force_for", whole(it.in_force_for), "deposit", whole(it.deposit));
        }
        Record::Evaluation(it) => after("visit_to", whole(it.visit_to), "visit_from", whole(it.visit_from)),
        Record::Report(it) => {
            after("adopted", whole(Some(it.adopted)), "received", whole(it.received));
            after("due", whole(it.due), "adopted", whole(Some(it.adopted)));
        }
        Record::Decision(it) => after("due", whole(it.due), "date", whole(Some(it.date))),
        Record::Programme(it) => after("to", whole(Some(it.to)), "from", whole(Some(it.from))),
        Record::Measure(it) => after("term_to", whole(Some(it.term_to)), "term_from", whole(it.term_from)),
        Record::Evidence(it) => after("to", whole(it.to), "from", whole(it.from)),
        Record::Indicator(it) => {
            after("end", whole(it.end), "start", whole(it.start));
            let begin = it.baseline.as_ref().and_then(|baseline| baseline.date);
            let end = it.target.as_ref().and_then(|target| target.date);
            after("target", whole(end), "baseline", whole(begin));
        }
        _ => {}
    }
}

/// The day a report was adopted, for verdicts that do not say when they hold.
pub(super) fn adopted(state: &State, report: &str) -> Option<Date> {
    state.report(report).map(|report| report.adopted.0)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_chain_can_be_read() {
        assert_eq!(super::CHAIN.order, ["evaluation", "compliance", "second_compliance", "addendum"]);
    }
}

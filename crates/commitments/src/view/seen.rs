//! Which of the records under one key counts on a day. A fact counts from the day on which it holds. Bodies, evaluations,
//! recommendations and measures are no facts of a day: when nobody said since when they hold, they are seen from any day,
//! because the day on which somebody typed them in says nothing about the world.

use super::View;
use crate::record::{Kind, Record};
use crate::rules::Kept;
use jiff::civil::Date;
use probity_store::event::day;

/// The record that counts on a day, if one does.
pub(super) fn seen(kept: &Kept, at: Date) -> Option<&Kept> {
    let first = kept.first().seq;
    kept.versions().rev().find(|version| holds(version, at, version.seq == first))
}

/// The same for what must not be missing once it was referred to: the first record when none counts yet.
pub(super) fn frame(kept: &Kept, at: Date) -> &Kept {
    seen(kept, at).unwrap_or_else(|| kept.first())
}

fn holds(version: &Kept, at: Date, is_first: bool) -> bool {
    let unsaid = version.effective == day(version.at);
    match (own_day(&version.record), is_fact(version.record.kind())) {
        (Some(own), _) if own > at => false,
        (Some(_), false) => version.effective <= at || unsaid,
        (_, true) => version.effective <= at,
        (None, false) => version.effective <= at || unsaid && is_first,
    }
}

/// The day that a record itself gives for what it says.
fn own_day(record: &Record) -> Option<Date> {
    match record {
        Record::Report(it) => Some(it.adopted.0),
        Record::Decision(it) => Some(it.date.0),
        Record::Submission(it) => Some(it.received.0),
        Record::Notice(it) => Some(it.sent.0),
        Record::Observed(it) => Some(it.date.0),
        Record::Authorisation(it) => Some(it.date.0),
        Record::Sign(it) => Some(it.date.0),
        _ => None,
    }
}

/// Kinds for which the day of recording is a statement when nothing else was said.
fn is_fact(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Report
            | Kind::Verdict
            | Kind::Decision
            | Kind::Submission
            | Kind::Notice
            | Kind::Evidence
            | Kind::Observation
            | Kind::Status
            | Kind::Withdraw
            | Kind::Published
    )
}

/// Makes the ways of looking up one kind: `one(key)` and `below(above)`.
macro_rules! looks {
    ($($kind:ident($record:ty): $one:ident, $below:ident;)*) => {
        // Not every kind is looked up both ways.
        #[allow(dead_code)]
        impl<'a> View<'a> {
            $(
                pub(crate) fn $one(&self, key: &str) -> Option<(&'a $record, &'a Kept)> {
                    let kept = seen(self.state.get(Kind::$kind, key)?, self.at)?;
                    match &kept.record {
                        Record::$kind(record) => Some((&**record, kept)),
                        _ => None,
                    }
                }

                pub(crate) fn $below(&self, above: &str) -> impl Iterator<Item = (&'a $record, &'a Kept)> {
                    let at = self.at;
                    self.state.below(Kind::$kind, above).filter_map(move |(_, kept)| {
                        let kept = seen(kept, at)?;
                        match &kept.record {
                            Record::$kind(record) => Some((&**record, kept)),
                            _ => None,
                        }
                    })
                }
            )*
        }
    };
}

use crate::record::evaluation::{Authorisation, Decision, Evaluation, Recommendation, Report, Submission, Verdict};
use crate::record::evidence::{Evidence, ObservedAgain};
use crate::record::programme::{Measure, Notice, Objective, Outcome, Programme, Status};

looks! {
    Evaluation(Evaluation): evaluation, evaluations_below;
    Recommendation(Recommendation): recommendation, recommendations_below;
    Report(Report): report, reports_below;
    Verdict(Verdict): verdict, verdicts_below;
    Decision(Decision): decision, decisions_below;
    Submission(Submission): submission, submissions_below;
    Authorisation(Authorisation): authorisation, authorisations_below;
    Measure(Measure): measure, measures_below;
    Notice(Notice): notice, notices_below;
    Status(Status): status_at, statuses_below;
    Evidence(Evidence): evidence, evidence_below;
    Observed(ObservedAgain): observed, observed_below;
    Programme(Programme): programme, programmes_below;
    Objective(Objective): objective, objectives_below;
    Outcome(Outcome): outcome, outcomes_below;
}

impl<'a> View<'a> {
    /// Everything of a kind that counts, by key.
    pub(crate) fn all(&self, kind: Kind) -> impl Iterator<Item = (&'a str, &'a Kept)> {
        let at = self.at;
        self.state.of_kind(kind).filter_map(move |(key, kept)| Some((key, seen(kept, at)?)))
    }

    /// Whether something was taken back by then: `evidence:<id>`, `notice:<id>`.
    pub(super) fn is_withdrawn(&self, of: &str) -> bool {
        self.state.get(Kind::Withdraw, of).is_some_and(|kept| seen(kept, self.at).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::party::Role;
    use serde_json::json;

    fn kept(kind: Kind, record: &serde_json::Value, effective: &str, recorded: &str) -> Kept {
        Kept {
            record: Record::read(kind, record.as_object().unwrap()).unwrap(),
            actor: "a".into(),
            first_actor: "a".into(),
            first_role: Role::Operator,
            effective: effective.parse().unwrap(),
            seq: 0,
            at: format!("{recorded}T12:00:00Z").parse().unwrap(),
            earlier: vec![],
        }
    }

    #[test]
    fn a_measure_without_a_day_is_seen_from_any_day_and_its_correction_only_from_its_own() {
        let measure = |name: &str| json!({"id": "m", "names": name, "lead": "b", "term_to": "2024-12-31"});
        let first = kept(Kind::Measure, &measure("x"), "2024-06-01", "2024-06-01");
        let mut second = kept(Kind::Measure, &measure("y"), "2024-07-01", "2024-07-01");
        second.seq = 1;
        second.earlier.push(first);
        let day = |text: &str| text.parse().unwrap();
        assert_eq!(seen(&second, day("2023-01-01")).map(|it| it.seq), Some(0));
        assert_eq!(seen(&second, day("2024-06-30")).map(|it| it.seq), Some(0));
        assert_eq!(seen(&second, day("2024-07-01")).map(|it| it.seq), Some(1));
        let said = kept(Kind::Measure, &measure("x"), "2024-05-01", "2024-06-01");
        assert!(seen(&said, day("2024-04-30")).is_none() && seen(&said, day("2024-05-01")).is_some());
    }

    #[test]
    fn facts_count_from_the_day_on_which_they_hold() {
        let url = json!({"id": "e", "on": ["measure:m"], "kind": "url", "url": {"href": "https://example.org/"}});
        let evidence = kept(Kind::Evidence, &url, "2024-06-01", "2024-06-01");
        assert!(seen(&evidence, "2024-05-31".parse().unwrap()).is_none());
        let hash = "0".repeat(64);
        let again = json!({"evidence": "e", "date": "2024-03-01", "sha256": hash});
        let observed = kept(Kind::Observed, &again, "2024-06-01", "2024-06-01");
        assert!(seen(&observed, "2024-03-01".parse().unwrap()).is_some(), "it has a day of its own");
        assert!(seen(&observed, "2024-02-29".parse().unwrap()).is_none());
    }
}

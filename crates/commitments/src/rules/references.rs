//! C1, C2, R1 and T4: what may be said again, and that what a record refers to is there and fits. Records come in the
//! order of the load file, so some references point forward; those are owed until the batch is complete.

use super::decisions;
use super::roles::{ROLES, is_approval, name};
use super::state::State;
use super::{Act, Owed, Rule, Say};
use crate::procedure::{Procedure, Rolling};
use crate::record::evaluation::{Evaluation, Verdict};
use crate::record::evidence::Evidence;
use crate::record::number::split;
use crate::record::party::Instrument;
use crate::record::value::Id;
use crate::record::{Kind, Record};
use crate::treaty::{Rule as EntryRule, known_treaties};

/// One reference: the field it stands in, what it refers to, and whether that may come later in the batch.
struct Reference {
    field: &'static str,
    kind: Kind,
    key: String,
    may_follow: bool,
}

/// What a record refers to is pushed to `absent` when it is not there, to `owed` when it may still come.
pub(super) fn check(
    state: &State,
    act: &Act,
    record: &Record,
    say: Say<'_>,
    (absent, owed): (&mut Vec<Owed>, &mut Vec<Owed>),
) {
    again(state, act, record, say);
    let mut references = Vec::new();
    collect(record, &mut references);
    if let Record::Procedure(procedure) = record {
        references.extend(calendars(&procedure.rules));
    }
    for Reference { field, kind, key, may_follow } in references {
        if state.has(kind, &key) || record.kind() == kind && record.key() == key {
            continue;
        }
        let list = if may_follow { &mut *owed } else { &mut *absent };
        list.push(Owed { seq: act.seq, field, kind, key });
    }
    match record {
        Record::Verdict(verdict) => of_one_evaluation(state, verdict, say),
        Record::Decision(decision) => decisions::check(state, decision, say),
        Record::Evidence(evidence) => is_on_something(evidence, say),
        Record::Withdraw(withdraw) => known_beginning("of", withdraw.of.as_str(), &WITHDRAWN, say),
        Record::Instrument(instrument) => entry_rule(instrument, say),
        Record::Report(report) => {
            if let Some(words) = state.evaluation(report.evaluation.as_str()).and_then(|found| state.words(found)) {
                word(&words.reports, Some(report.kind.as_str()), "kind", "kind of report", say);
                word(
                    &words.conclusions,
                    report.conclusion.as_ref().map(|it| it.as_str()),
                    "conclusion",
                    "conclusion",
                    say,
                );
            }
        }
        _ => {}
    }
}

/// C1 and C2, and a correction of nothing.
fn again(state: &State, act: &Act, record: &Record, say: Say<'_>) {
    match (state.before(record), &act.corrects) {
        (Some(before), None) => {
            let message =
                format!("the {} `{}` is already recorded (event {})", record.kind(), record.key(), before.seq);
            say(Rule::C1, Some(key_field(record.kind())), message);
        }
        (Some(before), Some(_))
            if before.first_role != act.role
                && !ROLES.corrects_all.contains(&act.role)
                && !is_approval(act, &before.record, record) =>
        {
            let message = format!(
                "it was recorded by the role `{}`, which `{}` cannot correct",
                name(before.first_role),
                name(act.role)
            );
            say(Rule::C2, Some("role"), message);
        }
        (None, Some(_)) => {
            let message = format!("there is no {} `{}` in the log to correct", record.kind(), record.key());
            say(Rule::R1, Some("corrects"), message);
        }
        _ => {}
    }
}

/// The field a reader looks for when a key is said to be there already.
fn key_field(kind: Kind) -> &'static str {
    match kind {
        Kind::Recommendation => "number",
        Kind::Verdict => "recommendation",
        Kind::Sign => "notice",
        Kind::Observed => "evidence",
        Kind::Observation => "indicator",
        Kind::Status => "measure",
        Kind::Withdraw => "of",
        Kind::Authorisation => "report",
        Kind::Participation => "instrument",
        Kind::Published => "subject",
        _ => "id",
    }
}

fn collect(record: &Record, found: &mut Vec<Reference>) {
    let mut add = |field, kind, key: &Id, may_follow| {
        found.push(Reference { field, kind, key: key.to_string(), may_follow });
    };
    match record {
        Record::Body(it) => it.successor.iter().for_each(|body| add("successor", Kind::Body, body, true)),
        Record::Actor(it) => add("body", Kind::Body, &it.body, false),
        Record::Standard(it) => add("instrument", Kind::Instrument, &it.instrument, false),
        Record::Participation(it) => add("instrument", Kind::Instrument, &it.instrument, false),

        Record::Evaluation(it) => add("procedure", Kind::Procedure, &it.procedure, false),
        Record::Recommendation(it) => {
            add("evaluation", Kind::Evaluation, &it.evaluation, false);
            it.standards.iter().for_each(|id| add("standards", Kind::Standard, id, false));
            it.addressed_to.iter().for_each(|id| add("addressed_to", Kind::Body, id, false));
            it.programme_measures.iter().for_each(|id| add("programme_measures", Kind::Measure, id, true));
        }
        Record::Programme(it) => it.windows.iter().for_each(|id| add("windows", Kind::Procedure, id, false)),
        Record::Objective(it) => {
            add("programme", Kind::Programme, &it.programme, false);
            it.parent.iter().for_each(|id| add("parent", Kind::Objective, id, true));
        }
        Record::Outcome(it) => add("objective", Kind::Objective, &it.objective, false),
        Record::Indicator(it) => add("result", Kind::Outcome, &it.result, false),
        Record::Observation(it) => add("indicator", Kind::Indicator, &it.indicator, false),
        Record::Measure(it) => {
            it.programme.iter().for_each(|id| add("programme", Kind::Programme, id, false));
            it.result.iter().for_each(|id| add("result", Kind::Outcome, id, false));
            add("lead", Kind::Body, &it.lead, false);
            it.co_leads.iter().for_each(|id| add("co_leads", Kind::Body, id, false));
            it.recommendations.iter().for_each(|id| add("recommendations", Kind::Recommendation, id, false));
            it.standards.iter().for_each(|id| add("standards", Kind::Standard, id, false));
        }
        Record::Report(it) => add("evaluation", Kind::Evaluation, &it.evaluation, false),
        Record::Verdict(it) => {
            add("recommendation", Kind::Recommendation, &it.recommendation, false);
            add("report", Kind::Report, &it.report, false);
        }
        Record::Authorisation(it) => add("report", Kind::Report, &it.report, false),
        Record::Decision(it) => {
            add("evaluation", Kind::Evaluation, &it.evaluation, false);
            it.recommendation.iter().for_each(|id| add("recommendation", Kind::Recommendation, id, false));
        }
        other => of_evidence(other, found),
    }
}

/// Calendars that the deadlines of a procedure roll by.
fn calendars(procedure: &Procedure) -> impl Iterator<Item = Reference> {
    procedure.deadlines.iter().filter_map(|deadline| match &deadline.rolling {
        Rolling::To { calendar, .. } => {
            Some(Reference { field: "deadline", kind: Kind::Calendar, key: calendar.clone(), may_follow: false })
        }
        Rolling::Stays => None,
    })
}

/// The references of what is sent in and of what proves it.
fn of_evidence(record: &Record, found: &mut Vec<Reference>) {
    let mut add = |field, kind, key: &str, may_follow| {
        found.push(Reference { field, kind, key: key.to_owned(), may_follow });
    };
    match record {
        Record::Submission(it) => {
            add("by", Kind::Body, it.by.as_str(), false);
            it.evaluation.iter().for_each(|id| add("evaluation", Kind::Evaluation, id.as_str(), false));
            it.recommendation.iter().for_each(|id| add("recommendation", Kind::Recommendation, id.as_str(), false));
            it.measure.iter().for_each(|id| add("measure", Kind::Measure, id.as_str(), false));
            it.evidence.iter().for_each(|id| add("evidence", Kind::Evidence, id.as_str(), true));
        }
        Record::Notice(it) => {
            add("measure", Kind::Measure, it.measure.as_str(), false);
            it.evidence.iter().for_each(|id| add("evidence", Kind::Evidence, id.as_str(), true));
        }
        Record::Sign(it) => add("notice", Kind::Notice, it.notice.as_str(), false),
        Record::Status(it) => {
            add("measure", Kind::Measure, it.measure.as_str(), false);
            it.notice.iter().for_each(|id| add("notice", Kind::Notice, id.as_str(), false));
            it.evidence.iter().for_each(|id| add("evidence", Kind::Evidence, id.as_str(), false));
        }
        Record::Observed(it) => add("evidence", Kind::Evidence, it.evidence.as_str(), false),
        Record::Evidence(it) => it.on.iter().for_each(|on| prefixed(("on", &EVIDENCE_ON), on.as_str(), &mut add)),
        Record::Withdraw(it) => prefixed(("of", &WITHDRAWN), it.of.as_str(), &mut add),
        _ => {}
    }
}

/// What evidence can be on. Benchmarks belong to methods and are not recorded.
const EVIDENCE_ON: [(&str, Option<Kind>); 5] = [
    ("recommendation:", Some(Kind::Recommendation)),
    ("measure:", Some(Kind::Measure)),
    ("benchmark:", None),
    ("notice:", Some(Kind::Notice)),
    ("submission:", Some(Kind::Submission)),
];

/// What can be taken back.
const WITHDRAWN: [(&str, Option<Kind>); 2] = [("evidence:", Some(Kind::Evidence)), ("notice:", Some(Kind::Notice))];

/// `measure:<id>` and the like.
fn prefixed(
    (field, known): (&'static str, &[(&str, Option<Kind>)]),
    reference: &str,
    add: &mut impl FnMut(&'static str, Kind, &str, bool),
) {
    let found = known.iter().find_map(|(start, kind)| Some(((*kind)?, reference.strip_prefix(start)?)));
    if let Some((kind, key)) = found {
        add(field, kind, key, false);
    }
}

/// R1 for what has no known beginning, and so refers to nothing at all.
fn known_beginning(field: &'static str, reference: &str, known: &[(&str, Option<Kind>)], say: Say<'_>) {
    let is_known = |(start, _): &(&str, Option<Kind>)| reference.strip_prefix(start).is_some_and(|key| !key.is_empty());
    if !known.iter().any(is_known) {
        let starts: Vec<&str> = known.iter().map(|(start, _)| *start).collect();
        let message = format!("`{reference}` begins with none of `{}` and a key", starts.join("`, `"));
        say(Rule::R1, Some(field), message);
    }
}

/// R1 for evidence: it is on something.
fn is_on_something(evidence: &Evidence, say: Say<'_>) {
    if evidence.on.is_empty() {
        say(Rule::R1, Some("on"), "the evidence is on nothing: `on` names at least one thing".to_owned());
    }
    evidence.on.iter().for_each(|on| known_beginning("on", on.as_str(), &EVIDENCE_ON, say));
}

/// R1 for the rule of entry into force: one that can be computed, or the id of a treaty that ships with the program.
fn entry_rule(instrument: &Instrument, say: Say<'_>) {
    let Some(entry) = instrument.entry.as_deref() else { return };
    let shipped = || known_treaties().is_ok_and(|all| all.iter().any(|treaty| treaty.id == entry));
    if let Err(error) = entry.parse::<EntryRule>()
        && !shipped()
    {
        let message = format!(
            "`{entry}` is neither a rule of entry into force ({}) nor the id of a treaty of the program",
            error.expected
        );
        say(Rule::R1, Some("entry"), message);
    }
}

/// T4, and verdicts the procedure does not know.
fn of_one_evaluation(state: &State, verdict: &Verdict, say: Say<'_>) {
    let key = verdict.recommendation.as_str();
    let Some((evaluation, _)) = split(key) else { return };
    let report = state.report(verdict.report.as_str());
    if let Some(report) = report.filter(|report| report.evaluation.as_str() != evaluation) {
        let message = format!("the report `{}` is of `{}`, not of `{evaluation}`", report.id, report.evaluation);
        say(Rule::T4, Some("report"), message);
    }
    if !verdict.draft && report.is_some_and(|report| report.draft) {
        say(Rule::R1, Some("report"), format!("the report `{}` is only a draft", verdict.report));
    }
    let has_part = |letter: &str| match state.get(Kind::Recommendation, key).map(|kept| &kept.record) {
        Some(Record::Recommendation(found)) => found.parts.iter().any(|part| part.as_str() == letter),
        _ => false,
    };
    for letter in verdict.parts.keys().filter(|letter| !has_part(letter)) {
        say(Rule::T4, Some("parts"), format!("the recommendation `{key}` has no part `{letter}`"));
    }
    if let Some(words) = state.evaluation(evaluation).and_then(|found: &Evaluation| state.words(found)) {
        let said =
            std::iter::once((&verdict.value, "value")).chain(verdict.parts.values().map(|value| (value, "parts")));
        said.for_each(|(value, field)| word(&words.verdicts, Some(value.as_str()), field, "verdict", say));
    }
}

/// A word the procedure does not have is a reference to nothing.
pub(super) fn word(
    allowed: &std::collections::BTreeSet<String>,
    found: Option<&str>,
    field: &'static str,
    what: &str,
    say: Say<'_>,
) {
    if let Some(found) = found.filter(|found| !allowed.is_empty() && !allowed.contains(*found)) {
        let listed: Vec<&str> = allowed.iter().map(String::as_str).collect();
        let message = format!("`{found}` is not a {what} of the procedure (it has `{}`)", listed.join("`, `"));
        say(Rule::R1, Some(field), message);
    }
}

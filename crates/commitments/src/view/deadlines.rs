//! What is due, by when, and whether it came: the deadlines that the reports and submissions of every evaluation start
//! under its procedure. What a rule computes is a proposal; a date that the organ set wins.

use super::View;
use super::chain::{Chain, effect};
use super::rows::{Draft, End, Row};
use super::seen::seen;
use super::table::Cells;
use crate::note::Note;
use crate::procedure::{
    Condition, Deadline, Due, DueError, Effect, Procedure, Rolling, SetDue, Trigger, due_computed, latest_set,
};
use crate::record::evaluation::{Effect as Decided, Evaluation, Report, SubmissionKind};
use crate::record::{Kind, Record};
use crate::rules::{Kept, times};
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeSet;

/// How a deadline stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Satisfied in time.
    Met,
    /// Satisfied after its date.
    MetLate,
    /// The next report was adopted without it.
    Superseded,
    /// Its date is past.
    Overdue,
    /// Its date is near.
    DueSoon,
    /// It runs.
    Open,
    /// It does not run any more.
    Void,
}

/// All deadlines of a view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Deadlines {
    /// By date, then subject.
    pub rows: Vec<Row>,
}

impl Deadlines {
    /// By column.
    ///
    /// # Errors
    /// When a row cannot be serialised, which memory alone can cause.
    pub fn cells(&self) -> Result<Cells, serde_json::Error> {
        Cells::of(&self.rows)
    }
}

/// Every deadline started by the day of the view.
pub fn deadlines(view: &View<'_>) -> Deadlines {
    let mut rows = Vec::new();
    for (_, kept) in view.all(Kind::Evaluation) {
        if let Record::Evaluation(evaluation) = &kept.record {
            rows.extend(view.due_in(evaluation, &view.chain(evaluation, kept)));
        }
    }
    rows.extend(view.terms());
    rows.extend(view.windows());
    sort(&mut rows);
    Deadlines { rows }
}

/// By date, subject and deadline; without a date last.
pub(super) fn sort(rows: &mut [Row]) {
    rows.sort_by(|a, b| {
        let key = |row: &Row| (row.due.is_none(), row.due);
        key(a)
            .cmp(&key(b))
            .then_with(|| (&a.subject, &a.deadline, a.started).cmp(&(&b.subject, &b.deadline, b.started)))
    });
}

/// What starts deadlines: on which day, by what, and after which report of the chain.
struct Start {
    on: Date,
    trigger: Trigger,
    report: Option<usize>,
}

/// A deadline that was started, and the date its rule gives.
type Started<'p> = (Start, &'p Deadline, Result<Due, DueError>);

impl<'a> View<'a> {
    /// The deadlines of one evaluation. A rule that was changed changes only what was still to come: deadlines that were
    /// settled or past on the day of the change keep their old one.
    pub(crate) fn due_in(&self, evaluation: &Evaluation, chain: &Chain<'a>) -> Vec<Row> {
        let Some(bound) = self.procedure(chain) else { return Vec::new() };
        let recorded = self.state.get(Kind::Procedure, &bound.key());
        let versions: Vec<(&Kept, &Procedure)> = recorded.map(|kept| versions(kept, self.at)).unwrap_or_default();
        let Some((first, later)) = versions.split_first() else { return self.due_under(evaluation, chain, bound) };
        let mut rows = self.due_under(evaluation, chain, first.1);
        for (kept, rules) in later {
            let changed = kept.effective;
            rows.retain(|row| is_settled(row, changed));
            let is_old = |row: &Row| {
                rows.iter().any(|old| old.deadline == row.deadline && old.started == row.started)
                    || row.started < changed && row.due.is_some_and(|due| due < changed)
            };
            let new: Vec<Row> =
                self.due_under(evaluation, chain, rules).into_iter().filter(|row| !is_old(row)).collect();
            rows.extend(new);
        }
        rows
    }

    fn due_under(&self, evaluation: &Evaluation, chain: &Chain<'a>, rules: &Procedure) -> Vec<Row> {
        let mut used = BTreeSet::new();
        let mut rows = Vec::new();
        for (start, deadline, computed) in self.started(chain, rules) {
            let mut draft = self.draft(evaluation, chain, rules, &start, deadline);
            match computed {
                Ok(due) => {
                    draft.computed = Some(due.date);
                    draft.notes.extend(due.notes);
                }
                Err(error) => draft.notes.push(Note::NoDate(error.to_string())),
            }
            draft.end = ending(chain, rules, &start, deadline);
            draft.satisfied_on = satisfied(chain, &start, deadline, draft.end, &mut used);
            if let (None, Some(End::Superseded(on))) = (draft.satisfied_on, draft.end) {
                draft.notes.extend(received(chain, on));
            }
            rows.push(draft.row(self.at));
        }
        rows.extend(self.only_set(evaluation, chain, rules));
        rows
    }

    /// Deadlines that were started, the earliest first.
    fn started<'p>(&self, chain: &Chain<'a>, rules: &'p Procedure) -> Vec<Started<'p>> {
        let mut starts = vec![Start { on: chain.begins, trigger: Trigger::Start, report: None }];
        for (place, (report, _)) in chain.reports.iter().enumerate() {
            let trigger = Trigger::Report(report.kind.to_string());
            starts.push(Start { on: report.adopted.0, trigger, report: Some(place) });
        }
        for submission in &chain.submissions {
            let trigger = Trigger::Submission(name(submission.kind));
            starts.push(Start { on: submission.received.0, trigger, report: None });
        }
        let mut all = Vec::new();
        for start in starts.into_iter().filter(|start| start.on <= self.at) {
            let report = start.report.and_then(|place| chain.reports.get(place)).map(|(report, _)| *report);
            let conclusion = report.and_then(|report| report.conclusion.as_ref()).map(|it| it.as_str());
            for deadline in rules.started_by(&start.trigger, conclusion) {
                let due = due_computed(start.on, deadline, &self.calendars);
                let start = Start { on: start.on, trigger: start.trigger.clone(), report: start.report };
                all.push((start, deadline, due));
            }
        }
        all.sort_by_key(|(start, _, due)| (start.on, due.as_ref().ok().map(|due| due.date)));
        all
    }

    fn draft(
        &self,
        evaluation: &Evaluation,
        chain: &Chain<'a>,
        rules: &Procedure,
        start: &Start,
        deadline: &Deadline,
    ) -> Draft {
        let set = match (&start.trigger, start.report) {
            (Trigger::Submission(_), _) => None,
            (_, report) => set_after(chain, report),
        };
        Draft {
            subject: format!("evaluation:{}", evaluation.id),
            deadline: deadline.id.clone(),
            rule: rules.rule(deadline),
            started: start.on,
            computed: None,
            set: set.map(|set| (set.on, set.due)),
            satisfied_on: None,
            end: None,
            notes: Vec::new(),
        }
    }

    /// Dates that the organ set after a report for which the procedure has no rule.
    fn only_set(&self, evaluation: &Evaluation, chain: &Chain<'a>, rules: &Procedure) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut used = BTreeSet::new();
        for (place, (report, _)) in chain.reports.iter().enumerate() {
            let trigger = Trigger::Report(report.kind.to_string());
            let conclusion = report.conclusion.as_ref().map(|it| it.as_str());
            let ends = effect(Some(rules), report) == Some(Effect::Terminate);
            let Some(set) = set_after(chain, Some(place)).filter(|_| !ends) else { continue };
            if rules.started_by(&trigger, conclusion).next().is_some() {
                continue;
            }
            let start = Start { on: report.adopted.0, trigger, report: Some(place) };
            let any = Deadline { satisfied_by: information(rules), ..nameless() };
            let mut draft = self.draft(evaluation, chain, rules, &start, &any);
            draft.rule = rules.key();
            draft.set = Some((set.on, set.due));
            draft.notes.push(Note::SetByOrgan);
            draft.end = ending(chain, rules, &start, &any);
            draft.satisfied_on = satisfied(chain, &start, &any, draft.end, &mut used);
            rows.push(draft.row(self.at));
        }
        rows
    }
}

/// A deadline that no procedure names.
fn nameless() -> Deadline {
    Deadline {
        id: "set_due".to_owned(),
        after: Vec::new(),
        condition: Condition::Always,
        satisfied_by: Vec::new(),
        months: 0,
        days: 0,
        end_of_month: false,
        rolling: Rolling::Stays,
        verified: false,
    }
}

/// Everything that satisfies some deadline of a procedure.
fn information(rules: &Procedure) -> Vec<String> {
    let all: BTreeSet<&String> = rules.deadlines.iter().flat_map(|deadline| &deadline.satisfied_by).collect();
    all.into_iter().cloned().collect()
}

/// The records of a procedure that had begun to count by a day, oldest first.
fn versions(kept: &Kept, at: Date) -> Vec<(&Kept, &Procedure)> {
    let last = seen(kept, at).map_or(0, |version| version.seq);
    let first = kept.first().seq;
    let begun = kept.versions().filter(|it| it.seq == first || it.effective <= at && it.seq <= last);
    begun.filter_map(|version| Some((version, rules_of(version)?))).collect()
}

fn rules_of(kept: &Kept) -> Option<&Procedure> {
    match &kept.record {
        Record::Procedure(procedure) => Some(&procedure.rules),
        _ => None,
    }
}

/// Whether a deadline had nothing left to come on the day its rule was changed.
fn is_settled(row: &Row, changed: Date) -> bool {
    let over = matches!(row.state, State::Superseded | State::Void) && row.changed <= changed;
    over || row.satisfied_on.is_some_and(|on| on <= changed) || row.due.is_some_and(|due| due < changed)
}

/// The date that the organ set after a report: in it, or by decisions before the next one.
fn set_after(chain: &Chain<'_>, report: Option<usize>) -> Option<SetDue> {
    let printed = report
        .and_then(|place| chain.reports.get(place))
        .and_then(|(report, _)| Some(SetDue { on: report.adopted.0, due: report.due?.0 }));
    let decided = chain.decisions.iter().filter(|it| it.effect == Decided::SetDue && it.recommendation.is_none());
    let decided = decided.filter(|it| chain.latest_on(it.date.0) == report);
    let decided = decided.filter_map(|it| Some(SetDue { on: it.date.0, due: it.due?.0 }));
    latest_set(&printed.into_iter().chain(decided).collect::<Vec<_>>())
}

/// What ended a deadline: the next report of the chain, or the end of the procedure.
fn ending(chain: &Chain<'_>, rules: &Procedure, start: &Start, deadline: &Deadline) -> Option<End> {
    let next = next_report(chain, rules, start, deadline).map(|report| End::Superseded(report.adopted.0));
    let decided = chain.terminations(None).map(|decision| decision.date.0).find(|date| *date >= start.on);
    // A report adopted on the day the procedure was ended came first.
    next.into_iter().chain(decided.map(End::Void)).min_by_key(|end| end.on())
}

/// The report after which nobody waits for a deadline any more: the next one of the chain, or, when reports of some kinds
/// are what is waited for, the first that comes after those kinds.
fn next_report<'a>(chain: &Chain<'a>, rules: &Procedure, start: &Start, deadline: &Deadline) -> Option<&'a Report> {
    let place = |kind: &str| rules.reports.iter().position(|known| known == kind);
    let awaited = deadline.satisfied_by.iter().filter_map(|kind| place(kind)).max();
    let mut later = after(chain, start).filter(|report| !times::is_beside(report));
    later.find(|report| match awaited {
        Some(awaited) => place(report.kind.as_str()).is_some_and(|place| place > awaited),
        None => true,
    })
}

/// The reports after a start.
fn after<'c, 'a>(chain: &'c Chain<'a>, start: &Start) -> impl Iterator<Item = &'a Report> + use<'c, 'a> {
    let (on, first) = (start.on, start.report.map_or(0, |place| place + 1));
    let is_report = start.report.is_some();
    let later = chain.reports.iter().skip(first).map(|(report, _)| *report);
    later.filter(move |report| is_report || report.adopted.0 > on)
}

/// When a deadline was satisfied: by the first thing of the right kind that came after its start, before its end, and did
/// not satisfy an earlier one.
fn satisfied(
    chain: &Chain<'_>,
    start: &Start,
    deadline: &Deadline,
    end: Option<End>,
    used: &mut BTreeSet<String>,
) -> Option<Date> {
    let right = |kind: &str| deadline.satisfied_by.iter().any(|known| known == kind);
    let in_time = |on: Date| end.is_none_or(|end| on <= end.on());
    let report = after(chain, start).find(|report| right(report.kind.as_str())).map(|report| report.adopted.0);
    let report = report.filter(|on| in_time(*on));
    let submission = chain.submissions.iter().find(|it| {
        it.received.0 > start.on && in_time(it.received.0) && right(&name(it.kind)) && !used.contains(it.id.as_str())
    });
    match (report, submission) {
        (Some(report), Some(submission)) if report < submission.received.0 => Some(report),
        (_, Some(submission)) => {
            used.insert(submission.id.to_string());
            Some(submission.received.0)
        }
        (report, None) => report,
    }
}

/// What the report that superseded a deadline says about the information it answers.
fn received(chain: &Chain<'_>, on: Date) -> Option<Note> {
    let report = chain.reports.iter().map(|(report, _)| report).find(|report| report.adopted.0 == on)?;
    Some(Note::Received { report: report.id.to_string(), on: report.received?.0 })
}

/// A kind of submission as files write it.
pub(super) fn name(kind: SubmissionKind) -> String {
    serde_json::to_value(kind).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

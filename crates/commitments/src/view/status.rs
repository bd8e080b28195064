//! `status`: for every recommendation the last verdict, since when, said by which report, what is due now, and what stands
//! behind it. Where the organ printed counts only, the verdict is unknown; where it has not reported, nothing is assessed.

use super::View;
use super::chain::{Chain, about};
use super::links::Numbered;
use super::measures::MeasureRows;
use super::review::{Reason, Stale, codes};
use super::rows::Row;
use super::standing::{Said, Standing};
use super::table::{self, Cells, NOT_ASSESSED, Table, UNKNOWN};
use crate::procedure::Procedure;
use crate::record::evaluation::{Counts, Decision, Effect, Evaluation};
use crate::record::{Kind, Record};
use crate::rules::roles::is_outside_submission;
use crate::rules::times;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeMap;

/// One recommendation on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecommendationRow {
    /// `<evaluation>/<number>`.
    pub recommendation: String,
    /// The last verdict, `unknown` or `not_assessed`.
    pub verdict: String,
    /// When the first report of the unbroken run with this verdict was adopted.
    pub since: Option<Date>,
    /// The report that last said it.
    pub report: Option<String>,
    /// By when information is due now.
    pub due: Option<Date>,
    /// Whether that is past and nothing came.
    #[serde(serialize_with = "table::yes_no_or_nothing")]
    pub overdue: Option<bool>,
    /// How many measures answer it.
    pub measures: usize,
    /// How many pieces of evidence are on it or on these measures.
    pub evidence: usize,
    /// Whether it needs review.
    #[serde(serialize_with = "table::yes_or_no")]
    pub needs_review: bool,
}

impl Table for RecommendationRow {
    const COLUMNS: &'static [&'static str] =
        &["recommendation", "verdict", "since", "report", "due", "overdue", "measures", "evidence", "needs_review"];
}

/// One recommendation with everything behind its row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Recommendation {
    /// The row.
    #[serde(flatten)]
    pub row: RecommendationRow,
    /// The last verdict on each part.
    pub parts: BTreeMap<String, String>,
    /// Everything the organ said, oldest first.
    pub history: Vec<Said>,
    /// Why it needs review.
    pub reasons: Vec<Reason>,
    /// The evidence behind the reasons.
    pub stale: Vec<Stale>,
}

/// Counts over the recommendations of one evaluation.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Summary {
    /// All.
    pub total: usize,
    /// Closed, and not put in question again.
    pub closed: usize,
    /// Neither closed nor at the bottom of the procedure's verdicts.
    pub partly: usize,
    /// With the lowest verdict.
    pub not: usize,
    /// Those on which no report says anything, though there are reports.
    pub unknown: usize,
    /// Those on which nothing could have been said yet.
    pub not_assessed: usize,
    /// Closed ones that were put in question again.
    pub reopened: usize,
    /// Closed among all; nothing as long as a verdict is missing, because nought is not the same as not known.
    pub share_closed: Option<f64>,
    /// The counts that the latest report with counts prints.
    pub counts_printed: Option<Printed>,
}

/// Counts as a report prints them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Printed {
    /// The report.
    pub report: String,
    /// The counts.
    #[serde(flatten)]
    pub counts: Counts,
}

/// One evaluation on a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EvaluationStatus {
    /// The evaluation.
    pub evaluation: String,
    /// The day asked.
    pub at: Date,
    /// The last day whose recordings were seen; `None` for all.
    pub known: Option<Date>,
    /// Counts.
    pub summary: Summary,
    /// By number.
    pub recommendations: Vec<Recommendation>,
}

/// The evaluations of a view, by id.
#[derive(Debug, Clone, PartialEq)]
pub struct StatusRows {
    /// Each with its recommendations.
    pub evaluations: Vec<EvaluationStatus>,
}

/// What is due in an evaluation now, and whether it came.
#[derive(Clone, Copy)]
struct DueNow {
    due: Date,
    came: bool,
}

/// The recommendations of all evaluations, or of some.
pub fn status(view: &View<'_>, evaluations: Option<&[String]>, known: Option<Date>) -> StatusRows {
    let asked = |id: &str| evaluations.is_none_or(|ids| ids.iter().any(|asked| asked == id));
    let found = view.all(Kind::Evaluation).filter(|(id, _)| asked(id));
    let evaluations = found.filter_map(|(_, kept)| match &kept.record {
        Record::Evaluation(evaluation) => {
            Some(view.evaluation_status(evaluation, &view.chain(evaluation, kept), known))
        }
        _ => None,
    });
    StatusRows { evaluations: evaluations.collect() }
}

impl StatusRows {
    /// One row per recommendation, by column.
    ///
    /// # Errors
    /// When a row cannot be serialised, which memory alone can cause.
    pub fn cells(&self) -> Result<Cells, serde_json::Error> {
        Cells::of(self.rows())
    }

    fn rows(&self) -> impl Iterator<Item = &RecommendationRow> {
        self.evaluations.iter().flat_map(|it| &it.recommendations).map(|it| &it.row)
    }

    /// An object for one evaluation, a list for any other number of them.
    ///
    /// # Errors
    /// When the JSON writer fails, which memory alone can cause.
    pub fn json(&self) -> Result<String, serde_json::Error> {
        match self.evaluations.as_slice() {
            [one] => serde_json::to_string(one),
            all => serde_json::to_string(all),
        }
    }
}

impl MeasureRows {
    /// One row per measure, by column.
    ///
    /// # Errors
    /// When a row cannot be serialised, which memory alone can cause.
    pub fn cells(&self) -> Result<Cells, serde_json::Error> {
        Cells::of(&self.measures)
    }

    /// As JSON.
    ///
    /// # Errors
    /// When the JSON writer fails, which memory alone can cause.
    pub fn json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }
}

/// What the rows of one evaluation share.
struct Context<'c, 'a> {
    chain: &'c Chain<'a>,
    rules: Option<&'c Procedure>,
    voices: BTreeMap<String, Standing<'a>>,
    reported: bool,
    ended: bool,
    due: Option<DueNow>,
}

impl<'a> View<'a> {
    pub(crate) fn evaluation_status(
        &self,
        evaluation: &'a Evaluation,
        chain: &Chain<'a>,
        known: Option<Date>,
    ) -> EvaluationStatus {
        let (rules, voices) = (self.procedure(chain), self.voices(chain));
        let context = Context {
            chain,
            rules,
            reported: !voices.is_empty() || chain.reports.iter().any(|(report, _)| report.counts.is_some()),
            ended: chain.ended(rules),
            due: due_now(&self.due_in(evaluation, chain), chain),
            voices,
        };
        let numbered = self.numbered(evaluation);
        let recommendations: Vec<Recommendation> =
            numbered.iter().map(|it| self.recommendation_status(evaluation, &context, it)).collect();
        let summary = summary(&context, &numbered, &recommendations);
        EvaluationStatus { evaluation: evaluation.id.to_string(), at: self.at, known, summary, recommendations }
    }

    fn recommendation_status(
        &self,
        evaluation: &Evaluation,
        context: &Context<'_, 'a>,
        numbered: &Numbered<'a>,
    ) -> Recommendation {
        let standing = context.voices.get(&numbered.key);
        let last = standing.and_then(Standing::last);
        let none = if context.reported { UNKNOWN } else { NOT_ASSESSED };
        let reopened = context.reopened(numbered);
        let measures = self.linked(numbered);
        let stale = self.stale_recommendation(numbered, &measures, standing, reopened.map(|it| it.date.0));
        let due = context.due(numbered, reopened);
        let parts = numbered.record.into_iter().flat_map(|record| &record.parts).map(|letter| {
            let value = standing.and_then(|standing| standing.part(letter.as_str())).unwrap_or(none);
            (letter.to_string(), value.to_owned())
        });
        Recommendation {
            row: RecommendationRow {
                recommendation: format!("{}/{}", evaluation.id, numbered.printed),
                verdict: last.map_or(none, |voice| voice.verdict.value.as_str()).to_owned(),
                since: standing.and_then(Standing::since),
                report: last.map(|voice| voice.report.id.to_string()),
                due: due.map(|due| due.due),
                overdue: due.map(|due| due.due < self.at && !due.came),
                measures: measures.len(),
                evidence: self.evidence_for(numbered, &measures).len(),
                needs_review: !stale.is_empty(),
            },
            parts: parts.collect(),
            history: standing.map(Standing::history).unwrap_or_default(),
            reasons: codes(&stale),
            stale,
        }
    }
}

/// What is due in an evaluation now: the first of what did not come, else the last of what came, until a report answers it.
fn due_now(rows: &[Row], chain: &Chain<'_>) -> Option<DueNow> {
    let of = |row: &Row| Some(DueNow { due: row.due?, came: !row.is_running() });
    let running = rows.iter().filter(|row| row.is_running() && row.due.is_some()).min_by_key(|row| row.due);
    let answered = chain.reports.iter().rfind(|(report, _)| !times::is_beside(report)).map(|(it, _)| it.adopted.0);
    let waits = |row: &&Row| row.satisfied_on.is_some_and(|on| answered.is_none_or(|answered| answered < on));
    let last = || rows.iter().filter(waits).max_by_key(|row| (row.started, row.due));
    let begun_last = rows.iter().map(|row| row.started).max();
    running.or_else(|| last().filter(|row| Some(row.started) == begun_last)).and_then(of)
}

impl<'a> Context<'_, 'a> {
    fn closes(&self, value: &str) -> bool {
        self.rules.and_then(|rules| rules.verdict(value)).is_some_and(|verdict| verdict.closes)
    }

    /// The decision that put a recommendation in question again, when no verdict came after it. One that is known not to have
    /// been closed cannot be put in question.
    fn reopened(&self, numbered: &Numbered<'a>) -> Option<&'a Decision> {
        let Some(standing) = self.voices.get(&numbered.key) else { return self.chain.reopened(&numbered.key, None) };
        let closed = standing.last().is_none_or(|voice| self.closes(voice.verdict.value.as_str()));
        standing.reopened.filter(|_| closed)
    }

    /// What is due on one recommendation. Decisions about it alone come before what is due in its evaluation.
    fn due(&self, numbered: &Numbered<'a>, reopened: Option<&Decision>) -> Option<DueNow> {
        if let Some((decision, due)) = reopened.and_then(|it| Some((it, it.due?))) {
            return Some(DueNow { due: due.0, came: self.came_after(decision) });
        }
        let terminated = || self.chain.terminations(Some(&numbered.key)).next().is_some();
        let last = self.voices.get(&numbered.key).and_then(Standing::last);
        let closed = last.is_some_and(|voice| self.closes(voice.verdict.value.as_str()));
        if reopened.is_none() && (closed || self.ended || terminated()) {
            return None;
        }
        let latest = self.chain.reports.last().map(|(report, _)| report.adopted);
        let own = self.chain.decisions.iter().rev().find(|it| {
            it.effect == Effect::SetDue && it.due.is_some() && about(it).as_deref() == Some(numbered.key.as_str())
        });
        let own = own.filter(|it| latest.is_none_or(|adopted| adopted <= it.date));
        match own.and_then(|it| Some((it, it.due?))) {
            Some((decision, due)) => Some(DueNow { due: due.0, came: self.came_after(decision) }),
            None => self.due,
        }
    }

    /// Whether the state has sent anything since a decision.
    fn came_after(&self, decision: &Decision) -> bool {
        self.chain.submissions.iter().any(|it| it.received > decision.date && !is_outside_submission(it.kind))
    }
}

fn summary(context: &Context<'_, '_>, numbered: &[Numbered<'_>], all: &[Recommendation]) -> Summary {
    let printed = context
        .chain
        .reports
        .iter()
        .rev()
        .find_map(|(report, _)| Some(Printed { report: report.id.to_string(), counts: report.counts.clone()? }));
    let mut counts = Summary {
        total: all.len(),
        closed: 0,
        partly: 0,
        not: 0,
        unknown: 0,
        not_assessed: 0,
        reopened: 0,
        share_closed: None,
        counts_printed: printed,
    };
    let lowest = context.rules.and_then(|rules| rules.verdicts.iter().map(|verdict| verdict.rank).min());
    for (numbered, it) in numbered.iter().zip(all) {
        let verdict = context.rules.and_then(|rules| rules.verdict(&it.row.verdict));
        let place = match (it.row.verdict.as_str(), verdict) {
            (NOT_ASSESSED, None) => &mut counts.not_assessed,
            (_, None) => &mut counts.unknown,
            (_, Some(verdict)) if verdict.closes && context.reopened(numbered).is_some() => &mut counts.reopened,
            (_, Some(verdict)) if verdict.closes => &mut counts.closed,
            (_, Some(verdict)) if Some(verdict.rank) == lowest => &mut counts.not,
            _ => &mut counts.partly,
        };
        *place += 1;
    }
    let complete = counts.total > 0 && counts.unknown == 0 && counts.not_assessed == 0;
    counts.share_closed = complete.then(|| ratio(counts.closed, counts.total));
    counts
}

/// A share of a whole that is not nought.
pub(super) fn ratio(part: usize, whole: usize) -> f64 {
    // Counts of recommendations are far below 2^53, so that both are exact.
    part as f64 / whole as f64
}

//! One evaluation, gathered for a report: its reports in order, its recommendations with everything said about them, what
//! was sent in. Verdicts, deadlines and links are the view's; here they are only put side by side.

use super::compliance::Tally;
use super::wording::Count;
use crate::procedure::{Procedure, Trigger};
use crate::record::evaluation::{
    Decision, Effect, Evaluation, Recommendation as Recorded, Report, Submission, Verdict,
};
use crate::record::programme::Measure;
use crate::record::value::Day;
use crate::view::chain::{Chain, about};
use crate::view::links::Numbered;
use crate::view::status::Recommendation;
use crate::view::{DeadlineState, Reason, RecommendationRow, Said, Summary, View};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// One evaluation.
pub(super) struct Case<'a> {
    pub evaluation: &'a Evaluation,
    pub procedure: Option<&'a Procedure>,
    pub reports: Vec<&'a Report>,
    pub submissions: Vec<&'a Submission>,
    pub items: Vec<Item<'a>>,
    pub summary: Summary,
    chain: Chain<'a>,
}

/// One recommendation.
pub(super) struct Item<'a> {
    /// The number, as printed.
    pub number: String,
    /// The record, when there is one; else it is a numbered shell.
    pub record: Option<&'a Recorded>,
    /// What the view knows it by.
    pub numbered: Numbered<'a>,
    /// What the organ said, oldest first, what was replaced left out.
    pub said: Vec<Said>,
    /// Measures that answer it and were not given up.
    pub measures: Vec<&'a Measure>,
    /// Whether it counts as open.
    pub open: bool,
    /// The view's row.
    pub row: RecommendationRow,
    /// Why it needs review.
    pub reasons: Vec<Reason>,
}

/// When the next information is due.
pub(super) struct Next {
    pub date: Date,
    /// The rule that computed it and whether that was checked; `None` when the organ set the date.
    pub rule: Option<(String, bool)>,
}

impl<'a> Case<'a> {
    /// An evaluation as of the view's day.
    pub fn of(view: &'a View<'a>, id: &str) -> Option<Self> {
        let (evaluation, kept) = view.evaluation(id)?;
        let chain = view.chain(evaluation, kept);
        let procedure = view.procedure(&chain);
        let status = view.evaluation_status(evaluation, &chain, None);
        let item = |(numbered, status): (Numbered<'a>, Recommendation)| {
            let closed = closes(procedure, &status.row.verdict);
            let said: Vec<Said> = status.history.into_iter().filter(|said| !said.replaced).collect();
            Item {
                number: numbered.printed.clone(),
                record: numbered.record,
                open: !closed || status.reasons.contains(&Reason::Reopened),
                measures: view.linked(&numbered),
                row: status.row,
                reasons: status.reasons,
                said,
                numbered,
            }
        };
        let items = view.numbered(evaluation).into_iter().zip(status.recommendations).map(item).collect();
        let mut case = Self {
            evaluation,
            procedure,
            reports: chain.reports.iter().map(|(report, _)| *report).collect(),
            submissions: chain.submissions.clone(),
            items,
            summary: status.summary,
            chain,
        };
        if case.last_count().is_some_and(|(_, count)| count.closed >= count.total) {
            // Where all are closed, each of them is.
            let silent = case.items.iter_mut().filter(|it| it.said.is_empty());
            silent.for_each(|item| item.open = item.reasons.contains(&Reason::Reopened));
        }
        Some(case)
    }

    /// The report that prints last how many are closed of recommendations on which no report says anything by itself.
    pub fn counted_only(&self) -> Option<(&'a Report, Count)> {
        let silent = self.items.iter().any(|item| item.said.is_empty());
        self.last_count().filter(|_| silent)
    }

    /// A report of this evaluation.
    pub fn report(&self, id: &str) -> Option<&'a Report> {
        self.reports.iter().copied().find(|report| report.id.as_str() == id)
    }

    /// The reports up to one of them, itself among them.
    pub fn until(&self, report: &Report) -> impl Iterator<Item = &'a Report> {
        let place = self.reports.iter().position(|it| it.id == report.id).map_or(0, |place| place + 1);
        self.reports.iter().copied().take(place)
    }

    /// The report before one of them.
    fn preceding(&self, report: &Report) -> Option<&'a Report> {
        self.until(report).filter(|it| it.id != report.id).last()
    }

    /// The count a report prints, where it says enough for one.
    pub fn printed(&self, report: &Report) -> Option<Count> {
        let counts = report.counts.as_ref()?;
        let both = counts.satisfactory.zip(counts.dealt).and_then(|(one, other)| one.checked_add(other));
        let all = u32::try_from(self.items.len()).ok().filter(|all| *all > 0);
        Some(Count { closed: counts.closed.or(both)?, total: counts.total.or(all)? })
    }

    fn closes(&self, value: &str) -> bool {
        closes(self.procedure, value)
    }

    /// Whether a report has said anything on the recommendations yet, in verdicts or in counts.
    pub fn is_assessed(&self) -> bool {
        self.summary.total == 0 || self.summary.not_assessed < self.summary.total
    }

    /// The report that prints counts last.
    pub fn last_count(&self) -> Option<(&'a Report, Count)> {
        self.reports.iter().rev().find_map(|report| Some((*report, self.printed(report)?)))
    }

    /// The day on which a decision put it in question again after what was said last, if one did by the day of a report.
    fn reopened_by(&self, item: &Item<'_>, last: &Said, until: Date) -> Option<Date> {
        let of_it = |decision: &&&Decision| {
            decision.effect == Effect::Reopen && about(decision).is_none_or(|about| about == item.numbered.key)
        };
        let dates = self.chain.decisions.iter().filter(of_it).map(|decision| decision.date.0);
        dates.filter(|date| last.adopted <= *date && *date <= until).max()
    }

    /// Whether a recommendation was still open when a report was adopted, or the report speaks of it anyway.
    pub fn is_examined(&self, item: &Item<'_>, report: &Report) -> bool {
        item.now(report).is_some()
            || item.before(report).is_none_or(|said| {
                !self.closes(&said.value) || self.reopened_by(item, said, report.adopted.0).is_some()
            })
    }

    /// Whether more than its number and subjects is recorded of a recommendation.
    pub fn is_described(&self, item: &Item<'_>, report: &Report) -> bool {
        item.at(report).is_some()
            || item.record.is_some_and(|record| record.text.is_some())
            || self.information(item, report).next().is_some()
    }

    /// What was sent in on a recommendation between the report before and this one.
    pub fn information(&self, item: &Item<'_>, report: &Report) -> impl Iterator<Item = &'a Submission> {
        let (after, until) = (self.preceding(report).map(|it| it.adopted), report.adopted);
        self.about(item).filter(move |it| it.received <= until && after.is_none_or(|after| it.received > after))
    }

    /// What was ever sent in on a recommendation.
    pub fn about(&self, item: &Item<'_>) -> impl Iterator<Item = &'a Submission> {
        let key = item.numbered.key.clone();
        let is = move |it: &&Submission| {
            it.recommendation.as_ref().is_some_and(|about| crate::rules::state::normal(about.as_str()) == key)
        };
        self.submissions.iter().copied().filter(is)
    }

    /// The record of what a report says about a recommendation.
    pub fn verdict(&self, view: &View<'a>, item: &Item<'_>, report: &Report) -> Option<&'a Verdict> {
        view.verdict(&format!("{}@{}", item.numbered.key, report.id)).map(|(verdict, _)| verdict)
    }

    /// How many are closed and unknown after a report.
    pub fn tally(&self, report: &Report) -> Tally {
        let (mut closed, mut unknown) = (0, 0);
        for item in &self.items {
            match item.at(report) {
                None => unknown += 1,
                Some(said) if !self.closes(&said.value) => {}
                Some(said) if self.reopened_by(item, said, report.adopted.0).is_some() => {}
                Some(_) => closed += 1,
            }
        }
        Tally { closed, unknown, total: u32::try_from(self.items.len()).unwrap_or(u32::MAX) }
    }

    /// Numbers by verdict after a report: in the order of the procedure, then others, then what is unknown.
    pub fn groups(&self, report: &Report) -> Vec<(String, Vec<String>)> {
        let mut by_value: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for item in &self.items {
            let value = item.at(report).map_or("unknown", |said| said.value.as_str());
            by_value.entry(value).or_default().push(item.number.clone());
        }
        let listed = self.procedure.map(|it| it.verdicts.as_slice()).unwrap_or_default();
        let mut groups: Vec<(String, Vec<String>)> = Vec::new();
        for verdict in listed {
            groups.extend(by_value.remove(&*verdict.id).map(|numbers| (verdict.id.clone(), numbers)));
        }
        let unknown = by_value.remove("unknown");
        groups.extend(by_value.into_iter().map(|(value, numbers)| (value.to_owned(), numbers)));
        groups.extend(unknown.map(|numbers| ("unknown".to_owned(), numbers)));
        groups
    }

    /// Closed recommendations that a decision put in question again, with its date.
    pub fn reopened(&self, report: &Report) -> Vec<(String, Date)> {
        let again = |item: &Item<'_>| {
            let said = item.at(report).filter(|said| self.closes(&said.value))?;
            Some((item.number.clone(), self.reopened_by(item, said, report.adopted.0)?))
        };
        self.items.iter().filter_map(again).collect()
    }

    /// When publication was authorised.
    pub fn authorised(&self, view: &View<'a>, report: &Report) -> Option<Day> {
        let act = view.authorisation(report.id.as_str()).map(|(authorisation, _)| authorisation.date);
        report.authorised.or(act)
    }

    /// When the next information is due after a report, by the deadlines it started.
    pub fn next(&self, view: &View<'a>, report: &Report) -> Option<Next> {
        let conclusion = report.conclusion.as_ref().map(|it| it.as_str());
        let start = Trigger::Report(report.kind.to_string());
        let started = self.procedure.into_iter().flat_map(|it| it.started_by(&start, conclusion).map(move |d| (it, d)));
        let rules: BTreeMap<String, bool> =
            started.map(|(it, deadline)| (it.rule(deadline), deadline.verified)).collect();
        let all = view.due_in(self.evaluation, &self.chain);
        let of_it = all.into_iter().filter(|row| row.started == report.adopted.0 && row.state != DeadlineState::Void);
        let row = of_it.filter(|row| rules.contains_key(&row.rule)).max_by_key(|row| row.due)?;
        let rule = row.set.is_none().then(|| (row.rule.clone(), rules.get(&row.rule).copied().unwrap_or_default()));
        Some(Next { date: row.due?, rule })
    }
}

fn closes(procedure: Option<&Procedure>, value: &str) -> bool {
    procedure.and_then(|procedure| procedure.verdict(value)).is_some_and(|verdict| verdict.closes)
}

impl Item<'_> {
    /// What a report says about it.
    pub fn now(&self, report: &Report) -> Option<&Said> {
        self.said.iter().rev().find(|said| said.report == report.id.as_str())
    }

    /// What was said last before a report.
    pub fn before(&self, report: &Report) -> Option<&Said> {
        let place = self.said.iter().position(|said| said.report == report.id.as_str());
        let earlier = place.and_then(|place| self.said.get(..place)).unwrap_or(&self.said);
        earlier.iter().rev().find(|said| said.adopted <= report.adopted.0)
    }

    /// What stands after a report.
    pub fn at(&self, report: &Report) -> Option<&Said> {
        self.now(report).or_else(|| self.before(report))
    }

    /// What stands now.
    pub fn last(&self) -> Option<&Said> {
        self.said.last()
    }
}

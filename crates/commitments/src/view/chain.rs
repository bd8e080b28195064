//! The reports of one evaluation as a reader sees them on a day, in the order of their adoption. A report counts from its
//! adoption, never from its publication; who may read it is another question.

use super::View;
use crate::procedure::{Effect, InForce, Procedure};
use crate::record::evaluation::{Decision, Effect as Decided, Evaluation, Report, Submission};
use crate::record::evidence::Visibility;
use crate::record::party::Role;
use crate::record::{Kind, Record};
use crate::rules::{Kept, times};
use jiff::civil::Date;
use serde::Deserialize;
use std::sync::LazyLock;

/// `data/visibility.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Readers {
    confidential: Vec<Role>,
    outside: Vec<Role>,
}

// An unreadable file would show nothing to nobody; `tests::the_readers_can_be_read` keeps it readable.
static READERS: LazyLock<Readers> =
    LazyLock::new(|| toml::from_str(include_str!("../../data/visibility.toml")).unwrap_or_default());

/// One evaluation and everything that happened in it by a day.
pub(crate) struct Chain<'a> {
    /// The evaluation.
    pub evaluation: &'a Evaluation,
    /// The day that binds it to a version of its procedure and on which it begins.
    pub begins: Date,
    /// The reports, in the order of their adoption.
    pub reports: Vec<(&'a Report, &'a Kept)>,
    /// Decisions, by date.
    pub decisions: Vec<&'a Decision>,
    /// What was sent in, by date.
    pub submissions: Vec<&'a Submission>,
}

impl<'a> View<'a> {
    /// What happened in an evaluation.
    pub(crate) fn chain(&self, evaluation: &'a Evaluation, kept: &Kept) -> Chain<'a> {
        let id = evaluation.id.as_str();
        let of_it = |report: &Report| report.evaluation.as_str() == id && self.may_read(report);
        let mut reports: Vec<_> = self.reports_below(id).filter(|(report, _)| of_it(report)).collect();
        reports.sort_by_key(|(report, kept)| {
            let rank = times::rank(report);
            (report.adopted, rank.is_none(), rank, kept.seq)
        });
        let mut decisions: Vec<_> = self.decisions_below(id).filter(|(it, _)| it.evaluation.as_str() == id).collect();
        decisions.sort_by_key(|(decision, kept)| (decision.date, kept.seq));
        let mut submissions: Vec<_> = self.submissions_below(id).collect();
        submissions.sort_by_key(|(submission, kept)| (submission.received, kept.seq));
        let adopted = reports.iter().map(|(report, _)| report.adopted.0).min();
        let begins = [Some(kept.effective), evaluation.visit_from.map(|day| day.0), adopted];
        Chain {
            evaluation,
            begins: begins.into_iter().flatten().min().unwrap_or(kept.effective),
            reports,
            decisions: decisions.into_iter().map(|(decision, _)| decision).collect(),
            submissions: submissions.into_iter().map(|(submission, _)| submission).collect(),
        }
    }

    /// The version of the procedure that an evaluation is bound to.
    pub(crate) fn procedure(&self, chain: &Chain<'_>) -> Option<&Procedure> {
        self.procedures.named(chain.evaluation.procedure.as_str(), chain.begins).map(InForce::procedure)
    }

    /// Whether the reader may see a record. Reports, what they say, evidence and looks at it have readers of their own;
    /// everything else is open to everybody at the desk.
    pub fn sees(&self, record: &Record) -> bool {
        let of_report = |id: &str| self.state.report(id).is_none_or(|report| self.may_read(report));
        match record {
            Record::Evidence(evidence) => self.may_see(evidence.visibility),
            Record::Observed(look) => {
                let looked_at = self.state.get(Kind::Evidence, look.evidence.as_str());
                looked_at.is_none_or(|kept| self.sees(&kept.record))
            }
            Record::Withdraw(back) => {
                let id = back.of.as_str().strip_prefix("evidence:");
                let taken = id.and_then(|id| self.state.get(Kind::Evidence, id));
                taken.is_none_or(|kept| self.sees(&kept.record))
            }
            Record::Report(report) => self.may_read(report),
            Record::Verdict(verdict) => of_report(verdict.report.as_str()),
            Record::Authorisation(given) => of_report(given.report.as_str()),
            _ => true,
        }
    }

    /// Whether the reader may read a report: those entrusted with it from its adoption, others from its authorisation,
    /// everybody from its publication.
    fn may_read(&self, report: &Report) -> bool {
        let Some(role) = self.role else { return true };
        let by = |day: Option<crate::record::value::Day>| day.is_some_and(|day| day.0 <= self.at);
        let authorised = || by(report.authorised) || self.authorisation(report.id.as_str()).is_some();
        READERS.confidential.contains(&role) || by(report.published) || !READERS.outside.contains(&role) && authorised()
    }

    /// Whether the reader may see evidence; what nobody marked is public.
    pub(super) fn may_see(&self, visibility: Option<Visibility>) -> bool {
        match (self.role, visibility) {
            (None, _) | (_, None | Some(Visibility::Public)) => true,
            (Some(role), Some(Visibility::Internal)) => !READERS.outside.contains(&role),
            (Some(role), Some(Visibility::Delegation)) => READERS.confidential.contains(&role),
        }
    }
}

/// The role of several that sees most; without any, that of anybody. What the readers of reports see includes what those
/// inside see, and that what those outside see.
pub fn widest(roles: &[Role]) -> Role {
    let find = |wanted: &dyn Fn(&Role) -> bool| roles.iter().copied().find(|role| wanted(role));
    let confidential = find(&|role| READERS.confidential.contains(role));
    confidential.or_else(|| find(&|role| !READERS.outside.contains(role))).unwrap_or(Role::Public)
}

impl<'a> Chain<'a> {
    /// Which report was the latest one on a day.
    pub(super) fn latest_on(&self, date: Date) -> Option<usize> {
        self.reports.iter().rposition(|(report, _)| report.adopted.0 <= date)
    }

    /// Whether the procedure has ended: the last report ended it, or the organ decided so and no report came after.
    pub(super) fn ended(&self, procedure: Option<&Procedure>) -> bool {
        let last = self.reports.last().map(|(report, _)| *report);
        let by_report = last.and_then(|report| effect(procedure, report)) == Some(Effect::Terminate);
        let after = |decision: &Decision| last.is_none_or(|report| report.adopted <= decision.date);
        by_report || self.terminations(None).any(|decision| after(decision))
    }

    /// Decisions that end the procedure for the whole evaluation, or for one recommendation.
    pub(super) fn terminations(&self, recommendation: Option<&str>) -> impl Iterator<Item = &&'a Decision> {
        let of = move |decision: &&&Decision| {
            decision.effect == Decided::Terminate && about(decision) == recommendation.map(str::to_owned)
        };
        self.decisions.iter().filter(of)
    }
}

/// The recommendation a decision is about, by value.
pub(crate) fn about(decision: &Decision) -> Option<String> {
    decision.recommendation.as_ref().map(|key| crate::rules::state::normal(key.as_str()))
}

/// What the conclusion of a report leads to.
pub(super) fn effect(procedure: Option<&Procedure>, report: &Report) -> Option<Effect> {
    procedure?.effect(report.conclusion.as_ref()?.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readers_can_be_read() {
        let readers: Readers = toml::from_str(include_str!("../../data/visibility.toml")).unwrap();
        assert_eq!(readers.outside, [Role::Ngo, Role::Public]);
    }
}

//! Figures over many evaluations, as a reviewing body prints them: recommendations of states that have been reported on,
//! by their last verdict. A state without a compliance report yet is left out; it is not at nought per cent.

use super::View;
use super::status::{Summary, ratio};
use crate::record::{Kind, Record};
use jiff::civil::Date;
use serde::Serialize;

/// Counts over evaluations.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Aggregate {
    /// Evaluations that have been reported on.
    pub evaluations: usize,
    /// Evaluations that have not, and are not counted below.
    pub not_reported: usize,
    /// Recommendations.
    pub total: usize,
    /// Closed ones.
    pub closed: usize,
    /// Partly implemented ones.
    pub partly: usize,
    /// Those not implemented.
    pub not: usize,
    /// Closed ones that were put in question again.
    pub reopened: usize,
    /// Those whose verdict is not known.
    pub unknown: usize,
    /// Closed ones that reports print for evaluations whose verdicts are not known one by one.
    pub closed_printed: u64,
    /// Closed among those whose verdict is known; nothing when none is.
    pub share_closed: Option<f64>,
}

/// Over the evaluations under a procedure (in any version), of one round when one is given.
pub fn aggregate(view: &View<'_>, procedure: &str, round: Option<&str>) -> Aggregate {
    let mut sum = Aggregate::default();
    for (_, kept) in view.all(Kind::Evaluation) {
        let Record::Evaluation(evaluation) = &kept.record else { continue };
        let named = evaluation.procedure.as_str();
        let of_procedure = named.split_once('@').map_or(named, |(id, _)| id) == procedure;
        let of_round = round.is_none_or(|round| evaluation.rounds.iter().any(|it| it.as_str() == round));
        if !of_procedure || !of_round {
            continue;
        }
        let chain = view.chain(evaluation, kept);
        // The first kind of the procedure's reports is the evaluation itself; everything after it reports on compliance.
        let first = view.procedure(&chain).and_then(|rules| rules.reports.first());
        let reported = chain.reports.iter().any(|(report, _)| Some(report.kind.as_str()) != first.map(String::as_str));
        match reported {
            true => sum.add(&view.evaluation_status(evaluation, &chain, None::<Date>).summary),
            false => sum.not_reported += 1,
        }
    }
    let known = sum.total - sum.unknown;
    sum.share_closed = (known > 0).then(|| ratio(sum.closed, known));
    sum
}

impl Aggregate {
    fn add(&mut self, one: &Summary) {
        self.evaluations += 1;
        self.total += one.total;
        self.closed += one.closed;
        self.partly += one.partly;
        self.not += one.not;
        self.reopened += one.reopened;
        self.unknown += one.unknown + one.not_assessed;
        let printed = one.counts_printed.as_ref().filter(|_| one.unknown > 0).map(|it| &it.counts);
        let closed = printed.and_then(|it| it.closed.or_else(|| it.satisfactory?.checked_add(it.dealt?)));
        self.closed_printed += u64::from(closed.unwrap_or_default());
    }
}

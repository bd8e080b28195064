//! Everything about one state on one sheet: its programmes, evaluations, treaties and what is due.

use super::View;
use super::deadlines::sort;
use super::progress::Progress;
use super::rows::Row;
use super::status::EvaluationStatus;
use super::terms::is_in;
use crate::record::party::Participation;
use crate::record::programme::Measure;
use crate::record::{Kind, Record};
use jiff::civil::Date;
use serde::Serialize;

/// A treaty and the state.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Treaty {
    /// The participation, with what every source says.
    #[serde(flatten)]
    pub participation: Participation,
    /// Whether it binds the state on this day, when that is known.
    pub in_force: Option<bool>,
}

/// One state on one day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sheet {
    /// The state.
    pub state: String,
    /// The day.
    pub at: Date,
    /// Its programmes: those with a measure that a body of the state leads.
    pub programmes: Vec<Progress>,
    /// Evaluations of it.
    pub evaluations: Vec<EvaluationStatus>,
    /// Treaties.
    pub treaties: Vec<Treaty>,
    /// What was and is due.
    pub deadlines: Vec<Row>,
}

/// The sheet of a state (ISO 3166 alpha-2).
pub fn sheet(view: &View<'_>, state: &str) -> Sheet {
    let mut deadlines = Vec::new();
    let mut evaluations = Vec::new();
    for (_, kept) in view.all(Kind::Evaluation) {
        let Record::Evaluation(evaluation) = &kept.record else { continue };
        if evaluation.state.as_str() != state {
            continue;
        }
        let chain = view.chain(evaluation, kept);
        deadlines.extend(view.due_in(evaluation, &chain));
        evaluations.push(view.evaluation_status(evaluation, &chain, None));
    }
    let measures: Vec<&Measure> =
        view.every_measure().filter(|measure| view.is_of(measure.lead.as_str(), state)).collect();
    deadlines.extend(measures.iter().map(|measure| view.term(measure)));
    let own = view.every_programme().filter(|programme| measures.iter().any(|measure| is_in(measure, programme)));
    let programmes = own.map(|programme| {
        deadlines.extend(view.windows_in(programme));
        view.progress_of(programme)
    });
    let programmes = programmes.collect();
    sort(&mut deadlines);
    let treaties = view.treaties(state);
    Sheet { state: state.to_owned(), at: view.at, programmes, evaluations, treaties, deadlines }
}

impl View<'_> {
    fn is_of(&self, body: &str, state: &str) -> bool {
        self.body(body).and_then(|body| body.state.as_ref()).is_some_and(|own| own.as_str() == state)
    }

    fn treaties(&self, state: &str) -> Vec<Treaty> {
        let all = self.all(Kind::Participation).filter_map(|(_, kept)| match &kept.record {
            Record::Participation(it) if it.state.as_str() == state => Some(&**it),
            _ => None,
        });
        let treaty = |it: &Participation| {
            let withdrawn = it.withdrawal.is_some_and(|day| day.0 <= self.at);
            let in_force = it.in_force_for.map(|day| day.0 <= self.at && !withdrawn);
            Treaty { participation: it.clone(), in_force }
        };
        all.map(treaty).collect()
    }
}

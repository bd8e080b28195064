//! Evaluations by a reviewing body: what it recommended, what it reported, decided and judged, and what it was sent.
//! Verdicts are the organ's own; nothing computes one.

use super::value::{Country, Day, Id, Printed, Texts, record, words};
use serde_json::{Number, Value};
use std::collections::BTreeMap;

record! {
    /// One evaluation of one state.
    Evaluation {
        /// Its key.
        id: Id,
        /// The procedure it follows: `id`, or `id@version`.
        procedure: Id,
        /// Who is evaluated.
        state: Country,
    } optional {
        /// Rounds it belongs to.
        rounds: Vec<Printed>,
        /// The reference of its report, as printed.
        reference: Option<String>,
        /// States of the evaluators.
        team: Vec<Country>,
        /// First day of the visit.
        visit_from: Option<Day>,
        /// Last day of the visit.
        visit_to: Option<Day>,
        /// How many recommendations there are: makes numbered shells without text.
        recommendations: Option<u16>,
        /// What it is called.
        title: Option<Texts>,
    }
}

record! {
    /// One recommendation.
    Recommendation {
        /// The evaluation.
        evaluation: Id,
        /// Its number, as printed.
        number: Printed,
    } optional {
        /// Letters of its parts.
        parts: Vec<Id>,
        /// What it says.
        text: Option<Texts>,
        /// The paragraph of the report.
        paragraph: Option<Printed>,
        /// What it is about.
        themes: Vec<String>,
        /// Groups of people it is for.
        affected: Vec<String>,
        /// Sustainable development goals it serves.
        sdgs: Vec<Printed>,
        /// States that made it, where states recommend to each other.
        recommended_by: Vec<Country>,
        /// Standards it rests on.
        standards: Vec<Id>,
        /// Bodies that must act.
        addressed_to: Vec<Id>,
        /// Measures of programmes that answer it.
        programme_measures: Vec<Id>,
    }
}

record! {
    /// Counts as a report prints them.
    Counts {} optional {
        /// Closed ones.
        closed: Option<u32>,
        /// Implemented satisfactorily.
        satisfactory: Option<u32>,
        /// Dealt with in a satisfactory manner.
        dealt: Option<u32>,
        /// Partly implemented.
        partly: Option<u32>,
        /// Not implemented.
        not: Option<u32>,
        /// All.
        total: Option<u32>,
    }
}

record! {
    /// A report of the reviewing body.
    Report {
        /// Its key.
        id: Id,
        /// The evaluation.
        evaluation: Id,
        /// Its kind, of the procedure.
        kind: Id,
        /// When it was adopted.
        adopted: Day,
    } optional {
        /// 1, 2 … for addenda.
        ordinal: Option<u16>,
        /// Its reference, as printed.
        reference: Option<String>,
        /// The plenary that adopted it.
        plenary: Option<Printed>,
        /// The conclusion, of the procedure.
        conclusion: Option<Printed>,
        /// The date the organ set for the next information.
        due: Option<Day>,
        /// When the information it answers was received.
        received: Option<Day>,
        /// States that reported.
        rapporteurs: Vec<Country>,
        /// Counts it prints.
        counts: Option<Counts>,
        /// When its publication was authorised.
        authorised: Option<Day>,
        /// When it was published.
        published: Option<Day>,
        /// Languages it was translated into, or where the translations are.
        translations: Vec<Value>,
        /// Whether it is a draft, which no view shows.
        draft: bool,
    }
}

record! {
    /// What a report says about one recommendation.
    Verdict {
        /// `<evaluation>/<number>`.
        recommendation: Id,
        /// The report.
        report: Id,
        /// The verdict, of the procedure.
        value: Id,
    } optional {
        /// Verdicts of parts: letter → value.
        parts: BTreeMap<String, Id>,
        /// Why.
        reasoning: Option<Texts>,
        /// What was considered.
        considerations: Option<Texts>,
        /// Whether it is a draft, which no view shows.
        draft: bool,
    }
}

words! {
    /// What a decision does.
    Effect {
        /// Sets the date by which information is due.
        SetDue,
        /// Puts a closed recommendation in question again.
        Reopen,
        /// Ends the procedure.
        Terminate,
        /// Takes a step of the ladder for those who do not comply.
        Ladder,
        /// Is only noted.
        Note,
    }
}

record! {
    /// A decision of an organ outside a report.
    Decision {
        /// Its key.
        id: Id,
        /// Who decided.
        organ: Id,
        /// When.
        date: Day,
        /// On which evaluation.
        evaluation: Id,
        /// What it does.
        effect: Effect,
    } optional {
        /// On which recommendation: `<evaluation>/<number>`.
        recommendation: Option<Id>,
        /// By which rule.
        rule: Option<String>,
        /// The date it sets.
        due: Option<Day>,
        /// The step of the ladder.
        step: Option<Printed>,
        /// What it says.
        text: Option<Texts>,
    }
}

words! {
    /// What was sent in.
    SubmissionKind {
        /// Situation report.
        SituationReport,
        /// Progress report.
        ProgressReport,
        /// Additional information.
        AdditionalInformation,
        /// Self-assessment.
        SelfAssessment,
        /// Shadow report of somebody other than the state.
        Shadow,
        /// Comment.
        Comment,
    }
}

record! {
    /// Something sent to the reviewing body.
    Submission {
        /// Its key.
        id: Id,
        /// What it is.
        kind: SubmissionKind,
        /// The body that sent it.
        by: Id,
        /// When it was received.
        received: Day,
    } optional {
        /// The evaluation it is about.
        evaluation: Option<Id>,
        /// The recommendation it is about.
        recommendation: Option<Id>,
        /// The measure it is about.
        measure: Option<Id>,
        /// What it says.
        text: Option<Texts>,
        /// Evidence it cites.
        evidence: Vec<Id>,
    }
}

record! {
    /// The state's leave to publish a report.
    Authorisation {
        /// The report.
        report: Id,
        /// When it was given.
        date: Day,
    } optional {}
}

record! {
    /// Figures as somebody else printed them.
    Published {
        /// What they are about.
        subject: Id,
        /// The day they are of.
        as_of: Day,
    } optional {
        /// Name → count.
        parts: BTreeMap<String, u64>,
        /// The total.
        total: Option<u64>,
        /// Name → per cent, as a number or, to keep its last zeros, as a text.
        shares: BTreeMap<String, Share>,
    }
}

/// A share in per cent with the digits it was printed with.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(untagged, expecting = "expected a number of per cent")]
pub enum Share {
    /// `37.6`
    Number(Number),
    /// `"37.60"`
    Text(String),
}

impl Share {
    /// The digits.
    pub fn printed(&self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Text(text) => text.trim().to_owned(),
        }
    }
}

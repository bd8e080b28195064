//! National programmes: objectives, results, indicators and measures, what implementers say they did and what the
//! analysts make of it. A claim (`notice`) and a judgement (`status`) are never one record.

use super::value::{Day, Id, Printed, Texts, record, words};
use serde_json::{Map, Number, Value};
use std::collections::BTreeMap;

record! {
    /// One version of a programme.
    Programme {
        /// With `version`, its key.
        id: Id,
        /// Programmes are amended; denominators move with them.
        version: Printed,
        /// What it is called.
        names: Texts,
        /// First day.
        from: Day,
        /// Last day.
        to: Day,
    } optional {
        /// The act that adopted it.
        adopted_by: Option<String>,
        /// The procedure whose windows it has.
        windows: Option<Id>,
    }
}

record! {
    /// An objective, or a problem to be solved.
    Objective {
        /// Its key.
        id: Id,
        /// `id@version`.
        programme: Id,
        /// What it is called.
        names: Texts,
    } optional {
        /// The objective above it.
        parent: Option<Id>,
        /// The problem behind it.
        problem: Option<Texts>,
    }
}

record! {
    /// A result an objective wants.
    Outcome {
        /// Its key.
        id: Id,
        /// The objective.
        objective: Id,
        /// What it is called.
        names: Texts,
    } optional {
        /// Its weight among the results.
        weight: Option<Number>,
    }
}

words! {
    /// Which way is better.
    Direction {
        /// More.
        Up,
        /// Less.
        Down,
    }
}

record! {
    /// Where an indicator began.
    Baseline {
        /// The value.
        value: Number,
    } optional {
        /// The day.
        date: Option<Day>,
        /// Who says so.
        source: Option<String>,
    }
}

record! {
    /// Where it should be.
    Target {
        /// The value.
        value: Number,
    } optional {
        /// By when.
        date: Option<Day>,
    }
}

record! {
    /// One step of a tiered indicator.
    Tier {
        /// From this value.
        from: Number,
        /// This share of the points.
        share: Number,
    } optional {
        /// Whether the value itself is too little.
        open: bool,
    }
}

record! {
    /// What a result is measured by.
    Indicator {
        /// Its key.
        id: Id,
        /// The result.
        result: Id,
        /// What it is called.
        names: Texts,
        /// The unit.
        unit: String,
    } optional {
        /// Its weight in the result.
        weight: Option<Number>,
        /// Which way is better.
        direction: Option<Direction>,
        /// Where it began.
        baseline: Option<Baseline>,
        /// Where it should be.
        target: Option<Target>,
        /// Its tiers.
        tiers: Vec<Tier>,
        /// Whether values are numerator and denominator.
        ratio: bool,
        /// What it is broken down by.
        disaggregations: Vec<Id>,
        /// How often it is observed, in months.
        frequency_months: Option<u16>,
        /// First day.
        start: Option<Day>,
        /// Last day.
        end: Option<Day>,
    }
}

record! {
    /// Money for a measure.
    Funding {} optional {
        /// Where it comes from.
        source: Option<String>,
        /// How much.
        amount: Option<Number>,
        /// In which currency.
        currency: Option<String>,
        /// The code in the budget.
        budget_code: Option<Printed>,
    }
}

words! {
    /// How far a measure is agreed.
    MeasureState {
        /// Somebody proposed it.
        Proposed,
        /// Another approved it.
        Approved,
    }
}

record! {
    /// Something to be done.
    Measure {
        /// Its key.
        id: Id,
        /// What it is called.
        names: Texts,
        /// The body that must do it.
        lead: Id,
        /// By when.
        term_to: Day,
    } optional {
        /// `id@version`.
        programme: Option<Id>,
        /// The result it serves.
        result: Option<Id>,
        /// Bodies that help.
        co_leads: Vec<Id>,
        /// From when.
        term_from: Option<Day>,
        /// What shows that it is done.
        completion_form: Option<Texts>,
        /// Money.
        funding: Option<Funding>,
        /// What its success is measured by.
        performance_indicator: Option<Texts>,
        /// Recommendations it answers.
        recommendations: Vec<Id>,
        /// Standards it serves.
        standards: Vec<Id>,
        /// Benchmarks it serves.
        benchmarks: Vec<Id>,
        /// Sustainable development goals it serves.
        sdgs: Vec<Printed>,
        /// How far it is agreed.
        state: Option<MeasureState>,
        /// Who approved it.
        approved_by: Option<Id>,
    }
}

words! {
    /// What an implementer says.
    NoticeKind {
        /// It goes on.
        Progress,
        /// It is done.
        Result,
    }
}

record! {
    /// An implementer's word on a measure.
    Notice {
        /// Its key.
        id: Id,
        /// The measure.
        measure: Id,
        /// What it says.
        kind: NoticeKind,
        /// When it was sent.
        sent: Day,
        /// In words.
        text: Texts,
    } optional {
        /// Evidence it cites.
        evidence: Vec<Id>,
    }
}

record! {
    /// The signature of the validating authority under a notice.
    Sign {
        /// The notice.
        notice: Id,
        /// When.
        date: Day,
    } optional {}
}

words! {
    /// An analyst's judgement of a measure.
    StatusValue {
        /// Nothing has begun.
        NotStarted,
        /// It goes on.
        InProgress,
        /// Part of it is done.
        Partly,
        /// It is done.
        Implemented,
        /// It was not done.
        NotImplemented,
        /// It was given up.
        Cancelled,
    }
}

record! {
    /// What the analyst made of a measure at a cut-off.
    Status {
        /// The measure.
        measure: Id,
        /// The cut-off.
        cutoff: Day,
        /// The judgement.
        value: StatusValue,
    } optional {
        /// When it was done.
        completed: Option<Day>,
        /// The notice it rests on.
        notice: Option<Id>,
        /// Evidence it rests on.
        evidence: Vec<Id>,
        /// Why.
        reason: Option<Texts>,
    }
}

words! {
    /// Why there is no value.
    Missing {
        /// Nobody collected it.
        NotCollected,
        /// It has no meaning here.
        NotApplicable,
        /// It is kept back.
        Withheld,
    }
}

/// A value of an indicator: a number, or a numerator and a denominator. Never a text.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(untagged, expecting = "expected a number, or a table of `num` and `den`")]
pub enum Observed {
    /// A number.
    Number(Number),
    /// A ratio, kept as its two parts: means of ratios are no ratios.
    Ratio(Ratio),
}

record! {
    /// Numerator and denominator.
    Ratio {
        /// Numerator.
        num: Number,
        /// Denominator.
        den: Number,
    } optional {}
}

record! {
    /// A value of an indicator in a period.
    #[serde(remote = "Self")]
    Observation {
        /// The indicator.
        indicator: Id,
        /// The period.
        period: Printed,
    } optional {
        /// The value.
        value: Option<Observed>,
        /// Why there is none.
        missing: Option<Missing>,
        /// Who says so.
        source: Option<String>,
        /// The run that computed it.
        run: Option<String>,
        /// Which part of the whole it is of.
        disaggregation: BTreeMap<String, Value>,
    }
}

impl serde::Serialize for Observation {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, to)
    }
}

impl<'de> serde::Deserialize<'de> for Observation {
    /// `num` and `den` beside the other members are the value that a table of them would be.
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        use serde::de::Error as _;
        let mut members = Map::<String, Value>::deserialize(from)?;
        let parts: Map<String, Value> = ["num", "den"].iter().filter_map(|name| members.remove_entry(*name)).collect();
        if !parts.is_empty() && members.insert("value".to_owned(), Value::Object(parts)).is_some() {
            return Err(D::Error::custom("`num` and `den` stand instead of `value`, not beside it"));
        }
        Self::deserialize(Value::Object(members)).map_err(D::Error::custom)
    }
}

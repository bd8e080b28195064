//! Rules: how the answers about one item become points. A rule only computes; whether its item counts, and what an
//! unanswered question does to the whole, is decided where the tree is evaluated.

mod bands;
mod criteria;
mod curve;
mod linear;
mod ratio;

pub use bands::{Band, Bands, BandsFault, Kind};
pub use criteria::Criteria;
pub use curve::{Curve, Scale};
pub use linear::{Linear, LinearFault};
pub use ratio::Ratio;

use super::answers::{Asked, Reply};
use super::exact::Exact;

/// How a leaf gets its points.
#[derive(Debug, Clone, PartialEq)]
pub enum Rule {
    /// All points for yes, none for no.
    Binary {
        /// The input.
        of: String,
        /// What yes is worth.
        points: Exact,
    },
    /// Points for every yes.
    Criteria(Criteria),
    /// A share of the points.
    Ratio(Ratio),
    /// Points that follow from a number.
    Curve {
        /// The number.
        of: Measured,
        /// What it is worth.
        curve: Curve,
    },
}

/// Where the number of a curve comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum Measured {
    /// One input.
    Input(String),
    /// The unweighted mean of those inputs that are there: a mean over reports has equal weights whatever their size.
    Mean(Vec<String>),
}

/// What became of a rule.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// Points.
    Fired(Fired),
    /// It does not apply.
    NotApplicable {
        /// Why, when no answer says so.
        reason: Option<&'static str>,
    },
    /// These inputs have no answer.
    Missing {
        /// Their names.
        inputs: Vec<String>,
        /// What can be reached nevertheless.
        max: Exact,
    },
}

/// Points, and which part of the rule gave them.
#[derive(Debug, Clone, PartialEq)]
pub struct Fired {
    /// The points.
    pub value: Exact,
    /// How many there could have been.
    pub max: Exact,
    /// Such as `steps:70`.
    pub rule: String,
}

impl Rule {
    /// The word for it in a method file.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Binary { .. } => "binary",
            Self::Criteria(_) => "criteria",
            Self::Ratio(_) => "ratio",
            Self::Curve { of: Measured::Mean(_), .. } => "mean_of",
            Self::Curve { curve, .. } => curve.word(),
        }
    }

    /// The inputs it asks for, in the order of the file.
    pub fn inputs(&self) -> Vec<&str> {
        match self {
            Self::Binary { of, .. } | Self::Curve { of: Measured::Input(of), .. } => vec![of],
            Self::Criteria(criteria) => criteria.inputs().collect(),
            Self::Ratio(ratio) => vec![&ratio.num, &ratio.den],
            Self::Curve { of: Measured::Mean(inputs), .. } => inputs.iter().map(String::as_str).collect(),
        }
    }

    /// Most points there can be.
    pub fn max(&self) -> Exact {
        match self {
            Self::Binary { points, .. } => points.clone(),
            Self::Criteria(criteria) => criteria.max(),
            Self::Ratio(ratio) => ratio.points.clone(),
            Self::Curve { curve, .. } => curve.max().clone(),
        }
    }

    /// The fewest points there can be, or zero if that is less: an item nobody assessed counts from zero, and from less
    /// only where a scale goes below it.
    pub fn floor(&self) -> Exact {
        let least = match self {
            Self::Binary { .. } | Self::Criteria(_) | Self::Ratio(_) => Exact::zero(),
            Self::Curve { curve, .. } => curve.least(),
        };
        least.min(Exact::zero())
    }

    /// Computes it from the answers. An answer of the wrong kind is noted and counts as missing.
    pub fn assess(&self, asked: &mut Asked<'_>) -> Outcome {
        match self {
            Self::Binary { of, points } => binary(of, points, asked),
            Self::Criteria(criteria) => criteria.assess(asked),
            Self::Ratio(ratio) => ratio.assess(asked),
            Self::Curve { of, curve } => curve_of(of, curve, asked),
        }
    }
}

fn binary(of: &str, points: &Exact, asked: &mut Asked<'_>) -> Outcome {
    let (value, word) = match asked.yes_or_no(of) {
        Reply::Is(true) => (points.clone(), "yes"),
        Reply::Is(false) => (Exact::zero(), "no"),
        Reply::NotApplicable => return Outcome::NotApplicable { reason: None },
        Reply::Missing => return Outcome::Missing { inputs: vec![of.to_owned()], max: points.clone() },
    };
    Outcome::Fired(Fired { value, max: points.clone(), rule: format!("binary:{word}") })
}

fn curve_of(of: &Measured, curve: &Curve, asked: &mut Asked<'_>) -> Outcome {
    let (inputs, x) = match of {
        Measured::Input(input) => (std::slice::from_ref(input), asked.number(input).map(Exact::clone)),
        Measured::Mean(inputs) => (inputs.as_slice(), mean(inputs, asked)),
    };
    let x = match x {
        Reply::Is(x) => x,
        Reply::NotApplicable => return Outcome::NotApplicable { reason: None },
        Reply::Missing => return Outcome::Missing { inputs: inputs.to_vec(), max: curve.max().clone() },
    };
    match curve.at(&x) {
        Ok((value, rule)) => {
            let rule = if let Measured::Mean(_) = of { format!("mean_of:{rule}") } else { rule };
            Outcome::Fired(Fired { value, max: curve.max().clone(), rule })
        }
        Err(scale) => {
            asked.outside(inputs, &x, &scale.min, &scale.points);
            Outcome::Missing { inputs: inputs.to_vec(), max: curve.max().clone() }
        }
    }
}

/// The mean of the inputs present. Without any: not applicable when all say so, else missing.
fn mean(inputs: &[String], asked: &mut Asked<'_>) -> Reply<Exact> {
    let replies: Vec<_> = inputs.iter().map(|input| asked.number(input)).collect();
    let numbers: Vec<&Exact> = replies.iter().filter_map(|reply| reply.is()).copied().collect();
    match numbers.iter().copied().sum::<Exact>().over(&Exact::count(numbers.len())) {
        Some(mean) => Reply::Is(mean),
        None if replies.iter().all(|reply| *reply == Reply::NotApplicable) => Reply::NotApplicable,
        None => Reply::Missing,
    }
}

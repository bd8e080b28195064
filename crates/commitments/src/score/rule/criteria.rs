//! Points for every criterion that is met. One that does not apply leaves both the points and the most there can be.

use super::super::answers::{Asked, Reply};
use super::super::exact::Exact;
use super::{Fired, Outcome};

/// Criteria and what each is worth, at least one.
#[derive(Debug, Clone, PartialEq)]
pub struct Criteria(Vec<(String, Exact)>);

impl Criteria {
    /// Criteria with their points; `None` without any.
    pub fn new(each: Vec<(String, Exact)>) -> Option<Self> {
        (!each.is_empty()).then_some(Self(each))
    }

    /// The inputs.
    pub fn inputs(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(input, _)| input.as_str())
    }

    /// All points.
    pub fn max(&self) -> Exact {
        self.0.iter().map(|(_, points)| points).sum()
    }

    /// Counts the criteria that are met.
    pub(super) fn assess(&self, asked: &mut Asked<'_>) -> Outcome {
        let (mut value, mut max) = (Exact::zero(), Exact::zero());
        let (mut met, mut applicable) = (0, 0);
        let mut missing = Vec::new();
        for (input, points) in &self.0 {
            let reply = asked.yes_or_no(input);
            match &reply {
                Reply::NotApplicable => continue,
                Reply::Is(true) => (value, met) = (value.plus(points), met + 1),
                Reply::Is(false) => {}
                Reply::Missing => missing.push(input.clone()),
            }
            (max, applicable) = (max.plus(points), applicable + 1);
        }
        match applicable {
            0 => Outcome::NotApplicable { reason: None },
            _ if !missing.is_empty() => Outcome::Missing { inputs: missing, max },
            _ => Outcome::Fired(Fired { value, max, rule: format!("criteria:{met}/{applicable}") }),
        }
    }
}

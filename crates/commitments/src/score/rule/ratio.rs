//! A part of a whole, in points. Nothing out of nothing says nothing: a denominator of zero does not apply.

use super::super::answers::{Asked, Reply};
use super::super::exact::Exact;
use super::{Fired, Outcome};

/// Points times one input over another.
#[derive(Debug, Clone, PartialEq)]
pub struct Ratio {
    /// The part.
    pub num: String,
    /// The whole.
    pub den: String,
    /// What the whole is worth.
    pub points: Exact,
    /// Whether more than the whole is worth no more.
    pub cap: bool,
}

impl Ratio {
    /// Divides.
    pub(super) fn assess(&self, asked: &mut Asked<'_>) -> Outcome {
        let (num, den) = (asked.number(&self.num), asked.number(&self.den));
        if num == Reply::NotApplicable || den == Reply::NotApplicable {
            return Outcome::NotApplicable { reason: None };
        }
        let (Reply::Is(a), Reply::Is(b)) = (&num, &den) else {
            let absent = [(&self.num, &num), (&self.den, &den)].into_iter().filter(|(_, reply)| reply.is().is_none());
            let inputs = absent.map(|(input, _)| input.clone()).collect();
            return Outcome::Missing { inputs, max: self.points.clone() };
        };
        let Some(share) = a.over(b) else { return Outcome::NotApplicable { reason: Some("denominator_zero") } };
        let value = share.times(&self.points);
        let capped = self.cap && value > self.points;
        Outcome::Fired(Fired {
            value: if capped { self.points.clone() } else { value },
            max: self.points.clone(),
            rule: if capped { "ratio:cap" } else { "ratio" }.to_owned(),
        })
    }
}

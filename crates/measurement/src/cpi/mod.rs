//! The Corruption Perceptions Index as Transparency International publishes it since 2012, recomputed from its own
//! per-source scores, beside the uncertainty that a plain reading of the same sources gives.

pub mod capture;
pub mod rules;
pub mod score;

pub use capture::{Capture, Influence, capture, influence};
pub use rules::{Centre, EditionRules, Limits};
pub use score::{CountryScore, Scored, TooFew, score_edition, without_each};

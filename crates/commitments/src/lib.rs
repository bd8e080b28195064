//! Standards, evaluations, recommendations, measures, evidence, verdicts: what a state promised, by when, and what proves
//! that it was done. Procedures of reviewing bodies are data; nothing here decides what an organ has to decide.

// A diagnostic is large and made once a fault; boxing it would only make every reader's signature longer.
#![allow(clippy::result_large_err)]

pub mod calendar;
pub mod date;
pub mod demonstration;
pub mod fault;
pub mod law;
pub mod names;
pub mod note;
pub mod procedure;
pub mod record;
pub mod reference;
pub mod report;
pub mod roman;
pub mod rules;
pub mod score;
pub mod treaty;
pub mod view;
mod xml;

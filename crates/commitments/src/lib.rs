//! Standards, evaluations, recommendations, measures, evidence, verdicts: what a state promised, by when, and what proves
//! that it was done. Procedures of reviewing bodies are data; nothing here decides what an organ has to decide.

pub mod calendar;
pub mod record;
pub mod rules;
pub mod score;
pub mod treaty;

//! From a finding back to the bytes of its sources: the run, the method and its parameters, and every cell the
//! finding rests on, read again from the source that is kept and compared with what entered the computation.

use crate::methodology::{Catalogue, Methodology};
use crate::run::Run;
use crate::{Error, Findings};
use probity_core::{Digest, Evidence, Finding, FindingId, Place};
use probity_registers::Observatory;
use serde::Serialize;
use std::collections::BTreeMap;

/// One piece of evidence, checked.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Checked {
    /// What the finding points at.
    pub evidence: Evidence,
    /// The source's file name at import.
    pub file: String,
    /// The text that stands there now, read again; `None` when it could not be read.
    pub text: Option<String>,
    /// Whether the source's bytes still have their digest and the cell says what entered the computation; `None` for a
    /// number that stands in no source.
    pub holds: Option<bool>,
}

/// A finding with everything it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The finding.
    pub finding: Finding,
    /// The run that found it.
    pub run: Run,
    /// The method, when the program still has the one of the run.
    pub methodology: Option<Methodology>,
    /// The evidence, in the finding's order.
    pub evidence: Vec<Checked>,
}

/// Explains a finding.
///
/// # Errors
/// When there is no such finding, or the observatory cannot be read.
pub fn explain(observatory: &Observatory, catalogue: &Catalogue, id: &FindingId) -> Result<Explanation, Error> {
    let (finding, run) = Findings::open(observatory)?.find(id)?;
    let evidence = check(observatory, &finding.evidence);
    let methodology = catalogue
        .get(&id.method)
        .map(|entry| &entry.methodology)
        .filter(|methodology| methodology.digest == run.key.methodology)
        .cloned();
    Ok(Explanation { finding, run, methodology, evidence })
}

/// Reads every cell again, each source once.
fn check(observatory: &Observatory, evidence: &[Evidence]) -> Vec<Checked> {
    let mut places: BTreeMap<Digest, Vec<Place>> = BTreeMap::new();
    for cell in evidence.iter().filter(|cell| !cell.is_computed()) {
        places.entry(cell.origin.source).or_default().push(cell.origin.place.clone());
    }
    let texts: BTreeMap<Digest, BTreeMap<Place, Option<String>>> = places
        .into_iter()
        .map(|(source, places)| {
            // A source that is gone or was changed is exactly what the reader must learn; it is not our error.
            let texts = observatory.texts(&source, &places).unwrap_or_default();
            (source, places.into_iter().zip(texts).collect())
        })
        .collect();
    let checked = |cell: &Evidence| {
        let text = texts.get(&cell.origin.source).and_then(|texts| texts.get(&cell.origin.place).cloned().flatten());
        let is_there = !cell.is_computed();
        let file = observatory.source_name(&cell.origin.source).filter(|_| is_there).unwrap_or_default();
        Checked {
            file: file.to_owned(),
            holds: is_there.then(|| holds(cell, text.as_deref())),
            evidence: cell.clone(),
            text,
        }
    };
    evidence.iter().map(checked).collect()
}

/// Whether the source still says what entered the computation. A rule over a document may have used what follows from a
/// value (a count, a day), or that there is none; the digest of its source vouches for the value, so that it must only be
/// where it was.
fn holds(cell: &Evidence, text: Option<&str>) -> bool {
    match cell.origin.place.pointer() {
        Some(_) => text.is_some() || cell.value.is_empty(),
        None => text.is_some_and(|text| says(text, &cell.value)),
    }
}

/// Whether a cell's text is the number that entered the computation, however it is spelt.
fn says(text: &str, value: &str) -> bool {
    match (text.trim().parse::<f64>(), value.parse::<f64>()) {
        (Ok(text), Ok(value)) => text == value,
        _ => text.trim() == value,
    }
}

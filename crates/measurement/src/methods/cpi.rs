//! # What it finds
//! The score of each country in each edition of a perception index that is the mean of several sources, as its
//! publisher prints it, and beside it the uncertainty the publisher does not show.
//!
//! # Why it matters
//! A score without an honest interval invites rankings and headlines that the data cannot carry. From the 2020
//! edition on the published standard error is multiplied by a finite-population correction, as if the thirteen sources
//! were all there could ever be; with thirteen sources it would be zero.
//!
//! # Formula
//! With the n available sources x of a country:
//!
//!     mean      = sum(x) / n, exact in decimals
//!     score     = mean rounded half up
//!     se        = s / sqrt(n) * f, f = 1 before 2020 and sqrt((13 - n) / 12) from 2020
//!     published = centre -+ z * se, centre, z and rounding by edition
//!     t         = mean -+ t(0.95; n - 1) * s / sqrt(n)
//!     jackknife = least and largest mean with one source left out
//!     reachable = least and largest score if every whole-numbered source may be any value within half a point
//!     captured  = least and largest score if one source were under somebody's control
//!
//! # Exclusions
//! Countries with fewer sources than the edition demands are `insufficient`. A missing source is missing, never zero.
//!
//! # Source
//! Transparency International, Corruption Perceptions Index, technical methodology notes and published workbooks,
//! editions 2012 to 2023; the rules by edition were recovered from the published numbers.

use super::cells::{ByEdition, EditionCells, OfEdition, SCORES};
use crate::cpi::{Capture, CountryScore, EditionRules, capture, score_edition};
use probity_core::kernel::ErasedKernel;
use probity_core::parameter::ParameterError;
use probity_core::{Evidence, Finding, FindingId, Input, Interval, Method, Parameters, State};
use std::sync::Arc;

/// The score of each country in each edition.
pub struct Cpi;

const ID: &str = "cpi";

impl Method for Cpi {
    fn id(&self) -> &'static str {
        ID
    }

    fn source(&self) -> &'static str {
        include_str!("cpi.rs")
    }

    fn inputs(&self) -> &'static [Input] {
        &[SCORES]
    }

    fn kernel(&self, parameters: &Parameters) -> Result<Box<dyn ErasedKernel>, ParameterError> {
        Ok(Box::new(ByEdition(Editions { parameters: parameters.clone() })))
    }
}

struct Editions {
    parameters: Parameters,
}

impl OfEdition for Editions {
    fn findings(&self, year: i16, cells: &EditionCells) -> Vec<Finding> {
        let edition = cells.edition(year);
        let Ok(rules) = EditionRules::from_parameters(&self.parameters, year) else {
            return edition.countries.iter().map(|country| no_rules(&country.iso3, year)).collect();
        };
        let scored = score_edition(&edition, &rules);
        let captures = capture(&edition, &rules);
        let mut findings = Vec::new();
        for score in &scored.scores {
            let captured = captures.iter().find(|capture| capture.iso3 == score.iso3);
            findings.extend(country(score, captured, year, &cells.evidence(SCORES.register, &score.iso3)));
        }
        findings.extend(scored.too_few.iter().map(|few| {
            Finding::new(id("score", &few.iso3, year), State::Insufficient, "points")
                .because("too_few_sources")
                .on(cells.evidence(SCORES.register, &few.iso3))
        }));
        findings
    }
}

fn id(measure: &str, iso3: &str, year: i16) -> FindingId {
    FindingId { method: ID.into(), measure: measure.into(), subject: iso3.into(), period: year.to_string() }
}

fn no_rules(iso3: &str, year: i16) -> Finding {
    Finding::new(id("score", iso3, year), State::NotApplicable, "points").because("edition_without_rules")
}

/// The findings about one country. All rest on the same cells.
fn country(score: &CountryScore, captured: Option<&Capture>, year: i16, evidence: &Arc<[Evidence]>) -> Vec<Finding> {
    let number = |measure: &str, value: f64, unit: &str| {
        Finding::value(id(measure, &score.iso3, year), value, unit).on(evidence.clone())
    };
    let between = |measure: &str, value: f64, low: f64, high: f64| Finding {
        interval: Interval::closed(low, high),
        ..number(measure, value, "points")
    };
    let whole = score.score as f64;
    let mut findings = vec![
        between("score", whole, score.ci_low, score.ci_high),
        between("mean", score.mean, score.t_low, score.t_high),
        between("jackknife", score.mean, score.jack_low, score.jack_high),
        between("reachable", whole, score.score_low as f64, score.score_high as f64),
        number("se", score.se, "points"),
        number("se_sample", score.se_sample, "points"),
        number("sources", f64::from(score.n), "sources"),
    ];
    // The first bounds are those of no captured source.
    if let Some([low, high]) = captured.and_then(|capture| capture.bounds.get(1)) {
        findings.push(between("captured", score.mean, *low, *high));
    }
    findings
}

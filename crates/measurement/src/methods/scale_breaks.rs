//! # What it finds
//! Editions in which the map from a source's own scale to the index's 0-100 scale changed although the source's own
//! scale did not.
//!
//! # Why it matters
//! An index that claims one fixed base year is only comparable over time if these maps stay fixed. When they move,
//! every country that the source covers moves with them, and the movement looks like change in the world.
//!
//! # Formula
//! For every edition, score = intercept + slope * raw is fitted by least squares over the countries the source covers,
//! leaving out scores of exactly 0 or 100 (they may be clipped), then refitted a few times on the rows whose residual is
//! at most the larger of one point and the 60 % quantile. A break is a change of the map against the previous edition
//! that has one by half a point or more at either end of the raw range observed in the edition.
//!
//! A source whose own values are not public but that has few levels shows its map in the levels: when a tenth of an
//! edition's rows or more stand on none of the levels before, its map or its categories changed.
//!
//! # Exclusions
//! Fewer than eight usable rows give no map: `insufficient`. The first edition with a map has nothing to be compared
//! with: `not_applicable`. Nothing can be said of sources with many levels whose own values are not public; they have
//! no finding.
//!
//! # Source
//! Own method; thresholds chosen on the public raw scales of two sources, editions 2012 to 2021.

use super::editions::{AcrossEditions, Editions, INPUTS, OfEditions};
use crate::breaks::{BreakRules, LevelChange, SourceMap, fit_source, level_changes};
use crate::panel::Panel;
use probity_core::kernel::ErasedKernel;
use probity_core::parameter::ParameterError;
use probity_core::{Finding, FindingId, Input, Method, Parameters, State};
use std::collections::BTreeSet;

/// Where a source's scale broke.
pub struct ScaleBreaks;

const ID: &str = "scale-breaks";

impl Method for ScaleBreaks {
    fn id(&self) -> &'static str {
        ID
    }

    fn source(&self) -> &'static str {
        include_str!("scale_breaks.rs")
    }

    fn inputs(&self) -> &'static [Input] {
        INPUTS
    }

    fn kernel(&self, parameters: &Parameters) -> Result<Box<dyn ErasedKernel>, ParameterError> {
        Ok(Box::new(AcrossEditions(Breaks { parameters: parameters.clone() })))
    }
}

struct Breaks {
    parameters: Parameters,
}

impl OfEditions for Breaks {
    fn findings(&self, editions: &Editions) -> Vec<Finding> {
        let (panel, raw) = (editions.panel(), editions.raw());
        let sources: BTreeSet<&String> = raw.editions.values().flat_map(|edition| &edition.sources).collect();
        let mut findings = Vec::new();
        for source in sources {
            let mut before: Option<SourceMap> = None;
            for (year, edition) in &panel.editions {
                let Some(raw) = raw.editions.get(year).filter(|raw| raw.sources.contains(source)) else { continue };
                let Ok(rules) = BreakRules::from_parameters(&self.parameters, *year) else { continue };
                let map = fit_source(edition, raw, source, &rules);
                let evidence = editions.evidence_of_source(source, *year);
                findings.push(judge(source, *year, before.as_ref(), map.as_ref(), &rules).on(evidence.clone()));
                if let Some(map) = &map {
                    let number = |measure, value| Finding::value(id(measure, source, *year), value, "points");
                    findings.push(number("slope", map.slope).on(evidence.clone()));
                    findings.push(number("intercept", map.intercept).on(evidence));
                }
                before = map.or(before);
            }
        }
        findings.extend(self.levels(&panel, &raw, editions));
        findings
    }
}

impl Breaks {
    /// Sources without values of their own, by their levels.
    fn levels(&self, panel: &Panel, raw: &Panel, state: &Editions) -> Vec<Finding> {
        let years: Vec<i16> = panel.editions.keys().copied().collect();
        let (Some(first), Some(last)) = (years.first(), years.last()) else { return Vec::new() };
        let Ok(rules) = BreakRules::from_parameters(&self.parameters, *last) else { return Vec::new() };
        let public = |source: &String| raw.editions.values().any(|edition| edition.sources.contains(source));
        let changes = level_changes(panel, *first, *last, &rules).into_iter().filter(|change| !public(&change.source));
        let finding = |change: LevelChange| {
            let broken = change.is_break(&rules);
            let (found, reason) =
                if broken { (State::Flagged, "levels_changed") } else { (State::Clear, "levels_kept") };
            let id = id("levels", &change.source, change.edition);
            Finding { value: Some(change.off_share), ..Finding::new(id, found, "share") }
                .because(reason)
                .on(state.evidence_of_source(&change.source, change.edition))
        };
        changes.map(finding).collect()
    }
}

/// The value is the largest difference between the two maps over the raw range, in points.
fn judge(source: &str, year: i16, before: Option<&SourceMap>, map: Option<&SourceMap>, rules: &BreakRules) -> Finding {
    let id = id("break", source, year);
    match (before, map) {
        (_, None) => Finding::new(id, State::Insufficient, "points").because("too_few_rows"),
        (None, Some(_)) => Finding::new(id, State::NotApplicable, "points").because("first_map"),
        (Some(before), Some(map)) => {
            let distance = map.distance(before);
            let broken = distance >= rules.threshold;
            let (state, reason) = if broken { (State::Flagged, "map_changed") } else { (State::Clear, "map_kept") };
            Finding { value: Some(distance), ..Finding::new(id, state, "points") }.because(reason)
        }
    }
}

fn id(measure: &str, source: &str, year: i16) -> FindingId {
    FindingId { method: ID.into(), measure: measure.into(), subject: source.into(), period: year.to_string() }
}

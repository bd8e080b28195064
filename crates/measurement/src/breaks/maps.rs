//! Breaks of a source's map between editions. Only the ends of the observed raw range are compared: two lines that
//! agree there agree everywhere between, and a slope alone would mistake a shifted intercept for a break.

use super::fit::{SourceMap, fit_source};
use super::rules::BreakRules;
use crate::panel::Panel;
use std::collections::BTreeSet;

/// A change of a source's map.
#[derive(Debug, Clone, PartialEq)]
pub struct MapBreak {
    /// The source's code.
    pub source: String,
    /// The first edition with the new map.
    pub edition: i16,
    /// The map of the last edition before that has one.
    pub before: SourceMap,
    /// The map of this edition.
    pub after: SourceMap,
}

/// The breaks of every source that has raw values, in editions `from..=to`, by source, then edition. `raw` holds each
/// source's own fixed scale in place of scores, joined to the edition that used it.
pub fn detect(panel: &Panel, raw: &Panel, from: i16, to: i16, rules: &BreakRules) -> Vec<MapBreak> {
    let years = from..=to;
    let codes: BTreeSet<&str> =
        raw.editions.values().flat_map(|edition| &edition.sources).map(String::as_str).collect();
    let mut breaks = Vec::new();
    for code in codes {
        let mut last: Option<SourceMap> = None;
        for (year, edition) in panel.editions.iter().filter(|(year, _)| years.contains(*year)) {
            let fitted = raw.editions.get(year).and_then(|raw| fit_source(edition, raw, code, rules));
            let Some(after) = fitted else { continue };
            if let Some(before) = last.filter(|before| after.distance(before) >= rules.threshold) {
                breaks.push(MapBreak { source: code.to_owned(), edition: *year, before, after });
            }
            last = Some(after);
        }
    }
    breaks
}

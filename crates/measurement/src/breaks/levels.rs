//! Breaks seen without raw values. A source with a handful of categories shows its map in the handful of scores it
//! gives; when many countries suddenly stand on scores nobody had before, the map or the categories have changed.

use super::rules::BreakRules;
use crate::panel::{Edition, Panel};
use std::collections::BTreeSet;

/// A source's set of values in two editions that follow each other.
#[derive(Debug, Clone, PartialEq)]
pub struct LevelChange {
    /// The source's code.
    pub source: String,
    /// The first edition with the new values.
    pub edition: i16,
    /// The distinct values of the previous edition that has the source, ascending.
    pub before: Vec<f64>,
    /// The distinct values of this edition, ascending.
    pub after: Vec<f64>,
    /// Share of the edition's rows that stand on none of the values before.
    pub off_share: f64,
}

impl LevelChange {
    /// Whether it is a break: a level that a handful of countries reach for the first time is none.
    pub fn is_break(&self, rules: &BreakRules) -> bool {
        self.off_share >= rules.off_level_share
    }
}

/// The breaks of all sources with few levels in editions `from..=to`, by source, then edition.
pub fn detect_levels(panel: &Panel, from: i16, to: i16, rules: &BreakRules) -> Vec<LevelChange> {
    level_changes(panel, from, to, rules).into_iter().filter(|change| change.is_break(rules)).collect()
}

/// All comparisons of sources with few levels in editions `from..=to`, breaks or not, by source, then edition. Both
/// editions compared must have few levels.
pub fn level_changes(panel: &Panel, from: i16, to: i16, rules: &BreakRules) -> Vec<LevelChange> {
    let editions: Vec<&Edition> = panel.editions.range(from..=to.max(from)).map(|(_, edition)| edition).collect();
    let codes: BTreeSet<&str> = editions.iter().flat_map(|edition| &edition.sources).map(String::as_str).collect();
    let mut changes = Vec::new();
    for code in codes {
        let mut last: Option<Vec<f64>> = None;
        for edition in &editions {
            let values = edition.values(code);
            if values.len() < rules.min_rows as usize {
                continue;
            }
            let after = levels(&values);
            if let Some(before) = last.replace(after.clone())
                && before.len().max(after.len()) <= rules.max_levels as usize
            {
                let off = values.iter().filter(|value| !stands_on(&before, **value, rules.level_tolerance)).count();
                let off_share = off as f64 / values.len() as f64;
                changes.push(LevelChange { source: code.to_owned(), edition: edition.year, before, after, off_share });
            }
        }
    }
    changes
}

fn levels(values: &[f64]) -> Vec<f64> {
    let mut levels = values.to_vec();
    levels.sort_by(f64::total_cmp);
    levels.dedup();
    levels
}

fn stands_on(levels: &[f64], value: f64, tolerance: f64) -> bool {
    levels.iter().any(|level| (level - value).abs() <= tolerance)
}

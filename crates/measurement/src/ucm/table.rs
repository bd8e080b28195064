//! The checked input of a fit, source by source. Units and sources are put in the order of their names, so that sums
//! run in one order whatever the order of the file, and equal data give equal bytes.

use super::{Indicator, UcmError};
use std::collections::BTreeSet;

/// One source: by unit, its value.
pub(super) type Column = Vec<Option<f64>>;

/// Units by sources, both sorted by name.
pub(super) struct Table<'a> {
    pub(super) units: Vec<&'a str>,
    pub(super) sources: Vec<&'a str>,
    pub(super) representative: Vec<bool>,
    pub(super) columns: Vec<Column>,
    /// By unit of the input, its place here.
    pub(super) unit_place: Vec<usize>,
    /// By source of the input, its place here.
    pub(super) source_place: Vec<usize>,
}

impl<'a> Table<'a> {
    pub(super) fn new(indicator: &'a Indicator) -> Result<Self, UcmError> {
        check(indicator)?;
        let (unit_order, unit_place) = sorted(&indicator.units);
        let (source_order, source_place) = sorted(&indicator.sources);
        let column = |&source: &usize| unit_order.iter().map(|&unit| indicator.values[unit][source]).collect();
        Ok(Self {
            units: unit_order.iter().map(|&unit| indicator.units[unit].as_str()).collect(),
            sources: source_order.iter().map(|&source| indicator.sources[source].as_str()).collect(),
            representative: source_order.iter().map(|&source| indicator.representative[source]).collect(),
            columns: source_order.iter().map(column).collect(),
            unit_place,
            source_place,
        })
    }
}

/// The order by name, and its inverse.
fn sorted(names: &[String]) -> (Vec<usize>, Vec<usize>) {
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by(|&a, &b| names[a].cmp(&names[b]));
    let mut place = vec![0; names.len()];
    for (new, &old) in order.iter().enumerate() {
        place[old] = new;
    }
    (order, place)
}

fn check(indicator: &Indicator) -> Result<(), UcmError> {
    let Indicator { units, sources, values, representative } = indicator;
    if units.len() != values.len() || sources.len() != representative.len() {
        return Err(UcmError::Lengths {
            units: units.len(),
            rows: values.len(),
            sources: sources.len(),
            flags: representative.len(),
        });
    }
    for names in [units, sources] {
        let mut seen = BTreeSet::new();
        if let Some(twice) = names.iter().find(|name| !seen.insert(*name)) {
            return Err(UcmError::Twice(twice.clone()));
        }
    }
    for (unit, row) in units.iter().zip(values) {
        if row.len() != sources.len() {
            return Err(UcmError::Shape { unit: unit.clone(), found: row.len(), expected: sources.len() });
        }
        let bad = row.iter().position(|value| value.is_some_and(|value| !value.is_finite()));
        if let Some(source) = bad {
            return Err(UcmError::NotFinite { unit: unit.clone(), source_code: sources[source].clone() });
        }
    }
    Ok(())
}

/// Number, mean and sample variance (ddof 1) of some values.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moments {
    pub(super) n: usize,
    pub(super) mean: f64,
    pub(super) variance: f64,
}

/// The moments in two passes; mean 0 of no values, variance 0 of fewer than two.
pub(super) fn moments(values: impl Iterator<Item = f64> + Clone) -> Moments {
    let n = values.clone().count();
    let mean = values.clone().sum::<f64>() / n.max(1) as f64;
    let variance = values.map(|value| (value - mean) * (value - mean)).sum::<f64>() / n.saturating_sub(1).max(1) as f64;
    Moments { n, mean, variance }
}

/// Pairs of values of the units that have both.
pub(super) fn both<'a>(
    one: impl IntoIterator<Item = Option<f64>> + 'a,
    other: impl IntoIterator<Item = Option<f64>> + 'a,
) -> Vec<(f64, f64)> {
    one.into_iter().zip(other).filter_map(|(a, b)| a.zip(b)).collect()
}

/// A variance this small beside the square of the mean is the rounding noise of equal values.
pub(super) fn is_constant(moments: Moments) -> bool {
    moments.variance <= 1e-24 * moments.mean * moments.mean || moments.variance <= 0.0
}

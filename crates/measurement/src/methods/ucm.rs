//! # What it finds
//! The hidden quality that many sources measure with different scales and errors: an estimate with a standard error for
//! every unit, however few sources see it, and the line and noise of every source.
//!
//! # Why it matters
//! A plain mean gives every source the same weight and compares countries seen by different instruments. The model puts
//! each source on one scale, weighs it by its noise, and says how uncertain each estimate is.
//!
//! # Formula
//! y_jk = alpha_k + beta_k * (g_j + e_jk), g ~ N(0, 1), e_jk ~ N(0, sigma_k^2):
//!
//!     representative sources: one-factor maximum likelihood on pairwise correlations gives alpha, beta, sigma
//!     g_j  = sum_k (y_jk - alpha_k) / (beta_k sigma_k^2) / (1 + sum_k 1 / sigma_k^2)
//!     se_j = 1 / sqrt(1 + sum_k 1 / sigma_k^2)
//!     other sources: regression on g with errors-in-variables correction, then g and se again with all sources
//!     standardised over all units of the group; percentile = 100 * (units at or below - 1) / (N - 1)
//!
//! # Exclusions
//! Units that no usable source covers are `insufficient`; sources that cover too few units, or give all units the same
//! value, are left out.
//!
//! # Source
//! Kaufmann, Kraay and Mastruzzi (2010), The Worldwide Governance Indicators: Methodology and Analytical Issues, World
//! Bank Policy Research Working Paper 5430; replication package of the 2022 update.

use crate::ucm::{Estimate, Fit, Indicator, Settings, fit};
use probity_core::kernel::ErasedKernel;
use probity_core::parameter::ParameterError;
use probity_core::{
    Evidence, Finding, FindingId, Input, Interval, Kernel, Method, Origin, Parameters, RowView, State, canonical,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Unobserved components.
pub struct Ucm;

const ID: &str = "ucm";
const CELLS: Input = Input {
    register: "governance-scores",
    columns: &["group", "unit", "source", "representative", "value"],
    required: true,
};

impl Method for Ucm {
    fn id(&self) -> &'static str {
        ID
    }

    fn source(&self) -> &'static str {
        include_str!("ucm.rs")
    }

    fn inputs(&self) -> &'static [Input] {
        &[CELLS]
    }

    fn kernel(&self, parameters: &Parameters) -> Result<Box<dyn ErasedKernel>, ParameterError> {
        Ok(Box::new(Groups { settings: Settings::from_parameters(parameters)? }))
    }
}

struct Groups {
    settings: Settings,
}

struct Row<'a> {
    group: &'a str,
    unit: &'a str,
    source: &'a str,
    cell: Cell,
    import: u64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Cell {
    value: f64,
    representative: bool,
    origin: Origin,
}

/// By import, then unit, then source. The latest import that holds a group counts.
type Cells = BTreeMap<u64, BTreeMap<String, BTreeMap<String, Cell>>>;

impl Kernel for Groups {
    type Row<'a> = Row<'a>;
    type Key = String;
    type State = Cells;

    fn row<'a>(&self, _input: usize, row: &'a dyn RowView) -> Option<Row<'a>> {
        let cell = Cell { value: row.number(4)?, representative: row.integer(3)? != 0, origin: row.origin() };
        Some(Row { group: row.text(0)?, unit: row.text(1)?, source: row.text(2)?, cell, import: row.import() })
    }

    fn key(&self, row: &Row<'_>) -> Option<String> {
        Some(row.group.to_owned())
    }

    fn observe(&self, state: &mut Cells, row: &Row<'_>) {
        put(state, row.import, row.unit.to_owned(), row.source.to_owned(), row.cell.clone());
    }

    fn merge(&self, into: &mut Cells, other: Cells) {
        for (import, units) in other {
            for (unit, cells) in units {
                for (source, cell) in cells {
                    put(into, import, unit.clone(), source, cell);
                }
            }
        }
    }

    fn finish(&self, group: &String, state: Cells) -> Vec<Finding> {
        let Some((_, units)) = state.into_iter().next_back() else { return Vec::new() };
        match fit(&indicator(&units), &self.settings) {
            Ok(fitted) => findings(group, &units, &fitted, self.settings.z),
            Err(_) => units.keys().map(|unit| none(group, unit, "no_fit")).collect(),
        }
    }
}

fn put(state: &mut Cells, import: u64, unit: String, source: String, cell: Cell) {
    let cells = state.entry(import).or_default().entry(unit).or_default();
    let first = cells.get(&source).is_none_or(|there| cell.origin < there.origin);
    if first {
        cells.insert(source, cell);
    }
}

fn indicator(units: &BTreeMap<String, BTreeMap<String, Cell>>) -> Indicator {
    let mut representative: BTreeMap<&String, bool> = BTreeMap::new();
    for (source, cell) in units.values().flatten() {
        *representative.entry(source).or_default() |= cell.representative;
    }
    let value = |cells: &BTreeMap<String, Cell>| {
        representative.keys().map(|source| cells.get(*source).map(|cell| cell.value)).collect()
    };
    Indicator {
        units: units.keys().cloned().collect(),
        values: units.values().map(value).collect(),
        representative: representative.values().copied().collect(),
        sources: representative.keys().map(|source| (*source).clone()).collect(),
    }
}

fn findings(group: &str, units: &BTreeMap<String, BTreeMap<String, Cell>>, fitted: &Fit, z: f64) -> Vec<Finding> {
    let estimates: BTreeMap<&str, &Estimate> =
        fitted.estimates.iter().map(|estimate| (estimate.unit.as_str(), estimate)).collect();
    let mut findings = Vec::new();
    for (unit, cells) in units {
        let Some(estimate) = estimates.get(unit.as_str()) else {
            findings.push(none(group, unit, "no_source"));
            continue;
        };
        let evidence: Arc<[Evidence]> = cells.iter().map(evidence).collect();
        findings.extend(of_unit(group, estimate, z).map(|finding| finding.on(evidence.clone())));
    }
    for source in &fitted.sources {
        let number = |measure: &str, value: f64| {
            Finding::value(id(measure, &source.source, group), value, "standard deviations")
        };
        findings.extend([number("alpha", source.alpha), number("beta", source.beta), number("sigma", source.sigma)]);
    }
    findings
}

/// The estimate with an interval of `z` standard errors, and the percentile rank between its bounds.
fn of_unit(group: &str, estimate: &Estimate, z: f64) -> [Finding; 4] {
    let number =
        |measure: &str, value: f64, unit: &str| Finding::value(id(measure, &estimate.unit, group), value, unit);
    let half = z * estimate.se;
    [
        Finding {
            interval: Interval::closed(estimate.estimate - half, estimate.estimate + half),
            ..number("estimate", estimate.estimate, "standard deviations")
        },
        number("se", estimate.se, "standard deviations"),
        number("sources", estimate.n as f64, "sources"),
        Finding {
            interval: Interval::closed(estimate.percentile_low, estimate.percentile_high),
            ..number("percentile", estimate.percentile, "percentile")
        },
    ]
}

fn evidence((source, cell): (&String, &Cell)) -> Evidence {
    Evidence {
        register: CELLS.register.to_owned(),
        role: source.clone(),
        value: canonical::number(cell.value),
        origin: cell.origin.clone(),
    }
}

fn none(group: &str, unit: &str, reason: &str) -> Finding {
    Finding::new(id("estimate", unit, group), State::Insufficient, "standard deviations").because(reason)
}

fn id(measure: &str, subject: &str, group: &str) -> FindingId {
    FindingId { method: ID.into(), measure: measure.into(), subject: subject.into(), period: group.into() }
}

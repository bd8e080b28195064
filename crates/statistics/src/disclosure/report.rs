//! A protected table as rows of text: what is published, the attack that proves it, and the summary. The bounds of the
//! attack follow from public data, but what was needed does not: the report of the attack stays inside.

use super::protect::{CellOutcome, Outcome, Protected};
use super::{Method, Ratio, Table};
use crate::cube::{ConfStatus, ObsStatus};
use serde_json::{Value, json};

/// A header and rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Names of the columns.
    pub header: Vec<String>,
    /// Rows, each as long as the header.
    pub rows: Vec<Vec<String>>,
}

/// `table.csv`: every cell with its value or without, and why.
pub fn published(table: &Table, protected: &Protected) -> Sheet {
    let row = |(index, outcome): (usize, &CellOutcome)| {
        let mut row: Vec<String> = table.codes(index).into_iter().map(str::to_owned).collect();
        let (value, status, confidentiality) = match outcome {
            CellOutcome::Published => (table.text(table.cells()[index].value), ObsStatus::Normal, ConfStatus::Free),
            CellOutcome::Suppressed(why) => (String::new(), ObsStatus::Suppressed, *why),
        };
        row.extend([value, status.code().to_owned(), confidentiality.code().to_owned()]);
        row
    };
    Sheet { header: header(table), rows: protected.cells.iter().enumerate().map(row).collect() }
}

/// The columns of a published table.
pub(super) fn header(table: &Table) -> Vec<String> {
    let statuses = ["OBS_VALUE", "OBS_STATUS", "CONF_STATUS"].map(str::to_owned);
    table.dimensions().iter().cloned().chain(statuses).collect()
}

/// `attack.csv`: what an attacker can find out about every withheld cell, and what was needed.
pub fn attack(table: &Table, protected: &Protected) -> Sheet {
    let end = |end: Option<Ratio>, none: &str| end.map_or(none.to_owned(), |end| end.text(table.scale()));
    let row = |bounds: &super::Bounds| {
        let needed = |pick: fn(&(Ratio, Ratio)) -> Ratio| {
            bounds.needed.as_ref().map(|needed| pick(needed).text(table.scale())).unwrap_or_default()
        };
        vec![
            table.id(bounds.cell),
            end(bounds.low, "-inf"),
            end(bounds.high, "inf"),
            needed(|needed| needed.0),
            needed(|needed| needed.1),
        ]
    };
    let header = ["cell", "low", "high", "needed_low", "needed_high"].map(str::to_owned).to_vec();
    Sheet { header, rows: protected.bounds.iter().map(row).collect() }
}

/// `summary.json`.
pub fn summary(table: &Table, protected: &Protected) -> Value {
    let count = |wanted: fn(&CellOutcome) -> bool| protected.cells.iter().filter(|cell| wanted(cell)).count();
    let groups: Vec<Value> = (protected.groups.iter())
        .map(|group| json!({"line": group.line, "cell": group.cell, "frequency": group.frequency}))
        .collect();
    json!({
        "cells": table.cells().len(),
        "primary": count(|cell| matches!(cell, CellOutcome::Suppressed(why) if *why != ConfStatus::Secondary)),
        "secondary": count(|cell| *cell == CellOutcome::Suppressed(ConfStatus::Secondary)),
        "published": count(|cell| *cell == CellOutcome::Published),
        "method": match protected.method {
            Method::Auto => "auto",
            Method::Optimal => "optimal",
            Method::Heuristic => "heuristic",
            Method::Round => "round",
        },
        "optimal": protected.optimal,
        "group_disclosure": groups,
        "rounds": protected.rounds,
        "safe": protected.outcome == Outcome::Safe,
        "exposed": protected.exposed,
        "open_singleton_lines": protected.open_lines,
    })
}

//! Sources of governance indicators: one file an indicator and year, `unit` and one column a source (0–1), alone or
//! listed in a plan. Units keep the codes of the file (ROM, ZAR): the publisher's own results use them too.

use super::checks::{Duplicates, duplicate};
use super::header::Header;
use super::number::{here, number};
use super::report::{Reading, Report};
use super::simple::{Fixed, close, row_fault, table};
use crate::format::{Flow, Input, Leniency, Row, RowSink};
use probity_core::{Diagnostic, Place};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// One source's value of one unit in one group (an indicator and year).
#[derive(Debug, Clone, PartialEq)]
pub struct GovernanceCell {
    /// The fit it belongs to, such as `cc2021`.
    pub group: Arc<str>,
    /// The unit's code as in the file.
    pub unit: Arc<str>,
    /// The source's code as in the file.
    pub source: Arc<str>,
    /// Whether the source covers a representative set of units.
    pub representative: bool,
    /// The value, 0–1.
    pub value: f64,
    /// Where it stands.
    pub place: Place,
}

/// One line of a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanRow {
    /// The name of the fit.
    pub group: String,
    /// The file of its sources, relative to the plan.
    pub sources: String,
    /// The codes of the representative sources.
    pub representative: Vec<String>,
    /// Where it stands.
    pub place: Place,
}

/// One group as columns: what a fit needs.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GovernanceTable {
    /// The group.
    pub group: String,
    /// The units, sorted.
    pub units: Vec<String>,
    /// The sources, in the file's order.
    pub sources: Vec<String>,
    /// Whether each source is representative.
    pub representative: Vec<bool>,
    /// For each source, one value a unit.
    pub values: Vec<Vec<Option<f64>>>,
}

/// Spreadsheet errors and dots that stand for "missing" in the publisher's loading books.
const MISSING: [&str; 6] = ["#N/A", "..", "#DIV/0!", "#VALUE!", "#REF!", "#NUM!"];

/// Reads one file of a group.
pub fn governance(input: &Input, group: &str, representative: &[String]) -> Reading<GovernanceCell> {
    Reading::collect(|sink| governance_into(input, group, representative, sink))
}

/// [`governance`] as a stream.
pub fn governance_into(
    input: &Input,
    group: &str,
    representative: &[String],
    sink: &mut dyn FnMut(GovernanceCell),
) -> Report {
    let mut reader = Reader {
        file: input.name(),
        group: Arc::from(group),
        wanted: representative,
        unit: 0,
        sources: Vec::new(),
        seen: Duplicates::default(),
        sink,
        report: Report::default(),
    };
    let outcome = table(input, Leniency::default(), &mut reader);
    let report = reader.report;
    if let Err(fault) = outcome {
        return Report::unusable(fault);
    }
    close(input.name(), report)
}

struct Reader<'a> {
    file: &'a str,
    group: Arc<str>,
    wanted: &'a [String],
    unit: usize,
    sources: Vec<(usize, Arc<str>, bool)>,
    seen: Duplicates<String>,
    sink: &'a mut dyn FnMut(GovernanceCell),
    report: Report,
}

impl RowSink for Reader<'_> {
    fn header(&mut self, row: &Row) -> Flow {
        let (header, diagnostics) = Header::new(self.file, row);
        self.report.diagnostics.extend(diagnostics);
        match header.require("unit") {
            Ok(unit) => self.unit = unit,
            Err(fault) => self.report.diagnostics.push(fault),
        }
        for (index, name) in header.names().iter().enumerate() {
            if index != self.unit && !name.is_empty() && !matches!(name.as_str(), "group" | "country" | "year") {
                self.sources.push((index, Arc::from(name.as_str()), self.wanted.contains(name)));
            }
        }
        for code in self.wanted.iter().filter(|code| header.find(code).is_none()) {
            self.report.diagnostics.push(
                Diagnostic::error(
                    "column-missing",
                    self.file,
                    format!("the plan names `{code}` as representative, but the file has no such column"),
                )
                .at(row.whole())
                .field(code.clone())
                .found(header.names().join(", "))
                .hint("correct the plan's `representative`, or the file"),
            );
        }
        if self.sources.is_empty() {
            let fault = Diagnostic::error("no-source", self.file, "no column of the file is a source").at(row.whole());
            self.report.diagnostics.push(fault.expected("`unit` and one column a source, with values from 0 to 1"));
        }
        if self.report.diagnostics.iter().any(Diagnostic::is_error) {
            self.report.unusable = true;
            return Flow::Stop;
        }
        Flow::Continue
    }

    fn row(&mut self, row: &Row) -> Flow {
        let mut errors = Vec::new();
        let unit: Arc<str> = Arc::from(row.text(self.unit));
        if unit.is_empty() {
            errors.push(here(
                Diagnostic::error("unit-missing", self.file, "the unit's code is missing"),
                row,
                self.unit,
                "unit",
            ));
        } else if let Some(earlier) = self.seen.earlier(unit.to_string(), row.line()) {
            errors.push(duplicate(self.file, row, self.unit, &unit, earlier).field("unit").expected("one row a unit"));
        }
        let mut cells = Vec::new();
        for (index, source, representative) in &self.sources {
            if MISSING.contains(&row.text(*index)) {
                continue;
            }
            match number(self.file, row, *index, source) {
                Ok(Some(value)) if !(0.0..=1.0).contains(&value) => {
                    let fault = Diagnostic::error("out-of-range", self.file, "the value lies outside 0 to 1");
                    errors.push(here(fault, row, *index, source).expected("a value from 0 (worst) to 1 (best)"));
                }
                Ok(value) => cells.extend(value.map(|value| GovernanceCell {
                    group: self.group.clone(),
                    unit: unit.clone(),
                    source: source.clone(),
                    representative: *representative,
                    value,
                    place: row.place(*index),
                })),
                Err(fault) => errors.push(fault),
            }
        }
        if self.report.row(errors) {
            cells.into_iter().for_each(&mut self.sink);
        }
        self.report.flow()
    }

    fn fault(&mut self, diagnostic: Diagnostic) -> Flow {
        row_fault(&mut self.report, diagnostic)
    }
}

/// Reads a plan: `group,sources,representative`.
pub fn plan(input: &Input) -> Reading<PlanRow> {
    let (file, mut seen) = (input.name(), BTreeSet::new());
    Reading::collect(|sink| {
        Fixed::run(input, &["group", "sources", "representative"], &[], sink, &mut |row, columns, _| {
            let [Some(at_group), Some(at), Some(at_codes)] = columns[..] else { return Ok(None) };
            let empty = |index: usize, field: &str| {
                here(Diagnostic::error("cell-missing", file, "the cell is empty"), row, index, field)
            };
            let (group, sources) = (row.text(at_group).to_owned(), row.text(at).to_owned());
            let mut faults = Vec::new();
            if group.is_empty() {
                faults.push(empty(at_group, "group"));
            } else if !seen.insert(group.clone()) {
                faults.push(here(
                    Diagnostic::error("duplicate-row", file, "the group is in the plan twice"),
                    row,
                    at_group,
                    "group",
                ));
            }
            if sources.is_empty() {
                faults.push(empty(at, "sources").expected("the path of a file, relative to the plan"));
            }
            if !faults.is_empty() {
                return Err(faults);
            }
            let representative = row.text(at_codes).split_whitespace().map(str::to_owned).collect();
            Ok(Some(PlanRow { group, sources, representative, place: row.whole() }))
        })
    })
}

/// The groups of these records as columns; units and groups sorted, sources in the order of their columns.
pub fn governance_tables(cells: &[GovernanceCell]) -> Vec<GovernanceTable> {
    let mut groups: BTreeMap<&str, Vec<&GovernanceCell>> = BTreeMap::new();
    for cell in cells {
        groups.entry(&cell.group).or_default().push(cell);
    }
    groups.into_iter().map(|(group, cells)| group_table(group, &cells)).collect()
}

fn group_table(group: &str, cells: &[&GovernanceCell]) -> GovernanceTable {
    let units: BTreeSet<&str> = cells.iter().map(|cell| &*cell.unit).collect();
    let units: Vec<&str> = units.into_iter().collect();
    let mut sources: BTreeMap<&str, (u32, bool)> = BTreeMap::new();
    for cell in cells {
        sources.entry(&cell.source).or_insert((cell.place.column, cell.representative));
    }
    let mut order: Vec<(u32, &str, bool)> =
        sources.into_iter().map(|(source, (column, flag))| (column, source, flag)).collect();
    order.sort_unstable();
    let mut values = vec![vec![None; units.len()]; order.len()];
    for cell in cells {
        let source = order.iter().position(|(_, source, _)| *source == &*cell.source);
        if let (Some(source), Ok(unit)) = (source, units.binary_search(&&*cell.unit)) {
            values[source][unit] = Some(cell.value);
        }
    }
    GovernanceTable {
        group: group.to_owned(),
        units: units.into_iter().map(str::to_owned).collect(),
        sources: order.iter().map(|(_, source, _)| (*source).to_owned()).collect(),
        representative: order.iter().map(|(_, _, flag)| *flag).collect(),
        values,
    }
}

//! Scores of sources, one record a country, edition and source: a panel with one column a source (0–100 once
//! standardised, or on the sources' own scales), or a workbook as published.

use super::checks::{Codes, Duplicates, Zeros, duplicate};
use super::codes::countries;
use super::header::Header;
use super::names::{column_role, nearest, source_code};
use super::number::{here, number, year};
use super::report::{Reading, Report};
use super::simple::table;
use crate::format::{Flow, Input, Kind, Leniency, Row, RowSink};
use probity_core::{Diagnostic, Place};
use std::sync::Arc;

/// One source's score of one country in one edition.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoreCell {
    /// The edition's year.
    pub edition: i16,
    /// The country's code.
    pub iso3: Arc<str>,
    /// The country's name as published.
    pub country: Arc<str>,
    /// The source's code.
    pub source: Arc<str>,
    /// The score: 0–100 for standardised scores, the source's own unit for raw ones.
    pub value: f64,
    /// Where it stands.
    pub place: Place,
}

/// Standardised scores (0–100) from a panel or a published workbook.
pub fn scores(input: &Input) -> Reading<ScoreCell> {
    Reading::collect(|sink| scores_into(input, &mut |cell| sink(cell.clone())))
}

/// [`scores`] as a stream: `sink` borrows each cell, which is then used again for the next. When the report says
/// unusable, what was given must be thrown away.
pub fn scores_into(input: &Input, sink: &mut dyn FnMut(&ScoreCell)) -> Report {
    match input.kind() {
        Err(fault) => Report::unusable(fault),
        Ok(Kind::Workbook) => super::scores_book::read(input, sink),
        Ok(_) => panel_into(input, Scale::Standard, sink),
    }
}

/// Scores on the sources' own fixed scales, from a panel.
pub fn raw(input: &Input) -> Reading<ScoreCell> {
    Reading::collect(|sink| raw_into(input, &mut |cell| sink(cell.clone())))
}

/// [`raw`] as a stream, like [`scores_into`].
pub fn raw_into(input: &Input, sink: &mut dyn FnMut(&ScoreCell)) -> Report {
    panel_into(input, Scale::Own, sink)
}

/// The panel reader, for panels saved as a workbook.
pub(super) fn panel_into_standard(input: &Input, sink: &mut dyn FnMut(&ScoreCell)) -> Report {
    panel_into(input, Scale::Standard, sink)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scale {
    Standard,
    Own,
}

fn panel_into(input: &Input, scale: Scale, sink: &mut dyn FnMut(&ScoreCell)) -> Report {
    let mut reader = Panel {
        file: input.name(),
        scale,
        sink,
        report: Report::default(),
        header: None,
        codes: Codes::default(),
        seen: Duplicates::default(),
        zeros: Zeros::default(),
        names: Vec::new(),
        values: Vec::new(),
    };
    let outcome = table(input, Leniency::default(), &mut reader);
    let Panel { mut report, zeros, names, .. } = reader;
    if let Err(fault) = outcome {
        return Report::unusable(fault);
    }
    if scale == Scale::Standard {
        for fault in zeros.faults(input.name(), &names) {
            report.condemn(fault);
        }
    }
    super::simple::close(input.name(), report)
}

struct Columns {
    year: usize,
    iso3: usize,
    country: Option<usize>,
    sources: Vec<(usize, Arc<str>)>,
}

struct Panel<'a> {
    file: &'a str,
    scale: Scale,
    sink: &'a mut dyn FnMut(&ScoreCell),
    report: Report,
    header: Option<Columns>,
    codes: Codes,
    seen: Duplicates<(i16, Arc<str>)>,
    zeros: Zeros,
    names: Vec<String>,
    /// The scores of the row at hand, one a source.
    values: Vec<Option<f64>>,
}

impl RowSink for Panel<'_> {
    fn header(&mut self, row: &Row) -> Flow {
        let (header, diagnostics) = Header::new(self.file, row);
        self.names = header.names().to_vec();
        let duplicated = diagnostics.iter().any(Diagnostic::is_error);
        self.report.diagnostics.extend(diagnostics);
        match header.require_all(["year", "iso3"]) {
            Ok([year, iso3]) if !duplicated => {
                let country = header.find("country");
                let sources = self.sources(&header, [Some(year), Some(iso3), country]);
                if sources.is_empty() {
                    self.report.condemn(no_source(self.file, row));
                    return Flow::Stop;
                }
                self.header = Some(Columns { year, iso3, country, sources });
                return self.report.flow();
            }
            Ok(_) => {}
            Err(faults) => self.report.diagnostics.extend(faults),
        }
        self.report.unusable = true;
        Flow::Stop
    }

    fn row(&mut self, row: &Row) -> Flow {
        let Some(columns) = self.header.take() else { return Flow::Stop };
        match self.read(&columns, row) {
            Ok((edition, iso3)) => {
                self.report.row(Vec::new());
                self.give(&columns, row, edition, iso3);
            }
            Err(errors) => drop(self.report.row(errors)),
        }
        self.header = Some(columns);
        self.report.flow()
    }

    fn fault(&mut self, diagnostic: Diagnostic) -> Flow {
        super::simple::row_fault(&mut self.report, diagnostic)
    }
}

impl Panel<'_> {
    /// The columns that are sources; says which are not, and which are not known.
    fn sources(&mut self, header: &Header, taken: [Option<usize>; 3]) -> Vec<(usize, Arc<str>)> {
        let mut sources: Vec<(usize, Arc<str>)> = Vec::new();
        for (index, name) in header.names().iter().enumerate() {
            if taken.contains(&Some(index)) || name.is_empty() {
                continue;
            }
            let say = |code: &str, message: &str| {
                Diagnostic::warning(code, self.file, message)
                    .at(header.place(index))
                    .found(name.clone())
                    .line(header.line())
            };
            let code = source_code(name);
            if code.is_none() && column_role(name).is_some() {
                self.report.warn(say("column-ignored", "this column is no source and is left out"));
                continue;
            }
            let code: Arc<str> = Arc::from(code.unwrap_or(name));
            if let Some((other, _)) = sources.iter().find(|(_, other)| *other == code) {
                let message = format!("columns {} and {} are the same source `{code}`", other + 1, index + 1);
                self.report.condemn(
                    Diagnostic::error("duplicate-column", self.file, message)
                        .at(header.place(index))
                        .field(name.clone())
                        .hint("delete one of them"),
                );
            }
            if source_code(name).is_none() && self.scale == Scale::Standard {
                let warning =
                    say("source-unknown", "no source of this name is known; it is taken as a source of its own");
                let near = nearest(
                    name,
                    ["afdb", "sgi", "bti", "eiu", "nit", "imd", "perc", "icrg", "vdem", "cpia", "eos", "wjp", "bps"]
                        .into_iter(),
                );
                self.report.warn(match near {
                    Some(near) => warning.hint(format!("did you mean `{near}`?")),
                    None => warning,
                });
            }
            sources.push((index, code));
        }
        sources
    }

    /// Edition and country of a row; its scores go into `values`.
    fn read(&mut self, columns: &Columns, row: &Row) -> Result<(i16, Arc<str>), Vec<Diagnostic>> {
        let mut errors = Vec::new();
        let edition = year(self.file, row, columns.year, "year").map_err(|fault| errors.push(fault)).ok();
        let iso3 = match self.codes.read(self.file, row, columns.iso3, "iso3") {
            Ok((code, warning)) => {
                self.report.diagnostics.extend(warning);
                Some(code)
            }
            Err(fault) => {
                errors.push(fault);
                None
            }
        };
        self.values.clear();
        for (index, source) in &columns.sources {
            match number(self.file, row, *index, source).and_then(|value| self.bounded(row, *index, source, value)) {
                Ok(value) => self.values.push(value),
                Err(fault) => errors.push(fault),
            }
        }
        let (Some(edition), Some(iso3)) = (edition, iso3) else { return Err(errors) };
        if let Some(earlier) = self.seen.earlier((edition, iso3.clone()), row.line()) {
            errors.push(duplicate(self.file, row, columns.iso3, &format!("{iso3} {edition}"), earlier));
        }
        if errors.is_empty() { Ok((edition, iso3)) } else { Err(errors) }
    }

    /// Counts and gives the scores of a good row.
    fn give(&mut self, columns: &Columns, row: &Row, edition: i16, iso3: Arc<str>) {
        let country = self.country(columns, row, &iso3);
        let source: Arc<str> = Arc::from("");
        let mut cell = ScoreCell { edition, iso3, country, source, value: 0.0, place: row.whole() };
        let counts = self.zeros.edition(edition, self.names.len());
        for ((index, source), value) in columns.sources.iter().zip(&self.values) {
            if let Some(count) = counts.get_mut(*index) {
                count.add(*value);
            }
            let Some(value) = value else { continue };
            cell.source.clone_from(source);
            cell.value = *value;
            cell.place.column = row.column(*index);
            (self.sink)(&cell);
        }
    }

    fn country(&self, columns: &Columns, row: &Row, iso3: &str) -> Arc<str> {
        let written = columns.country.map(|index| row.text(index)).filter(|name| !name.is_empty());
        let known = || countries().by_iso3(iso3).map_or(iso3, |country| country.name.as_str());
        Arc::from(written.unwrap_or_else(known))
    }

    fn bounded(&self, row: &Row, index: usize, source: &str, value: Option<f64>) -> Result<Option<f64>, Diagnostic> {
        match value {
            Some(value) if self.scale == Scale::Standard => in_bounds(self.file, row, index, source, value).map(Some),
            other => Ok(other),
        }
    }
}

/// A score from 0 to 100.
pub(super) fn in_bounds(file: &str, row: &Row, index: usize, source: &str, value: f64) -> Result<f64, Diagnostic> {
    if (0.0..=100.0).contains(&value) {
        return Ok(value);
    }
    let hint = match value {
        -999.0 | -99.0 | -9.0 | -1.0 | 999.0 | 9999.0 | -9999.0 => {
            "a number that stands for \"no data\" must be an empty cell"
        }
        _ => "correct it; scores on a source's own scale belong into the register perception-raw",
    };
    Err(here(Diagnostic::error("out-of-range", file, "the score lies outside 0 to 100"), row, index, source)
        .expected("a score from 0 (highly corrupt) to 100 (very clean)")
        .hint(hint))
}

fn no_source(file: &str, row: &Row) -> Diagnostic {
    Diagnostic::error("no-source", file, "no column of the file is a source")
        .at(row.whole())
        .found(row.texts().collect::<Vec<_>>().join(", "))
        .expected("one column a source, such as afdb, bti, eiu, gi, icrg, vdem, wjp")
        .hint("a table of scores already published belongs into the register perception-published")
}

//! Scores of sources from a published workbook.

use super::book::{Layout, choose, gathered, layouts, no_sheet};
use super::checks::Codes;
use super::number::{here, number};
use super::report::Report;
use super::scores::{ScoreCell, in_bounds};
use super::simple::close;
use crate::format::{self, Input, Row, Sheet};
use probity_core::Diagnostic;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Known sources a header needs to be taken for a table of sources.
const SOURCES_MIN: usize = 5;

/// Reads the workbook: a published book, or a panel saved as a workbook.
pub(super) fn read(input: &Input, sink: &mut dyn FnMut(&ScoreCell)) -> Report {
    let sheets = match format::sheets(input) {
        Ok(sheets) => sheets,
        Err(fault) => return Report::unusable(fault),
    };
    if is_panel(&sheets) {
        return super::scores::panel_into_standard(input, sink);
    }
    let found = layouts(&sheets).into_iter().filter(|layout| layout.sources.len() >= SOURCES_MIN).collect();
    let chosen = choose(&sheets, found);
    if chosen.is_empty() {
        return Report::unusable(no_sheet(
            input.name(),
            &sheets,
            "a header with a country column, a score column with its year, and at least 5 sources",
        ));
    }
    let mut book =
        Book { file: input.name(), sink, report: Report::default(), codes: Codes::default(), seen: BTreeMap::new() };
    book.report.diagnostics.extend(gathered(input.name(), &sheets, &chosen));
    for layout in &chosen {
        book.sheet(&sheets, layout);
    }
    close(input.name(), book.report)
}

/// Whether the first sheet with cells is a table `year, iso3, …`.
fn is_panel(sheets: &[Sheet]) -> bool {
    let header = sheets.iter().find_map(|sheet| sheet.rows.first());
    header
        .is_some_and(|row| ["year", "iso3"].iter().all(|name| row.texts().any(|text| text.eq_ignore_ascii_case(name))))
}

/// The scores of a country by source, and its row.
type Seen = (BTreeMap<&'static str, f64>, u64);

struct Book<'a> {
    file: &'a str,
    sink: &'a mut dyn FnMut(&ScoreCell),
    report: Report,
    codes: Codes,
    seen: BTreeMap<Arc<str>, (usize, Seen)>,
}

impl Book<'_> {
    fn sheet(&mut self, sheets: &[Sheet], layout: &Layout) {
        let zeros = zero_is_missing(sheets, layout);
        if zeros {
            let name = sheets[layout.sheet].name.as_deref().unwrap_or("?");
            let message =
                format!("the sheet `{name}` has no empty cell among its scores; its zeros are read as \"no data\"");
            self.report.warn(
                Diagnostic::warning("zero-read-as-missing", self.file, message)
                    .hint("the books of 2012 and 2013 write 0 where a source does not cover a country"),
            );
        }
        for row in layout.rows(sheets) {
            self.row(layout, row, zeros);
        }
    }

    fn row(&mut self, layout: &Layout, row: &Row, zeros: bool) {
        let mut errors = Vec::new();
        let country = self.country(layout, row).map_err(|fault| errors.push(fault)).ok();
        let mut values: BTreeMap<&'static str, (usize, f64)> = BTreeMap::new();
        for (index, source) in &layout.sources {
            let value =
                number(self.file, row, *index, source).map(|value| value.filter(|value| !(zeros && *value == 0.0)));
            match value
                .and_then(|value| value.map(|value| in_bounds(self.file, row, *index, source, value)).transpose())
            {
                Ok(Some(value)) => drop(values.insert(source, (*index, value))),
                Ok(None) => {}
                Err(fault) => errors.push(fault),
            }
        }
        if let Some((iso3, _)) = &country {
            let scores: BTreeMap<&'static str, f64> =
                values.iter().map(|(source, (_, value))| (*source, *value)).collect();
            match self.seen.get(iso3) {
                Some((sheet, (_, line))) if *sheet == layout.sheet => {
                    let message = format!("{iso3} is there twice: in rows {line} and {}", row.line());
                    errors.push(
                        here(
                            Diagnostic::error("duplicate-row", self.file, message),
                            row,
                            layout.column("country").unwrap_or(0),
                            "country",
                        )
                        .hint("delete one of the two rows; the first was kept"),
                    );
                }
                Some((_, (first, _))) => {
                    if *first != scores && errors.is_empty() {
                        let message = format!("two sheets give different scores for {iso3}; the first was kept");
                        self.report.warn(Diagnostic::warning("sheets-disagree", self.file, message).at(row.whole()));
                    }
                    return;
                }
                None => drop(self.seen.insert(iso3.clone(), (layout.sheet, (scores, row.line())))),
            }
        }
        if zeros {
            self.count(layout, row, values.len());
        }
        if self.report.row(errors)
            && let Some((iso3, country)) = country
        {
            for (source, (index, value)) in values {
                let (iso3, country, source) = (iso3.clone(), country.clone(), Arc::from(source));
                (self.sink)(&ScoreCell { edition: layout.year, iso3, country, source, value, place: row.place(index) });
            }
        }
    }

    /// Warns when the number of sources the book states is larger than that of scores other than 0.
    fn count(&mut self, layout: &Layout, row: &Row, found: usize) {
        let Some(column) = layout.column("n") else { return };
        if row.number(column).is_some_and(|stated| stated > found as f64) {
            let message = format!(
                "the book counts {} sources here, {found} have a score other than 0: a true score of 0 cannot be told from \"no data\"",
                row.text(column)
            );
            self.report.warn(here(Diagnostic::warning("zero-ambiguous", self.file, message), row, column, "n"));
        }
    }

    fn country(&mut self, layout: &Layout, row: &Row) -> Result<(Arc<str>, Arc<str>), Diagnostic> {
        let (iso3, name, warning) = layout.country(self.file, row, &mut self.codes)?;
        self.report.diagnostics.extend(warning);
        Ok((iso3, name))
    }
}

/// Whether the sheet writes 0 for "no data": every source cell is filled and a tenth of them are zero.
fn zero_is_missing(sheets: &[Sheet], layout: &Layout) -> bool {
    let (mut cells, mut zeros) = (0u32, 0u32);
    for row in layout.rows(sheets) {
        for (index, _) in &layout.sources {
            if row.text(*index).is_empty() {
                return false;
            }
            cells += 1;
            zeros += u32::from(row.number(*index) == Some(0.0));
        }
    }
    zeros >= 5 && zeros * 10 >= cells
}

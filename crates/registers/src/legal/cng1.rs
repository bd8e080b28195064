//! Form СНГ-1 of Kazakhstan, section 1: 32 kinds of offence by six columns. The table is found by its row of column
//! numbers, the row by its number, so that a moved or resized sheet is read all the same.

use super::cell::content;
use super::words::words;
use super::{Areas, Context, Layout, Reading, Record, file_area, observation};
use crate::format::{self, Input, Row, Sheet};
use crate::perception::Report;
use crate::perception::checks::Duplicates;
use crate::perception::number::here;
use crate::perception::simple::close;
use probity_core::{Diagnostic, Place};
use probity_statistics::cube::areas::named_in;
use probity_statistics::cube::{Dimension, Key, Period};

/// Rows of the form.
const ROWS: u32 = 32;
/// Columns of values of the form.
const COLUMNS: usize = 6;
/// What the form calls the column of row numbers.
const NUMBERS: &str = "Б";
/// The form's number, in Cyrillic; also seen with a Latin C.
const NAMES: [&str; 2] = ["СНГ-1", "CНГ-1"];

/// Where the table stands.
pub(super) struct Table<'s> {
    sheet: &'s Sheet,
    /// First row below the row of column numbers.
    first: usize,
    /// The column of row numbers; the six values follow it.
    numbers: usize,
}

/// The table of section 1: a sheet that names the form, with a row `Б, 1, 2, 3, 4, 5, 6`. Sections 2 and 3 have other
/// numbers of columns.
pub(super) fn table(sheets: &[Sheet]) -> Option<Table<'_>> {
    let named = |sheet: &Sheet| {
        sheet.rows.iter().take(10).flat_map(Row::texts).any(|text| NAMES.iter().any(|name| text.contains(name)))
    };
    if !sheets.iter().any(named) {
        return None;
    }
    sheets.iter().find_map(|sheet| {
        sheet.rows.iter().take(20).enumerate().find_map(|(at, row)| {
            let numbers = (0..row.len()).find(|index| row.text(*index) == NUMBERS)?;
            let counted = (1..=COLUMNS).all(|n| row.text(numbers + n) == n.to_string());
            let ended = row.text(numbers + COLUMNS + 1).is_empty();
            (counted && ended).then_some(Table { sheet, first: at + 1, numbers })
        })
    })
}

/// Reads the 192 cells.
pub(super) fn read(input: &Input, sheets: &[Sheet], context: &Context, sink: &mut dyn FnMut(Record)) -> Reading {
    let layout = Some(Layout::KzCng1);
    let Some(table) = table(sheets) else {
        let fault = Diagnostic::error("header-missing", input.name(), "section 1 of form СНГ-1 is not in this file")
            .expected("a row of column numbers: Б, 1, 2, 3, 4, 5, 6")
            .hint("is this the form? --layout auto recognises others");
        return Reading::unusable(layout, fault);
    };
    let mut form = Form { input, table, key: Key::default(), title: String::new(), report: Report::default() };
    let mut areas = Areas::default();
    form.head(context, &mut areas);
    form.rows(sink);
    Reading { layout, release: None, report: close(input.name(), form.report) }
}

struct Form<'a> {
    input: &'a Input,
    table: Table<'a>,
    key: Key,
    title: String,
    report: Report,
}

impl Form<'_> {
    /// Area, period and title of the file.
    fn head(&mut self, context: &Context, areas: &mut Areas) {
        let (code, warning) = file_area(self.input, context);
        self.report.diagnostics.extend(warning);
        let period = context.period.map_or_else(|| "_U".to_owned(), |period| period.to_string());
        let frequency = context.period.map_or("A", Period::frequency);
        match context.period {
            None => self.report.warn(
                Diagnostic::warning("period-missing", self.input.name(), "the form does not say its period")
                    .hint("give it with --period, such as --period 2022; TIME_PERIOD is _U (unknown)"),
            ),
            Some(period) => {
                let place = Row::default();
                self.report.diagnostics.extend(areas.check(self.input.name(), &code, period, &place, 0).map(whole));
            }
        }
        // A workbook without a readable title is as good as one with it.
        self.title = format::title(self.input).ok().flatten().unwrap_or_default();
        if let Some(named) = named_in(&self.title).filter(|named| !context.areas.is_empty() && named.code != code) {
            let message =
                format!("the workbook's title names {} ({}), the list of areas says {code}", named.en, named.code);
            self.report.warn(
                Diagnostic::warning("area-differs", self.input.name(), message)
                    .found(self.title.clone())
                    .hint("check the list of areas: it is what counts"),
            );
        }
        self.key = Key::default()
            .with(Dimension::Freq, frequency)
            .with(Dimension::RefArea, code)
            .with(Dimension::TimePeriod, period);
    }

    fn rows(&mut self, sink: &mut dyn FnMut(Record)) {
        let mut seen: Duplicates<u32> = Duplicates::default();
        let numbers = self.table.numbers;
        for row in &self.table.sheet.rows[self.table.first..] {
            let text = row.text(numbers);
            let Some(number) = text.parse::<u32>().ok().filter(|number| (1..=ROWS).contains(number)) else {
                if row.texts().skip(numbers + 1).any(|text| !text.is_empty()) {
                    let fault =
                        Diagnostic::error("row-unknown", self.input.name(), "the form has no row of this number");
                    let fault = here(fault, row, numbers, NUMBERS).expected("a row number from 1 to 32");
                    self.report.row(vec![fault]);
                }
                continue;
            };
            if let Some(earlier) = seen.earlier(number, row.line()) {
                let message = format!("row {number} of the form is there twice: in lines {earlier} and {}", row.line());
                let fault = Diagnostic::error("duplicate-row", self.input.name(), message);
                self.report.row(vec![here(fault, row, numbers, NUMBERS).hint("the first was kept")]);
                continue;
            }
            (1..=COLUMNS).for_each(|column| self.cell(row, number, column, sink));
        }
        let missing = (1..=ROWS).filter(|number| seen.earlier(*number, 0).is_none());
        let missing: Vec<String> = missing.map(|number| number.to_string()).collect();
        if !missing.is_empty() {
            let message = format!("the form lacks {} of its {ROWS} rows", missing.len());
            let fault = Diagnostic::error("row-missing", self.input.name(), message).found(missing.join(", "));
            let last = self.table.sheet.rows.last().map(Row::whole).unwrap_or_default();
            self.report.diagnostics.push(fault.at(last).hint("a filter or a cut may have removed them"));
        }
    }

    fn cell(&mut self, row: &Row, number: u32, column: usize, sink: &mut dyn FnMut(Record)) {
        let (file, index, field) = (self.input.name(), self.table.numbers + column, column.to_string());
        let read = content(file, row, index, &field, Layout::KzCng1).and_then(|read| match read.value {
            Some(value) if value.to_f64() < 0.0 => {
                let fault = Diagnostic::error("negative", file, "a count is never negative");
                Err(here(fault, row, index, &field).expected("0 or more"))
            }
            Some(value) if !value.is_integer() => {
                let fault = Diagnostic::error("count-expected", file, "a count is a whole number");
                Err(here(fault, row, index, &field).expected("a whole number"))
            }
            _ => Ok(read),
        });
        match read {
            Err(fault) => drop(self.report.row(vec![fault])),
            Ok(mut read) => {
                let parts = [self.title.as_str(), &read.note];
                read.note = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ");
                let key = self.key.clone().with(Dimension::Offence, words().row(number));
                let key = words().column(u32::try_from(column).unwrap_or(0), key);
                let place = row.place(index);
                self.report.row(Vec::new());
                sink(Record { observation: observation(self.input, Layout::KzCng1, key, read, &place), place });
            }
        }
    }
}

/// About the whole file.
fn whole(diagnostic: Diagnostic) -> Diagnostic {
    diagnostic.at(Place::default())
}

//! Two old compilations of published scores that people still use. Both have traps of their own: `NA` that is a
//! missing value in one column and Namibia in the next, 0.0 for missing, scores divided by ten, countries spelt twice.

use super::codes::countries;
use super::number::{here, number, year};
use super::published::Published;
use super::report::Report;
use super::simple::{Fixed, close, row_fault, table};
use crate::format::{Flow, Input, Leniency, Row, RowSink};
use probity_core::{Diagnostic, Place};
use std::collections::BTreeMap;
use std::sync::Arc;

/// First edition on the scale of 0 to 100.
const NEW_SCALE: i16 = 2012;
/// Most rows of the wide table: there are not that many countries, however spelt.
const ROWS_MAX: usize = 5_000;

/// A header that is a year.
pub(super) fn header_year(name: &str) -> Option<i16> {
    let digits = name.trim().trim_start_matches(['X', 'x']);
    digits.parse().ok().filter(|year| digits.len() == 4 && (1990..=2100).contains(year))
}

fn record(edition: i16, iso3: &str, name: &str, score: f64, place: Place) -> Published {
    let (iso3, country) = (Arc::from(iso3), Arc::from(name));
    Published { edition, iso3, country, n: None, score, se: None, ci_low: None, ci_high: None, rank: None, place }
}

/// `iso2c,year,value`: `NA` is a missing value in `value`, and Namibia in `iso2c`.
pub(super) fn long(input: &Input, sink: &mut dyn FnMut(Published)) -> Report {
    let file = input.name();
    let mut seen = super::checks::Duplicates::default();
    let mut codes = super::checks::Codes::default();
    Fixed::run(input, &["iso2c", "year", "value"], &[], sink, &mut |row, columns, report| {
        let [Some(at_code), Some(at_year), Some(at)] = columns[..] else { return Ok(None) };
        let edition = year(file, row, at_year, "year").map_err(|fault| vec![fault])?;
        let (code, said) = former(row.text(at_code), edition);
        if let Some(said) = said {
            let warning = || here(Diagnostic::warning("code-alias", file, said), row, at_code, "iso2c");
            report.diagnostics.extend(codes.once(said, warning));
        }
        let country = countries().by_iso2(code).ok_or_else(|| {
            vec![
                here(Diagnostic::error("code-unknown", file, "this is not a country's code"), row, at_code, "iso2c")
                    .expected("a code of ISO 3166-1 alpha-2, such as KZ"),
            ]
        })?;
        if row.text(at) == "NA" {
            return Ok(None);
        }
        let Some(score) = number(file, row, at, "value").map_err(|fault| vec![fault])? else { return Ok(None) };
        let most = if edition < NEW_SCALE { 10.0 } else { 100.0 };
        if !(0.0..=most).contains(&score) {
            let message = format!("the score lies outside 0 to {most}, the scale of {edition}");
            return Err(vec![here(Diagnostic::error("out-of-range", file, message), row, at, "value")]);
        }
        if let Some(earlier) = seen.earlier((edition, country.iso2.clone()), row.line()) {
            return Err(vec![
                super::checks::duplicate(file, row, at_code, &format!("{} {edition}", country.iso2), earlier)
                    .field("iso2c"),
            ]);
        }
        Ok(Some(record(edition, &country.iso3, &country.name, score, row.place(at))))
    })
}

/// The code of today for a code of a country that is no more, and what to say about it. CS was Serbia and Montenegro
/// until 2006; where it comes later, beside Serbia, it holds the scores published for Kosovo.
fn former(code: &str, edition: i16) -> (&str, Option<&'static str>) {
    match (code, edition) {
        ("CS", ..=2006) => ("RS", Some("`CS` is read as `SRB` in editions up to 2006")),
        ("CS", _) => ("XK", Some("`CS` is read as `KSV` in editions after 2006: Serbia has a row of its own there")),
        _ => (code, None),
    }
}

/// `country` and a column a year: 0.0 is missing; from 2012 on, scores divided by ten are multiplied back.
pub(super) fn wide(input: &Input, sink: &mut dyn FnMut(Published)) -> Report {
    let mut reader =
        Wide { file: input.name(), years: Vec::new(), country: 0, rows: Vec::new(), report: Report::default() };
    let outcome = table(input, Leniency { latin: true, ..Leniency::default() }, &mut reader);
    let Wide { rows, mut report, .. } = reader;
    if let Err(fault) = outcome {
        return Report::unusable(fault);
    }
    if !report.unusable {
        for record in settle(input.name(), rows, &mut report) {
            sink(record);
        }
    }
    close(input.name(), report)
}

/// A country's row: code, name, line and (year, score, place).
struct WideRow {
    iso3: &'static str,
    name: String,
    line: u64,
    scores: Vec<(i16, f64, Place)>,
}

struct Wide<'a> {
    file: &'a str,
    years: Vec<(usize, i16)>,
    country: usize,
    rows: Vec<WideRow>,
    report: Report,
}

impl RowSink for Wide<'_> {
    fn header(&mut self, row: &Row) -> Flow {
        self.country = row.texts().position(|text| text.eq_ignore_ascii_case("country")).unwrap_or(0);
        self.years =
            row.texts().enumerate().filter_map(|(index, text)| header_year(text).map(|year| (index, year))).collect();
        Flow::Continue
    }

    fn row(&mut self, row: &Row) -> Flow {
        if self.rows.len() >= ROWS_MAX {
            let message = format!("the table has more than {ROWS_MAX} rows");
            self.report.condemn(Diagnostic::error("too-large", self.file, message).expected("one row a country"));
            return Flow::Stop;
        }
        let mut errors = Vec::new();
        let name = row.text(self.country);
        let country = countries().by_name(name);
        if country.is_none() {
            errors.push(
                here(
                    Diagnostic::error("country-unknown", self.file, "no country of this name is known"),
                    row,
                    self.country,
                    "country",
                )
                .hint(
                    "write the name as in ISO 3166; a state that no longer exists, or two in one row, cannot be placed",
                ),
            );
        }
        let mut scores = Vec::new();
        for (index, year) in &self.years {
            match number(self.file, row, *index, &year.to_string()) {
                Ok(Some(value)) if value < 0.0 || value > if *year < NEW_SCALE { 10.0 } else { 100.0 } => {
                    errors.push(here(
                        Diagnostic::error("out-of-range", self.file, "the score lies outside its scale"),
                        row,
                        *index,
                        &year.to_string(),
                    ));
                }
                Ok(value) => {
                    scores.extend(value.filter(|value| *value != 0.0).map(|value| (*year, value, row.place(*index))))
                }
                Err(fault) => errors.push(fault),
            }
        }
        if self.report.row(errors)
            && let Some(country) = country
        {
            self.rows.push(WideRow { iso3: &country.iso3, name: name.to_owned(), line: row.line(), scores });
        }
        Flow::Continue
    }

    fn fault(&mut self, diagnostic: Diagnostic) -> Flow {
        row_fault(&mut self.report, diagnostic)
    }
}

/// Puts rows of one country together and brings scores to their scale.
fn settle(file: &str, rows: Vec<WideRow>, report: &mut Report) -> Vec<Published> {
    let newer = || rows.iter().flat_map(|row| &row.scores).filter(|(year, ..)| *year >= NEW_SCALE);
    let divided = newer().count() > 0 && newer().all(|(_, score, _)| *score <= 10.0);
    if divided {
        report.warn(Diagnostic::warning(
            "score-times-ten",
            file,
            "scores of 2012 and later are all 10 or less: they were divided by ten, and are multiplied by ten here",
        ));
    }
    if newer().count() > 0 || !rows.is_empty() {
        report.warn(Diagnostic::warning(
            "zero-read-as-missing",
            file,
            "a score of 0.0 is read as \"not in the index\" in tables of this layout",
        ));
    }
    let mut by_country: BTreeMap<(i16, &str), (f64, u64)> = BTreeMap::new();
    let mut first: BTreeMap<&str, (&str, u64)> = BTreeMap::new();
    let mut records = Vec::new();
    for row in &rows {
        let mut clash = Vec::new();
        for (year, score, place) in &row.scores {
            // One decimal times ten, rounded so that 3.3 gives 33 and not 33.000000000000004.
            let score = if divided && *year >= NEW_SCALE { (score * 1e7).round() / 1e6 } else { *score };
            match by_country.get(&(*year, row.iso3)) {
                Some((other, _)) if *other != score => clash.push(year.to_string()),
                Some(_) => {}
                None => {
                    by_country.insert((*year, row.iso3), (score, row.line));
                    records.push(record(*year, row.iso3, &row.name, score, place.clone()));
                }
            }
        }
        report.diagnostics.extend(twice(file, row, &first, &clash));
        first.entry(row.iso3).or_insert((&row.name, row.line));
    }
    records
}

/// The warning for a second row of a country.
fn twice(file: &str, row: &WideRow, first: &BTreeMap<&str, (&str, u64)>, clash: &[String]) -> Option<Diagnostic> {
    let (name, line) = first.get(row.iso3)?;
    let message = format!("`{}` is {} again, spelt `{name}` in line {line}", row.name, row.iso3);
    let warning = Diagnostic::warning("country-twice", file, message)
        .at(Place { sheet: None, row: row.line, column: 1 })
        .field("country")
        .found(row.name.clone());
    Some(if clash.is_empty() {
        warning.hint("the years of both rows were put together")
    } else {
        warning.hint(format!(
            "the years of both rows were put together; they differ in {}, where line {line} was kept",
            clash.join(", ")
        ))
    })
}

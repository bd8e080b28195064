//! Workbooks of the UNODC data portal: two lines of preamble with the day of release, a header that begins with
//! `Iso3_code`, then one row a country, category, year and unit. Values may be texts such as `<5`.

use super::cell::{content, exact};
use super::words::{slug, words};
use super::{Layout, Reading, Record, observation};
use crate::format::{Input, Row, Sheet, ragged};
use crate::perception::Report;
use crate::perception::checks::{Codes, Duplicates};
use crate::perception::header::Header;
use crate::perception::number::{here, year};
use crate::perception::simple::close;
use probity_core::{Diagnostic, PartialDate};
use probity_statistics::cube::{Dimension, Key};

/// Rows looked at for the header.
const DEPTH: usize = 50;
/// First cell of the header.
const FIRST: &str = "Iso3_code";

/// Sheet and row of the header: the first row that has `Iso3_code` in it.
pub(super) fn header(sheets: &[Sheet]) -> Option<(&Sheet, usize)> {
    sheets.iter().find_map(|sheet| {
        let mut rows = sheet.rows.iter().take(DEPTH);
        let at = rows.position(|row| row.texts().any(|text| text.eq_ignore_ascii_case(FIRST)))?;
        Some((sheet, at))
    })
}

/// The columns, by position.
struct Columns {
    iso3: usize,
    category: usize,
    year: usize,
    unit: usize,
    value: usize,
    indicator: Option<usize>,
    dimension: Option<usize>,
    sex: Option<usize>,
    age: Option<usize>,
    source: Option<usize>,
}

impl Columns {
    fn of(file: &str, row: &Row) -> Result<Self, Vec<Diagnostic>> {
        let (header, faults) = Header::new(file, row);
        if faults.iter().any(Diagnostic::is_error) {
            return Err(faults);
        }
        let [iso3, category, year, unit, value] =
            header.require_all([FIRST, "Category", "Year", "Unit of measurement", "VALUE"])?;
        let find = |name| header.find(name);
        Ok(Self {
            iso3,
            category,
            year,
            unit,
            value,
            indicator: find("Indicator"),
            dimension: find("Dimension"),
            sex: find("Sex"),
            age: find("Age"),
            source: find("Source"),
        })
    }
}

/// Reads the rows below the header.
pub(super) fn read(input: &Input, sheets: &[Sheet], sink: &mut dyn FnMut(Record)) -> Reading {
    let layout = Some(Layout::UnodcCts);
    let Some((sheet, at)) = header(sheets) else {
        let fault = Diagnostic::error("header-missing", input.name(), "no row has the column `Iso3_code`")
            .expected("a header with Iso3_code, Category, Year, Unit of measurement, VALUE")
            .hint("is this a file of the UNODC data portal? --layout auto recognises others");
        return Reading::unusable(layout, fault);
    };
    let columns = match Columns::of(input.name(), &sheet.rows[at]) {
        Ok(columns) => columns,
        Err(faults) => {
            let report = Report { unusable: true, diagnostics: faults, ..Report::default() };
            return Reading { layout, release: None, report };
        }
    };
    let release = sheet.rows[..at].iter().find_map(released);
    let mut reader = Rows {
        input,
        width: sheet.rows[at].len(),
        columns,
        release: release.clone().unwrap_or_default(),
        base: Key::default().with(Dimension::Freq, "A"),
        seen: Duplicates::default(),
        cube: Duplicates::default(),
        codes: Codes::default(),
        report: Report::default(),
    };
    if release.is_none() {
        reader.report.warn(
            Diagnostic::warning("release-missing", input.name(), "no day of release stands above the header")
                .hint("the file may be an altered copy: download it again from the publisher"),
        );
    }
    for row in &sheet.rows[at + 1..] {
        match reader.row(row) {
            Ok(record) => {
                reader.report.row(Vec::new());
                sink(record);
            }
            Err(faults) => drop(reader.report.row(faults)),
        }
        if reader.report.unusable {
            break;
        }
    }
    Reading { layout, release, report: close(input.name(), reader.report) }
}

struct Rows<'a> {
    input: &'a Input,
    /// Cells of the header.
    width: usize,
    columns: Columns,
    release: String,
    base: Key,
    seen: Duplicates<[String; 8]>,
    cube: Duplicates<Key>,
    codes: Codes,
    report: Report,
}

impl Rows<'_> {
    fn row(&mut self, row: &Row) -> Result<Record, Vec<Diagnostic>> {
        let (file, at) = (self.input.name(), &self.columns);
        // A comma too many moves the value to another column; cells of a workbook do not move.
        if row.len() > self.width && row.whole().sheet.is_none() {
            return Err(vec![ragged(self.input, row, self.width)]);
        }
        let filled = [(at.iso3, FIRST), (at.category, "Category"), (at.unit, "Unit of measurement")];
        let mut faults: Vec<Diagnostic> = filled
            .into_iter()
            .filter(|(index, _)| row.text(*index).is_empty())
            .map(|(index, field)| {
                here(Diagnostic::error("text-missing", file, format!("`{field}` is missing")), row, index, field)
            })
            .collect();
        let year = year(file, row, at.year, "Year").map_err(|fault| faults.push(fault)).ok();
        let value = content(file, row, at.value, "VALUE", Layout::UnodcCts).map_err(|fault| faults.push(fault)).ok();
        let (Some(year), Some(mut value), true) = (year, value, faults.is_empty()) else { return Err(faults) };
        if value.value.is_some_and(|value| value.to_f64() < 0.0) {
            let fault = Diagnostic::error("negative", file, "a count or rate is never negative");
            return Err(vec![here(fault, row, at.value, "VALUE").expected("0 or more")]);
        }
        let source = at.source.map(|index| row.text(index)).unwrap_or_default();
        value.note = [source, &value.note].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ");
        let key = self.key(row, year)?;
        self.once(row, &key)?;
        let place = row.place(self.columns.value);
        let mut observation = observation(self.input, Layout::UnodcCts, key, value, &place);
        observation.method_ref.clone_from(&self.release);
        Ok(Record { observation, place })
    }

    /// The coordinates in the cube.
    fn key(&mut self, row: &Row, year: i16) -> Result<Key, Vec<Diagnostic>> {
        let (file, at) = (self.input.name(), &self.columns);
        let indicator = at.indicator.map(|index| row.text(index)).unwrap_or("Offences");
        let known = words().indicator(indicator);
        if known.is_none() {
            let warning = self.codes.once(indicator, || {
                Diagnostic::warning("indicator-unknown", file, "what this indicator counts is not known")
                    .at(row.place(at.indicator.unwrap_or(0)))
                    .found(indicator)
                    .hint("it is read as persons if its name begins with that word, otherwise as recorded offences")
            });
            self.report.diagnostics.extend(warning);
        }
        let persons = indicator.starts_with("Persons") || indicator.starts_with("Victims");
        let assumed = ("REGISTERED", if persons { "PERSONS" } else { "OFFENCES" });
        let (stage, unit) = known.map_or(assumed, |known| (&known.stage, &known.unit_count));
        let unit = match row.text(at.unit) {
            "Counts" => unit,
            "Rate per 100,000 population" => "RATE",
            _ => {
                let fault = Diagnostic::error("unit-unknown", file, "this unit is not known");
                return Err(vec![
                    here(fault, row, at.unit, "Unit of measurement")
                        .expected("`Counts` or `Rate per 100,000 population`"),
                ]);
            }
        };
        let part = |index: Option<usize>| index.map(|index| row.text(index)).unwrap_or_default();
        Ok(self
            .base
            .clone()
            .with(Dimension::RefArea, row.text(at.iso3))
            .with(Dimension::Stage, stage)
            .with(Dimension::UnitCount, unit)
            .with(Dimension::Offence, words().offence(row.text(at.category)))
            .with(Dimension::Sex, sex(part(at.sex)))
            .with(Dimension::Age, age(part(at.age)))
            .with(Dimension::TimePeriod, year.to_string()))
    }

    /// Refuses a second row of the same key, in the words of the file and in those of the cube.
    fn once(&mut self, row: &Row, key: &Key) -> Result<(), Vec<Diagnostic>> {
        let (file, at) = (self.input.name(), &self.columns);
        let all = [Some(at.iso3), at.indicator, at.dimension, Some(at.category), at.sex, at.age, Some(at.year)];
        let texts: Vec<&str> =
            all.into_iter().chain([Some(at.unit)]).map(|index| index.map_or("", |index| row.text(index))).collect();
        let own: [String; 8] = std::array::from_fn(|i| texts[i].to_owned());
        let fault = |code, what: &str, earlier| {
            let message = format!("{what}: lines {earlier} and {}", row.line());
            vec![
                here(Diagnostic::error(code, file, message), row, at.value, "VALUE")
                    .found(texts.join("|"))
                    .hint("delete one of the two rows; the first was kept"),
            ]
        };
        if let Some(earlier) = self.seen.earlier(own, row.line()) {
            return Err(fault("duplicate-row", "the row is there twice", earlier));
        }
        match self.cube.earlier(key.clone(), row.line()) {
            Some(earlier) => Err(fault("key-collision", "two rows mean the same cell of the cube", earlier)),
            None => Ok(()),
        }
    }
}

fn sex(text: &str) -> String {
    match text {
        "" | "Total" => "_T".to_owned(),
        "Male" => "M".to_owned(),
        "Female" => "F".to_owned(),
        "Unknown" => "_U".to_owned(),
        other => slug(other),
    }
}

fn age(text: &str) -> String {
    match text {
        "" | "Total" => "_T".to_owned(),
        "Unknown" => "_U".to_owned(),
        other => slug(other),
    }
}

/// The day of release in a row of the preamble, as `YYYY-MM-DD`: written `16/05/2024`, `2024-05-16`, or as a day number
/// of a spreadsheet.
pub(super) fn released(row: &Row) -> Option<String> {
    (0..row.len()).find_map(|index| {
        let words = row
            .text(index)
            .split(|c: char| c.is_whitespace() || c == ':')
            .map(|word| word.trim_matches([',', '.', ';']));
        let written = words.filter(|word| word.len() >= 8).find_map(|word| {
            let parts: Vec<&str> = word.split(['/', '.', '-']).collect();
            let [a, b, c] = parts[..] else { return None };
            let iso = if a.len() == 4 { format!("{a}-{b:0>2}-{c:0>2}") } else { format!("{c}-{b:0>2}-{a:0>2}") };
            iso.parse::<PartialDate>().ok().and(Some(iso))
        });
        written.or_else(|| day_number(exact("", row, index, "").ok()??.to_f64()))
    })
}

/// A spreadsheet's day number (days since 1899-12-30) as a date; only for days of this century's publications.
fn day_number(number: f64) -> Option<String> {
    if !(36_526.0..80_000.0).contains(&number) {
        return None;
    }
    // Days since 1970-01-01 to a civil date, by eras of 400 years that begin in March.
    let days = number.floor() as i64 - 25_569 + 719_468;
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let civil = (if month < 10 { month + 3 } else { month - 9 }, day - (153 * month + 2) / 5 + 1);
    let year = year + era * 400 + i64::from(civil.0 <= 2);
    Some(format!("{year:04}-{:02}-{:02}", civil.0, civil.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_number_is_the_day_a_spreadsheet_shows() {
        assert_eq!(day_number(45_428.0).as_deref(), Some("2024-05-16"));
        assert_eq!(day_number(36_526.0).as_deref(), Some("2000-01-01"));
        assert_eq!(day_number(45_351.5).as_deref(), Some("2024-02-29"));
        assert_eq!(day_number(2022.0), None);
    }
}

//! Workbooks of published indices, read by content. Every year's book has other sheet names, header rows and words,
//! so a sheet is recognised by what its header says: a country column, a score column with its year, sources.

use super::checks::Codes;
use super::codes::{CountryCode, countries};
use super::names::{column_role, fold, source_code, split_year};
use super::number::{here, plain};
use crate::format::{Row, Sheet};
use probity_core::Diagnostic;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Rows looked at for a header.
const HEADER_DEPTH: usize = 10;

/// What the columns of a sheet hold.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    /// Index of the sheet.
    pub(super) sheet: usize,
    /// Index of the first row below the header.
    pub(super) first: usize,
    /// The edition.
    pub(super) year: i16,
    /// Columns by role: `country`, `score`, and where there are any `iso3`, `rank`, `n`, `se`, `ci_low`, `ci_high`.
    pub(super) roles: BTreeMap<&'static str, usize>,
    /// Columns of sources.
    pub(super) sources: Vec<(usize, &'static str)>,
}

impl Layout {
    /// The layout of a sheet, if its header is one of a published index.
    fn of(index: usize, sheet: &Sheet) -> Option<Self> {
        let starts = (0..sheet.rows.len().min(HEADER_DEPTH)).flat_map(|row| [(row, 1), (row, 2)]);
        let found = starts
            .filter(|(row, span)| row + span <= sheet.rows.len())
            .filter_map(|(row, span)| Self::at(index, sheet, row, span));
        // The richest header; of equal ones the first, hence the reversal.
        found.collect::<Vec<_>>().into_iter().rev().max_by_key(|layout| (layout.sources.len(), layout.roles.len()))
    }

    /// The layout if the header is the `span` rows from `row`.
    fn at(index: usize, sheet: &Sheet, row: usize, span: usize) -> Option<Self> {
        let rows = &sheet.rows[row..row + span];
        let width = rows.iter().map(Row::len).max().unwrap_or(0);
        let mut scores: Vec<(Option<i16>, usize)> = Vec::new();
        let mut others: Vec<(&'static str, Option<i16>, usize)> = Vec::new();
        let mut sources: Vec<(usize, &'static str)> = Vec::new();
        for column in 0..width {
            let parts: Vec<&str> = rows.iter().map(|row| row.text(column)).filter(|text| !text.is_empty()).collect();
            let joined = parts.join(" ");
            let spellings = || std::iter::once(joined.as_str()).chain(parts.iter().rev().copied());
            // Both cells together, then the lower cell, then the upper: the first that means anything decides.
            match spellings().find_map(meaning) {
                Some(Meaning::Role("score", year)) => scores.push((year, column)),
                Some(Meaning::Role(role, year)) => others.push((role, year, column)),
                Some(Meaning::Source(code)) if sources.iter().all(|(_, other)| *other != code) => {
                    sources.push((column, code))
                }
                _ => {}
            }
        }
        let (year, score) = scores.iter().copied().rev().max_by_key(|(year, _)| *year)?;
        let year = year.or_else(|| title_year(sheet, row))?;
        let mut roles = BTreeMap::from([("score", score)]);
        for (role, of, column) in others {
            if of.is_none_or(|of| of == year) {
                roles.entry(role).or_insert(column);
            }
        }
        // A second header row that has a country in it is a row of data.
        let country = *roles.get("country")?;
        let data = span == 2 && !rows[1].text(country).is_empty() && column_role(rows[1].text(country)).is_none();
        (!data).then_some(Self { sheet: index, first: row + span, year, roles, sources })
    }

    /// The text or number column of a role.
    pub(super) fn column(&self, role: &str) -> Option<usize> {
        self.roles.get(role).copied()
    }

    /// The rows that are about countries: no blank rows, footnotes and averages, nor
    /// countries that are not in this edition.
    pub(super) fn rows<'s>(&'s self, sheets: &'s [Sheet]) -> impl Iterator<Item = &'s Row> {
        sheets[self.sheet].rows[self.first..].iter().filter(|row| self.about_a_country(row))
    }

    fn about_a_country(&self, row: &Row) -> bool {
        let text = |role: &str| self.column(role).map(|column| row.text(column)).unwrap_or_default();
        if text("score").is_empty() && self.sources.iter().all(|(column, _)| row.text(*column).is_empty()) {
            return false;
        }
        if !text("iso3").is_empty() {
            return true;
        }
        let name = fold(text("country"));
        let summary = ["average", "avarage", "mean", "median", "total"]
            .iter()
            .any(|word| name.split(' ').any(|part| part == *word));
        let bare = (0..row.len())
            .filter(|column| Some(*column) != self.column("country"))
            .all(|column| plain(row.text(column)).is_none());
        !name.is_empty() && !summary && !bare
    }

    /// The codes of the sheet's countries.
    fn countries(&self, sheets: &[Sheet]) -> BTreeSet<Arc<str>> {
        let mut codes = Codes::default();
        self.rows(sheets).filter_map(|row| self.country("", row, &mut codes).ok()).map(|(code, _, _)| code).collect()
    }

    /// Code and name of a row's country; by its code where there is one, otherwise by its name.
    ///
    /// # Errors
    /// A diagnostic when neither is known.
    pub(super) fn country(&self, file: &str, row: &Row, codes: &mut Codes) -> Result<Named, Diagnostic> {
        let at_name = self.column("country").unwrap_or(0);
        let name: Arc<str> = Arc::from(row.text(at_name));
        let by_name = countries().by_name(&name).map(|country| country.iso3.as_str());
        if let Some(at_code) = self.column("iso3").filter(|column| !row.text(*column).is_empty()) {
            let text = row.text(at_code);
            if let (CountryCode::Unknown(_) | CountryCode::LowerCase(_) | CountryCode::UserAssigned, Some(code)) =
                (countries().code(text), by_name)
            {
                let warning = codes.once(text, || {
                    here(
                        Diagnostic::warning(
                            "code-alias",
                            file,
                            format!("`{text}` is read as `{code}`, the code of {name}"),
                        ),
                        row,
                        at_code,
                        "iso3",
                    )
                });
                return Ok((Arc::from(code), name, warning));
            }
            return codes.read(file, row, at_code, "iso3").map(|(code, warning)| (code, name, warning));
        }
        by_name.map(|code| (Arc::from(code), name, None)).ok_or_else(|| {
            here(
                Diagnostic::error("country-unknown", file, "no country of this name is known, and the row has no code"),
                row,
                at_name,
                "country",
            )
            .hint("add a column `ISO3` with the codes, or write the name as in ISO 3166")
        })
    }
}

/// Code and name of a country, with what is to be said about them.
type Named = (Arc<str>, Arc<str>, Option<Diagnostic>);

/// What a header cell means.
enum Meaning {
    Role(&'static str, Option<i16>),
    Source(&'static str),
}

fn meaning(text: &str) -> Option<Meaning> {
    column_role(text).map(|(role, year)| Meaning::Role(role, year)).or_else(|| source_code(text).map(Meaning::Source))
}

/// The year in the sheet's title above the header, or in its name.
fn title_year(sheet: &Sheet, header: usize) -> Option<i16> {
    let above = sheet.rows[..header].iter().rev().flat_map(Row::texts);
    above.chain(sheet.name.as_deref()).find_map(|text| split_year(&fold(text)).1)
}

/// The layouts of all sheets that have one, in the book's order.
pub(super) fn layouts(sheets: &[Sheet]) -> Vec<Layout> {
    sheets.iter().enumerate().filter_map(|(index, sheet)| Layout::of(index, sheet)).collect()
}

/// The sheets to read out of those that qualify: the one with the most countries; others only if they have countries
/// it has not, as in the book of 2017 whose main sheet has no sources.
pub(super) fn choose(sheets: &[Sheet], layouts: Vec<Layout>) -> Vec<Layout> {
    let mut sized: Vec<(BTreeSet<Arc<str>>, Layout)> = layouts
        .into_iter()
        .map(|layout| (layout.countries(sheets), layout))
        .filter(|(countries, _)| !countries.is_empty())
        .collect();
    sized.sort_by_key(|(countries, layout)| {
        std::cmp::Reverse((layout.year, countries.len(), layout.roles.len(), std::cmp::Reverse(layout.sheet)))
    });
    let mut have: BTreeSet<Arc<str>> = BTreeSet::new();
    let mut chosen: Vec<Layout> = Vec::new();
    for (countries, layout) in sized {
        let same_year = chosen.first().is_none_or(|first| first.year == layout.year);
        if same_year && !countries.is_subset(&have) {
            have.extend(countries);
            chosen.push(layout);
        }
    }
    chosen
}

/// The diagnostic for a book without a sheet that qualifies.
pub(super) fn no_sheet(file: &str, sheets: &[Sheet], wanted: &str) -> Diagnostic {
    let list = |sheet: &Sheet| {
        let name = sheet.name.as_deref().unwrap_or("?");
        let header = sheet.rows[..sheet.rows.len().min(HEADER_DEPTH)]
            .iter()
            .rev()
            .max_by_key(|row| row.texts().filter(|text| !text.is_empty()).count());
        let words: Vec<String> = header
            .iter()
            .flat_map(|row| row.texts())
            .filter(|text| !text.is_empty())
            .take(4)
            .map(|text| text.chars().take(24).collect())
            .collect();
        if words.is_empty() { format!("`{name}` (empty)") } else { format!("`{name}` ({}, …)", words.join(", ")) }
    };
    let found: Vec<String> = sheets.iter().take(12).map(list).collect();
    Diagnostic::error("sheet-missing", file, "no sheet of the workbook has the table looked for")
        .found(found.join("; "))
        .expected(wanted)
        .hint("is this the full data set? a new layout can be read after saving its main sheet as CSV with the columns year, iso3, country and one a source")
}

/// The note that several sheets were put together.
pub(super) fn gathered(file: &str, sheets: &[Sheet], chosen: &[Layout]) -> Option<Diagnostic> {
    let names: Vec<String> =
        chosen.iter().map(|layout| format!("`{}`", sheets[layout.sheet].name.as_deref().unwrap_or("?"))).collect();
    (chosen.len() > 1).then(|| {
        Diagnostic::warning(
            "sheets-gathered",
            file,
            format!("no sheet has all countries; they were gathered from {} sheets", chosen.len()),
        )
        .found(names.join(", "))
        .hint("compare the number of countries with the publication")
    })
}

//! Readers of legal statistics: official files of several layouts, each recognised by its content, become observations
//! of one cube. Every observation knows the cell it was read from; what cannot be read is listed with its reason.

mod cases;
mod cell;
mod cng1;
mod cts;
mod cube_table;
mod vintage;
mod words;
mod year_to_date;

pub use cases::{Case, cases, cases_into};
pub use vintage::{Vintage, vintage};

use crate::format::{self, Input, Kind, Row, Sheet};
use crate::perception::Report;
use crate::perception::names::nearest;
use probity_core::origin::column_letters;
use probity_core::{Diagnostic, Place};
use probity_statistics::cube::areas::{Standing, standing};
use probity_statistics::cube::{ConfStatus, Dimension, Key, ObsStatus, Observation, Period};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

/// A layout of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layout {
    /// `cube.csv`: one row an observation, all 27 columns.
    Cube,
    /// Workbooks of the UNODC data portal (UN-CTS).
    UnodcCts,
    /// Form СНГ-1 of Kazakhstan, section 1.
    KzCng1,
    /// Year-to-date sums, such as those of form 3-К of Kazakhstan: columns `period,ytd`.
    Kz3k,
}

impl Layout {
    /// All layouts.
    pub const ALL: [Self; 4] = [Self::Cube, Self::UnodcCts, Self::KzCng1, Self::Kz3k];

    /// Its identifier, which is also the `SOURCE_FORM` of what is read from it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Cube => "cube",
            Self::UnodcCts => "unodc-cts",
            Self::KzCng1 => "kz-cng1",
            Self::Kz3k => "kz-3k",
        }
    }
}

impl fmt::Display for Layout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl FromStr for Layout {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|layout| layout.id() == text).ok_or_else(|| {
            let known: Vec<&str> = Self::ALL.iter().map(|layout| layout.id()).collect();
            format!("`{text}` is not a layout; the layouts are {}", known.join(", "))
        })
    }
}

/// What the user says about files that do not say it themselves.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// The layout; recognised by content when it is not given.
    pub layout: Option<Layout>,
    /// Codes of areas by name of file.
    pub areas: BTreeMap<String, String>,
    /// The period, for files that do not say it.
    pub period: Option<Period>,
}

/// An observation and the place it was read from.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// The observation.
    pub observation: Observation,
    /// Where its value stands.
    pub place: Place,
}

/// What a file was, and what reading it gave besides the observations.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// Its layout; `None` when none was recognised.
    pub layout: Option<Layout>,
    /// The day of its release, `YYYY-MM-DD`, if it says so.
    pub release: Option<String>,
    /// Rows (of forms: cells) read, kept and rejected.
    pub report: Report,
}

impl Reading {
    fn unusable(layout: Option<Layout>, fault: Diagnostic) -> Self {
        Self { layout, release: None, report: Report::unusable(fault) }
    }
}

/// Reads a file of any layout; the observations are given in the order of the file.
pub fn observations_into(input: &Input, context: &Context, sink: &mut dyn FnMut(Record)) -> Reading {
    match recognise(input, context.layout) {
        Err(fault) => Reading::unusable(context.layout, fault),
        Ok((Layout::Cube, _)) => {
            Reading { layout: Some(Layout::Cube), release: None, report: cube_table::read(input, sink) }
        }
        Ok((Layout::Kz3k, _)) => {
            Reading { layout: Some(Layout::Kz3k), release: None, report: year_to_date::read(input, context, sink) }
        }
        Ok((Layout::UnodcCts, sheets)) => cts::read(input, &sheets, sink),
        Ok((Layout::KzCng1, sheets)) => cng1::read(input, &sheets, context, sink),
    }
}

/// [`observations_into`] collected; no records when the file cannot be used.
pub fn observations(input: &Input, context: &Context) -> (Reading, Vec<Record>) {
    let mut records = Vec::new();
    let reading = observations_into(input, context, &mut |record| records.push(record));
    if reading.report.unusable {
        records.clear();
    }
    (reading, records)
}

/// The layout of a file, by its content.
///
/// # Errors
/// A diagnostic when it has none that is known.
pub fn layout(input: &Input) -> Result<Layout, Diagnostic> {
    recognise(input, None).map(|(layout, _)| layout)
}

/// The layout, and the sheets where they had to be read to see it.
fn recognise(input: &Input, wanted: Option<Layout>) -> Result<(Layout, Vec<Sheet>), Diagnostic> {
    let kind = input.kind()?;
    if matches!(kind, Kind::Json | Kind::JsonLines) {
        return Ok((wanted.unwrap_or(Layout::Cube), Vec::new()));
    }
    if kind != Kind::Workbook {
        let head = input.head()?;
        let head = String::from_utf8_lossy(&head);
        let first = head.trim_start_matches('\u{feff}').lines().next().unwrap_or_default().to_lowercase();
        let names: Vec<&str> = first.split([',', ';', '\t']).map(|name| name.trim_matches(['"', ' ', '\r'])).collect();
        let layout = wanted.or_else(|| of_header(&names));
        if let Some(layout @ (Layout::Cube | Layout::Kz3k)) = layout {
            return Ok((layout, Vec::new()));
        }
    }
    let sheets = format::tables(input)?;
    let layout = wanted.or_else(|| of_sheets(&sheets));
    layout.map(|layout| (layout, sheets)).ok_or_else(|| {
        let known: Vec<&str> = Layout::ALL.iter().map(|layout| layout.id()).collect();
        Diagnostic::error("layout-unknown", input.name(), "the file is of no layout that is known")
            .expected(format!("one of {}", known.join(", ")))
            .hint("name the layout with --layout, or bring the data into the 27 columns of cube.csv")
    })
}

fn of_header(names: &[&str]) -> Option<Layout> {
    let has = |name: &str| names.contains(&name);
    if has("freq") && has("ref_area") && has("obs_value") {
        Some(Layout::Cube)
    } else if has("period") && has("ytd") {
        Some(Layout::Kz3k)
    } else {
        None
    }
}

fn of_sheets(sheets: &[Sheet]) -> Option<Layout> {
    if cts::header(sheets).is_some() {
        return Some(Layout::UnodcCts);
    }
    if cng1::table(sheets).is_some() {
        return Some(Layout::KzCng1);
    }
    let first = sheets.iter().find_map(|sheet| sheet.rows.first())?;
    let names: Vec<String> = first.texts().map(str::to_lowercase).collect();
    of_header(&names.iter().map(String::as_str).collect::<Vec<_>>())
}

/// A place as `SOURCE_CELL` writes it: `R1!E13` in a workbook, `line:column` in a text file.
pub fn source_cell(place: &Place) -> String {
    match &place.sheet {
        Some(sheet) => format!("{sheet}!{}{}", column_letters(place.column), place.row),
        None => format!("{}:{}", place.row, place.column),
    }
}

/// The name of a file without its ending and without that of a compression.
fn stem(file: &str) -> &str {
    let inner = file.strip_suffix(".gz").or_else(|| file.strip_suffix(".zst")).unwrap_or(file);
    inner.rsplit_once('.').map_or(inner, |(stem, _)| stem)
}

/// The area of a file that does not name it, with a warning when the list given has no row for the file.
fn file_area(input: &Input, context: &Context) -> (String, Option<Diagnostic>) {
    let file = input.file_name();
    if let Some(code) = context.areas.get(file).or_else(|| context.areas.get(stem(file))) {
        return (code.clone(), None);
    }
    let warning = (!context.areas.is_empty()).then(|| {
        let warning = Diagnostic::warning("area-missing", input.name(), "the list of areas has no row for this file");
        match nearest(file, context.areas.keys().map(String::as_str)) {
            Some(near) => warning.hint(format!("did you mean `{near}`? the file's name is taken as its code")),
            None => warning.hint(format!("add the row `{file},CODE`; the file's name is taken as its code")),
        }
    });
    (stem(file).to_owned(), warning)
}

/// Warns, once a code, about codes of areas that do not hold in the period.
#[derive(Debug, Default)]
struct Areas(BTreeSet<(String, bool)>);

impl Areas {
    fn check(&mut self, file: &str, code: &str, period: Period, row: &Row, index: usize) -> Option<Diagnostic> {
        match standing(code, period) {
            Standing::InForce | Standing::NotListed => None,
            Standing::Unknown => self.0.insert((code.to_owned(), false)).then(|| {
                Diagnostic::warning("area-unknown", file, format!("`{code}` is not in the list of areas"))
                    .at(row.place(index))
                    .field("REF_AREA")
                    .hint("check it against ISO 3166-2; it is taken as it is")
            }),
            Standing::OutsideItsDates(area) => self.0.insert((code.to_owned(), true)).then(|| {
                let (from, to) = (area.from.as_deref().unwrap_or("…"), area.to.as_deref().unwrap_or("…"));
                let message = format!("`{code}` ({}) is used for {period}, it holds from {from} to {to}", area.en);
                Diagnostic::warning("area-outside-dates", file, message)
                    .at(row.place(index))
                    .field("REF_AREA")
                    .hint("a region that did not exist yet has no figures; check the period or the code")
            }),
        }
    }
}

/// An ordinary observation of a file; readers set what differs.
fn observation(input: &Input, layout: Layout, key: Key, content: cell::Content, place: &Place) -> Observation {
    Observation {
        key,
        value: content.value,
        currency: String::new(),
        unit_mult: 0,
        obs_status: content.obs_status,
        conf_status: content.conf_status,
        counting_rule: String::new(),
        source_form: layout.id().to_owned(),
        source_file: input.file_name().to_owned(),
        source_cell: source_cell(place),
        method_ref: String::new(),
        comment: content.note,
    }
}

/// What the leak guard says about an observation: a suppressed or internal cell that still holds its value.
pub(crate) fn leaks(observation: &Observation) -> bool {
    use ConfStatus as C;
    let hidden =
        observation.obs_status == ObsStatus::Suppressed || !matches!(observation.conf_status, C::Free | C::Embargo);
    hidden && observation.value.is_some()
}

/// Whether an observation says when it was: a file without a period has `_U`.
pub(crate) fn dated(observation: &Observation) -> bool {
    observation.key.code(Dimension::TimePeriod).parse::<Period>().is_ok()
}

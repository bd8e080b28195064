//! One finding with its proof: the number, how it was made, and the exact cells of the sources it rests on. Every
//! number of the site leads to a page like this.

use crate::message as say;
use crate::page::layout::{Frame, Page, document, section};
use crate::page::table::{Column, Grid, facts, hash, link, text};
use crate::page::value::{Named, Number, Reading};
use crate::route::Route;
use maud::{Markup, html};
use probity_core::origin::column_letters;
use probity_core::{Language, Place, State};

/// A cell the finding rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Its role in the computation, such as a source's code or name.
    pub role: String,
    /// The file's name.
    pub file: String,
    /// The file's SHA-256.
    pub digest: String,
    /// Where in the file.
    pub place: Place,
    /// Whether it stands in no source: a parameter, or what merging made of several releases.
    pub computed: bool,
    /// The value as it entered the computation.
    pub value: String,
}

/// The view.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// The finding's name.
    pub id: String,
    /// What was measured, in words.
    pub measure: String,
    /// What it is about: a code and a name.
    pub subject: Named,
    /// The page about the subject, where there is one.
    pub subject_page: Option<Route>,
    /// The period, in words.
    pub period: String,
    /// The number, with its interval. Its own observation is this page and is not linked.
    pub number: Number,
    /// Unit of the number, in words.
    pub unit: String,
    /// The state.
    pub state: State,
    /// Why this state, in words; may be empty.
    pub reason: String,
    /// The method: identifier and title.
    pub method: Named,
    /// The method's version.
    pub version: String,
    /// The run.
    pub run: String,
    /// Parameters of the run: names and values.
    pub parameters: Vec<(String, String)>,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
}

/// The page.
pub fn page(frame: &Frame<'_>, view: &View) -> String {
    let language = frame.language;
    let heading = format!("{}: {}, {}", view.measure, view.subject.name, view.period);
    let title = format!("{heading} · {}", view.id);
    let number = Number { observation: None, ..view.number.clone() };
    let body = html! {
        p class="crumb" { (say::observation_kicker(language)) }
        h1 { (heading) }
        p class="huge" { (number.markup(frame))
            // A word for a missing number has no unit.
            @if matches!(view.number.reading, Reading::Value(_)) { " " span class="unit" { (view.unit) } }
        }
        (facts(&about(frame, view)))
        (section("evidence", &say::observation_evidence_title(language), &evidence(frame, view)))
        @if !view.parameters.is_empty() {
            (section("parameters", &say::method_parameters_title(language), &parameters(frame, view)))
        }
        (section("check", &say::observation_check_title(language), &check(frame, view)))
    };
    document(frame, &Page { kind: "observation", title: &title, noindex: false }, &body)
}

fn about(frame: &Frame<'_>, view: &View) -> Vec<(String, Markup)> {
    let language = frame.language;
    let subject = match &view.subject_page {
        Some(route) => link(frame, route, &view.subject.name),
        None => text(&view.subject.name),
    };
    let mut rows = vec![
        (say::meta_identifier(language), html! { code { (view.id) } }),
        (say::meta_subject(language), subject),
        (say::meta_period(language), text(&view.period)),
        (say::meta_state(language), html! { (state(language, view.state)) " (" code { (view.state.word()) } ")" }),
    ];
    if !view.reason.is_empty() {
        rows.push((say::meta_reason(language), text(&view.reason)));
    }
    rows.push((
        say::meta_method(language),
        html! { (link(frame, &Route::Method(view.method.id.clone()), &view.method.name)) " " (view.version) },
    ));
    rows.push((say::meta_run(language), hash(&view.run)));
    rows
}

fn state(language: Language, state: State) -> String {
    match state {
        State::Value => say::finding_value(language),
        State::Flagged => say::finding_flagged(language),
        State::Clear => say::finding_clear(language),
        State::Insufficient => say::state_insufficient(language),
        State::NotApplicable => say::state_not_applicable(language),
        State::Withheld => say::state_suppressed(language),
    }
}

fn evidence(frame: &Frame<'_>, view: &View) -> Markup {
    let language = frame.language;
    if view.evidence.is_empty() {
        return html! { p { (say::observation_evidence_none(language)) } };
    }
    let mut grid = Grid::new(say::observation_evidence_caption(language))
        .column(Column::Text, say::column_role(language))
        .column(Column::Number, say::column_value(language))
        .column(Column::Text, say::column_file(language))
        .column(Column::Text, say::column_place(language))
        .column(Column::Code, say::column_digest(language));
    for row in &view.evidence {
        let [file, place, digest] = match row.computed {
            false => [text(&row.file), text(place(language, &row.place)), hash(&row.digest)],
            true => [text("–"), text(computed(language, &row.role)), text("–")],
        };
        grid.row(vec![text(&row.role), text(&row.value), file, place, digest]);
    }
    let cells = view.evidence.iter().filter(|row| !row.computed).count();
    html! {
        @if cells > 0 { p { (say::observation_evidence_text(language, cells)) } }
        (grid.markup())
    }
}

/// What to say instead of a place: only what is read from a document is called by a pointer.
fn computed(language: Language, role: &str) -> String {
    if role.starts_with('/') { say::place_merged(language) } else { say::place_computed(language) }
}

/// A place as the reader's own program shows it: a spreadsheet's cell, or line and column of a text.
pub(super) fn place(language: Language, place: &Place) -> String {
    if let Some(pointer) = place.pointer() {
        return format!("{} {pointer}", say::proc_byte(language, place.row.to_string()));
    }
    match (&place.sheet, place.column) {
        (Some(sheet), 0) => say::place_sheet_row(language, place.row.to_string(), sheet.as_str()),
        (Some(sheet), column) => format!("{sheet}!{}{}", column_letters(column), place.row),
        (None, _) if place.row == 0 => say::place_file(language),
        (None, 0) => say::place_line(language, place.row.to_string()),
        (None, column) => say::place_line_column(language, column.to_string(), place.row.to_string()),
    }
}

fn parameters(frame: &Frame<'_>, view: &View) -> Markup {
    let language = frame.language;
    let mut grid = Grid::new(say::observation_parameters_caption(language))
        .column(Column::Text, say::column_parameter(language))
        .column(Column::Code, say::column_value(language));
    for (name, value) in &view.parameters {
        grid.row(vec![html! { code { (name) } }, text(value)]);
    }
    grid.markup()
}

fn check(frame: &Frame<'_>, view: &View) -> Markup {
    html! {
        p { (say::observation_check_text(frame.language)) }
        pre tabindex="0" { code { "probity explain " (view.id) } }
    }
}

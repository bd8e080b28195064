//! One method in the open: what it finds, its formula, its parameters with the years they hold for, its citations and
//! a worked case. Everything comes from the method's folder, so the page cannot drift from the computation.

use crate::message as say;
use crate::page::layout::{Frame, Page, document, section};
use crate::page::table::{Column, Grid, facts, hash, text};
use crate::route::Route;
use maud::{Markup, html};
use probity_core::Language;

/// A parameter with the years it holds for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Its name in files.
    pub name: String,
    /// What it means.
    pub title: String,
    /// Its value, as in the file.
    pub value: String,
    /// Its unit; may be empty.
    pub unit: String,
    /// First year, if limited.
    pub from: Option<i16>,
    /// Last year, if limited.
    pub to: Option<i16>,
    /// Whether the value was checked against its source.
    pub verified: bool,
}

/// A source the method goes back to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// The reference.
    pub text: String,
    /// Its address; may be empty.
    pub url: String,
}

/// A file of a worked case, as it stands in the method's folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseTable {
    /// The file's name.
    pub caption: String,
    /// Its columns.
    pub header: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<String>>,
}

/// A tiny input with its expected output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// What it shows.
    pub title: String,
    /// What goes in.
    pub inputs: Vec<CaseTable>,
    /// What comes out.
    pub output: CaseTable,
}

/// The view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// The identifier.
    pub id: String,
    /// The title.
    pub title: String,
    /// What it does, in plain words.
    pub summary: String,
    /// The version.
    pub version: String,
    /// The digest of the method's folder.
    pub digest: String,
    /// Whether the method was checked against its citations.
    pub verified: bool,
    /// Headed paragraphs: what it finds, why it matters, exclusions, … A blank line separates paragraphs.
    pub sections: Vec<(String, String)>,
    /// The formula: paragraphs indented by four spaces keep their lines, the others explain them.
    pub formula: String,
    /// Its parameters.
    pub parameters: Vec<Parameter>,
    /// Its citations.
    pub citations: Vec<Citation>,
    /// A worked case.
    pub case: Option<Case>,
}

/// The page.
pub fn page(frame: &Frame<'_>, view: &View) -> String {
    let language = frame.language;
    let title = say::method_title(language, view.title.as_str());
    let body = html! {
        p class="crumb" { a href=(frame.href(&Route::Methods)) { (say::nav_methods(language)) } }
        h1 { (view.title) }
        p class="lead" { (view.summary) }
        (facts(&[
            (say::meta_identifier(language), html! { code { (view.id) } }),
            (say::meta_version(language), text(&view.version)),
            (say::meta_verified(language), text(verified(language, view.verified))),
            (say::meta_digest(language), hash(&view.digest)),
        ]))
        p class="note" { (say::method_in_english(language)) }
        @for (i, (heading, paragraphs)) in view.sections.iter().enumerate() {
            (section(&format!("part-{}", i + 1), heading, &prose(paragraphs)))
        }
        @if !view.formula.is_empty() {
            (section("formula", &say::method_formula_title(language), &formula(&view.formula)))
        }
        (section("parameters", &say::method_parameters_title(language), &parameters(frame, &view.parameters)))
        (section("citations", &say::method_citations_title(language), &citations(view)))
        @if let Some(case) = &view.case { (section("case", &say::method_case_title(language), &worked(case))) }
    };
    document(frame, &Page { kind: "method", title: &title, noindex: false }, &body)
}

/// Whether something was checked against its source, in words.
pub(super) fn verified(language: Language, verified: bool) -> String {
    if verified { say::verified_yes(language) } else { say::verified_no(language) }
}

fn prose(paragraphs: &str) -> Markup {
    html! { div lang="en" { @for paragraph in paragraphs.split("\n\n") { p { (words(paragraph)) } } } }
}

/// Indented paragraphs are formulas and keep their lines; the others explain them and run on like all prose.
fn formula(text: &str) -> Markup {
    html! {
        div lang="en" {
            @for paragraph in text.split("\n\n") {
                @if paragraph.starts_with(' ') { pre tabindex="0" { code { (outdented(paragraph)) } } } @else { p { (words(paragraph)) } }
            }
        }
    }
}

/// Lines without the indentation that marks them as code.
fn outdented(paragraph: &str) -> String {
    let lines: Vec<&str> = paragraph.lines().map(|line| line.strip_prefix("    ").unwrap_or(line)).collect();
    lines.join("\n")
}

/// A paragraph with the words between backticks as code.
fn words(paragraph: &str) -> Markup {
    html! {
        @for (i, part) in paragraph.split('`').enumerate() {
            @if i % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}

/// The table of parameters; also on the page of an indicator.
pub(super) fn parameters(frame: &Frame<'_>, parameters: &[Parameter]) -> Markup {
    let language = frame.language;
    if parameters.is_empty() {
        return html! { p { (say::method_parameters_none(language)) } };
    }
    let mut grid = Grid::new(say::method_parameters_caption(language))
        .column(Column::Text, say::column_parameter(language))
        .column(Column::Text, say::column_meaning(language))
        .column(Column::Code, say::column_value(language))
        .column(Column::Text, say::column_unit(language))
        .column(Column::Text, say::column_years(language))
        .column(Column::Text, say::column_verified(language));
    for row in parameters {
        grid.row(vec![
            html! { code { (row.name) } },
            html! { span lang="en" { (row.title) } },
            text(&row.value),
            text(&row.unit),
            text(years(language, row.from, row.to)),
            text(verified(language, row.verified)),
        ]);
    }
    grid.markup()
}

fn years(language: Language, from: Option<i16>, to: Option<i16>) -> String {
    match (from, to) {
        (None, None) => say::years_all(language),
        (Some(from), None) => say::years_from(language, from.to_string()),
        (None, Some(to)) => say::years_to(language, to.to_string()),
        (Some(from), Some(to)) if from == to => from.to_string(),
        (Some(from), Some(to)) => format!("{from}–{to}"),
    }
}

fn citations(view: &View) -> Markup {
    html! {
        ol {
            @for citation in &view.citations {
                li { (citation.text) @if !citation.url.is_empty() { " " a href=(citation.url) rel="noreferrer" { (citation.url) } } }
            }
        }
    }
}

fn worked(case: &Case) -> Markup {
    html! {
        p { (case.title) }
        @for input in &case.inputs { (plain(input)) }
        (plain(&case.output))
    }
}

/// A table of a case: cells as in the file.
fn plain(table: &CaseTable) -> Markup {
    let mut grid = Grid::new(table.caption.clone());
    for title in &table.header {
        grid = grid.column(Column::Code, title.clone());
    }
    for row in &table.rows {
        grid.row(row.iter().map(text).collect());
    }
    grid.markup()
}

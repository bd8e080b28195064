//! All acts of the library, and the search in their titles and provisions: by stem, so that a word in one form finds it in
//! every other.

use super::Asked;
use super::words;
use crate::commitments::public;
use crate::message as say;
use crate::page::layout::{Page, document, section};
use crate::page::table::{Column, Grid};
use crate::route::Route;
use maud::{Markup, html};
use probity_commitments::law::library::{Holding, Instrument, named_instruments};
use probity_commitments::report::instrument_name;

/// The page.
pub(super) fn page(asked: &Asked<'_>) -> String {
    let language = asked.language();
    let query = asked.request.first("q").unwrap_or_default();
    let heading = say::law_title(language);
    let body = html! {
        h1 { (heading) }
        p class="lead" { (say::law_list_lead(language)) }
        form class="choice" method="get" action=(asked.frame.href(&Route::Laws)) {
            label for="law-search" { (say::law_search_label(language)) }
            input type="search" id="law-search" name="q" value=(query) size="30" maxlength="200";
            button type="submit" { (say::search_button(language)) }
        }
        @if !query.is_empty() { (section("found", &say::law_search_found(language), &found(asked, query))) }
        (section("acts", &say::law_list_section(language), &acts(asked)))
        @let treaties = treaties(asked);
        @if !treaties.is_empty() {
            (section("treaties", &say::law_concordance(language), &html! {
                ul { @for (href, name) in &treaties { li { a href=(href) { (name) } } } }
            }))
        }
    };
    let title = if query.is_empty() { heading } else { format!("{heading}: {query}") };
    document(asked.frame, &Page { kind: "laws", title: &title, noindex: !query.is_empty() }, &body)
}

fn treaties(asked: &Asked<'_>) -> Vec<(String, String)> {
    let all = named_instruments(&asked.shelf().collection).into_iter();
    all.map(|id| (asked.frame.href(&Route::Concordance(id.to_owned())), instrument(asked, id))).collect()
}

/// The name of a treaty: the program's, else that of the log.
pub(super) fn instrument(asked: &Asked<'_>, id: &str) -> String {
    if let Some(found) = Instrument::shipped(id).and_then(|known| known.title.get(asked.language().code())) {
        return found.text.to_owned();
    }
    match &asked.section.recorded {
        Some(recorded) => instrument_name(&public(&recorded(), asked.at), &asked.section.names, asked.language(), id),
        None => id.to_owned(),
    }
}

fn found(asked: &Asked<'_>, query: &str) -> Markup {
    let language = asked.language();
    let hits = asked.shelf().search(query, words::code(language));
    if hits.is_empty() {
        return html! { p { (say::law_search_none(language)) } };
    }
    let mut grid = Grid::new(say::law_search_caption(language, words::count(hits.len())))
        .column(Column::Text, say::law_label_act(language))
        .column(Column::Text, say::law_column_provision(language))
        .column(Column::Text, say::law_column_text(language))
        .column(Column::Text, say::law_label_language(language));
    for (code, hit) in &hits {
        let Some(holding) = asked.shelf().collection.work(&hit.work) else { continue };
        let (title, foreign) = words::title(holding, language);
        let href = asked.href(&Route::Law(hit.work.clone()), &[("eid", &hit.eid), ("text", code.as_str())]);
        grid.row(vec![
            html! { a href=(href) lang=[foreign.map(words::tag)] { (title) } },
            html! { (words::provision(language, &hit.eid)) },
            html! { span lang=(words::tag(code)) { (hit.snippet) } },
            html! { (words::language_name(language, code)) },
        ]);
    }
    html! { (grid.markup()) p class="note" { (say::law_search_note(language)) } }
}

fn acts(asked: &Asked<'_>) -> Markup {
    let language = asked.language();
    let all: Vec<&Holding> = asked.shelf().collection.works().collect();
    let mut grid = Grid::new(say::law_list_caption(language, words::count(all.len())))
        .column(Column::Text, say::law_label_act(language))
        .column(Column::Text, say::column_country(language))
        .column(Column::Text, say::law_label_state(language))
        .column(Column::Text, say::law_label_text_of(language))
        .column(Column::Text, say::law_label_languages(language));
    for holding in all {
        let (title, foreign) = words::title(holding, language);
        let Some(view) = holding.view(asked.at, None) else { continue };
        let languages: Vec<String> = holding.languages().map(|code| words::language_name(language, code)).collect();
        let href = asked.href(&Route::Law(holding.work.to_string()), &[("at", &asked.day())]);
        grid.row(vec![
            html! { a href=(href) lang=[foreign.map(words::tag)] { (title) } },
            html! { (asked.section.state(holding.work.country(), language, asked.at)) },
            html! { (words::work_state(language, view.state)) },
            html! { (words::day(language, view.expression.expression_date.0)) },
            html! { (languages.join(", ")) },
        ]);
    }
    grid.markup()
}

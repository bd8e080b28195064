//! The articles of a treaty against the provisions of national law, a country a column: how each obligation stands, what it
//! rests on, and which mandatory ones are not implemented. The state of an obligation is the library's, never the page's.

use super::answers::{judgement, provision};
use super::list::instrument as instrument_name;
use super::{Asked, words};
use crate::message as say;
use crate::page::layout::{Page, document, section};
use crate::page::table::{Column, Grid, facts};
use crate::route::Route;
use maud::{Markup, html};
use probity_commitments::law::library::{
    Answer, Gap, GapState, Instrument, Question, answers, gaps, is_under, named_instruments,
};
use std::collections::BTreeSet;

/// The most countries that stand side by side.
pub(super) const COUNTRIES_MAX: usize = 2;

/// The page; `None` when neither the program nor the library knows the treaty.
pub(super) fn page(asked: &Asked<'_>, instrument: &str) -> Option<String> {
    let language = asked.language();
    let known = Instrument::shipped(instrument);
    if known.is_none() && !named_instruments(&asked.shelf().collection).contains(instrument) {
        return None;
    }
    let countries = countries(asked, instrument);
    let all: Vec<Vec<Gap>> = countries.iter().map(|country| gaps_of(asked, instrument, country, true)).collect();
    let name = instrument_name(asked, instrument);
    let heading = say::law_concordance(language);
    let route = Route::Concordance(instrument.to_owned());
    let unverified = known.is_none_or(|known| !known.verified);
    let cover = [
        (say::law_label_treaty(language), html! { (name) }),
        (say::law_form_at(language), html! { (words::day(language, asked.at)) }),
    ];
    let body = html! {
        p class="crumb" { a href=(asked.frame.href(&Route::Laws)) { (say::law_title(language)) } }
        h1 { (heading) }
        p class="lead" { (say::law_concordance_lead(language)) }
        (facts(&cover))
        (form(asked, &route, instrument, &countries))
        @if unverified { p class="caution" { (say::law_concordance_unverified(language)) } }
        (section("articles", &say::law_concordance_section(language), &table(asked, instrument, &countries, &all)))
        (section("gaps", &say::law_gaps_section(language), &missing(asked, instrument, &countries)))
    };
    let title = format!("{heading} · {name}");
    Some(document(asked.frame, &Page { kind: "concordance", title: &title, noindex: false }, &body))
}

/// The countries whose acts answer to a treaty, by their two letters.
fn every(asked: &Asked<'_>, instrument: &str) -> BTreeSet<String> {
    let rows = asked.shelf().collection.rows().filter(|row| is_under(&row.standard, instrument));
    rows.filter_map(|row| row.work.as_ref()).map(|work| work.country().to_owned()).collect()
}

/// The countries shown: those asked for, else the first of those there are.
pub(super) fn countries(asked: &Asked<'_>, instrument: &str) -> Vec<String> {
    let every = every(asked, instrument);
    let mut chosen: Vec<String> = Vec::new();
    for code in asked.request.all("c") {
        let code = code.to_lowercase();
        if every.contains(&code) && !chosen.contains(&code) {
            chosen.push(code);
        }
    }
    let shown = if chosen.is_empty() { every.into_iter().collect() } else { chosen };
    shown.into_iter().take(COUNTRIES_MAX).collect()
}

fn gaps_of(asked: &Asked<'_>, instrument: &str, country: &str, all: bool) -> Vec<Gap> {
    let question = Question { standard: instrument, country: Some(country), at: asked.at, all };
    gaps(&asked.shelf().collection, &question).unwrap_or_default()
}

/// Which countries and which day.
pub(super) fn form(asked: &Asked<'_>, route: &Route, instrument: &str, shown: &[String]) -> Markup {
    let language = asked.language();
    let every = every(asked, instrument);
    let label = [say::law_form_country(language), say::law_form_country_beside(language)];
    html! {
        form class="choice" method="get" action=(asked.frame.href(route)) {
            @for (at, label) in label.iter().enumerate() {
                @if at < every.len() {
                    label for={ "choose-c-" (at) } { (label) }
                    select id={ "choose-c-" (at) } name="c" {
                        @if at > 0 { option value="" { (say::law_form_alone(language)) } }
                        @for code in &every {
                            option value=(code) selected[shown.get(at) == Some(code)] {
                                (asked.section.state(code, language, asked.at))
                            }
                        }
                    }
                }
            }
            (super::act::day_field("at", &say::law_form_at(language), asked.at))
            button type="submit" { (say::form_show(language)) }
        }
    }
}

/// The articles: of the shipped list, else those that rows name.
fn numbers(asked: &Asked<'_>, instrument: &str, all: &[Vec<Gap>]) -> Vec<String> {
    if let Some(known) = Instrument::shipped(instrument) {
        return known.articles.iter().map(|article| article.number.clone()).collect();
    }
    let mut numbers: Vec<String> = Vec::new();
    let named = all.iter().flatten().filter_map(|gap| gap.standard.split('/').nth(1)).map(str::to_owned);
    for number in named.chain(asked.section.articles(instrument)) {
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }
    numbers
}

fn table(asked: &Asked<'_>, instrument: &str, countries: &[String], all: &[Vec<Gap>]) -> Markup {
    let language = asked.language();
    let known = Instrument::shipped(instrument);
    let mut grid = Grid::new(say::law_concordance_caption(language))
        .column(Column::Text, say::law_column_article(language))
        .column(Column::Text, say::law_column_obligation(language));
    for country in countries {
        grid = grid.column(Column::Text, asked.section.state(country, language, asked.at));
    }
    for number in numbers(asked, instrument, all) {
        let article = known.and_then(|known| known.article(&number));
        let title = article.and_then(|article| article.title.get(language.code()));
        let asks = article.map(|article| words::obligation(language, &article.obligation)).unwrap_or_default();
        let route = Route::Article(instrument.to_owned(), number.clone());
        let mut cells = vec![
            html! {
                a href=(asked.frame.href(&route)) { (number) @if let Some(title) = title { ". " (title.text) } }
            },
            html! { (asks) },
        ];
        let whole = format!("{instrument}/{number}");
        for (country, gaps) in countries.iter().zip(all) {
            let of_it: Vec<&Gap> = gaps.iter().filter(|gap| is_under(&gap.standard, &whole)).collect();
            cells.push(cell(asked, &whole, country, &of_it));
        }
        grid.row(cells);
    }
    grid.markup()
}

/// How an article stands in a country: each obligation with its state, and the provisions behind it.
fn cell(asked: &Asked<'_>, whole: &str, country: &str, gaps: &[&Gap]) -> Markup {
    let language = asked.language();
    html! {
        @for gap in gaps {
            @let paragraph = gap.standard.strip_prefix(whole).unwrap_or_default().trim_start_matches('/');
            p {
                @if !paragraph.is_empty() { (say::law_paragraph(language, paragraph)) ": " }
                @if gap.state == GapState::None {
                    span class="absent" { (words::gap(language, gap.state)) }
                } @else {
                    strong { (words::gap(language, gap.state)) }
                }
            }
            @let rows: Vec<Answer<'_>> = answers(&asked.shelf().collection, &gap.standard, Some(country), asked.at)
                .filter(|answer| answer.row.standard == gap.standard).collect();
            @if !rows.is_empty() {
                ul { @for answer in &rows { li { (provision(asked, answer)) ": " (judgement(asked, answer)) } } }
            }
        }
    }
}

/// The mandatory obligations that are not implemented.
fn missing(asked: &Asked<'_>, instrument: &str, countries: &[String]) -> Markup {
    let language = asked.language();
    html! {
        @if countries.is_empty() { p { (say::law_concordance_none(language)) } }
        @for country in countries {
            @let gaps = gaps_of(asked, instrument, country, false);
            h3 { (asked.section.state(country, language, asked.at)) }
            p { (say::law_gaps_count(language, words::count(gaps.len()))) }
            details {
                summary { (say::law_gaps_show(language)) }
                ul { @for gap in &gaps {
                    li { (super::answers::standard(asked, &gap.standard)) ": " (words::gap(language, gap.state)) }
                } }
            }
        }
    }
}

//! One article of a treaty: what it asks, the texts by which two countries answer it side by side, and the recommendations,
//! measures and evidence in the log that rest on it.

use super::answers::{judgement, provision, shown_language};
use super::concordance::{countries, form};
use super::list::instrument as instrument_name;
use super::{Asked, words};
use crate::commitments::public;
use crate::message as say;
use crate::page::layout::{Page, document, section};
use crate::page::table::facts;
use crate::route::Route;
use maud::{Markup, html};
use probity_commitments::law::library::{Answer, Instrument, answers};
use probity_commitments::report::citing;

/// The page; `None` when nothing is known of the article.
pub(super) fn page(asked: &Asked<'_>, instrument: &str, number: &str) -> Option<String> {
    if !asked.section.has_article(instrument, number) {
        return None;
    }
    let language = asked.language();
    let known = Instrument::shipped(instrument);
    let article = known.and_then(|known| known.article(number));
    let title = article.and_then(|article| article.title.get(language.code())).map(|found| found.text);
    let name = instrument_name(asked, instrument);
    let whole = Route::Concordance(instrument.to_owned());
    let route = Route::Article(instrument.to_owned(), number.to_owned());
    let standard = format!("{instrument}/{number}");
    let shown = countries(asked, instrument);
    let heading = say::law_article_heading(language, number);
    let full = title.map_or_else(|| heading.clone(), |title| format!("{heading}. {title}"));
    let body = html! {
        p class="crumb" {
            a href=(asked.frame.href(&Route::Laws)) { (say::law_title(language)) } " › "
            a href=(asked.frame.href(&whole)) { (say::law_concordance(language)) }
        }
        h1 { (full) }
        (facts(&cover(asked, instrument, number, &name)))
        @if known.is_none_or(|known| !known.verified) {
            p class="caution" { (say::law_concordance_unverified(language)) }
        }
        (form(asked, &route, instrument, &shown))
        (section("national", &say::law_national_section(language, words::day(language, asked.at)), &national(asked, &standard, &shown)))
        (cited(asked, &standard))
    };
    let title = format!("{full} · {name}");
    Some(document(asked.frame, &Page { kind: "article", title: &title, noindex: false }, &body))
}

fn cover(asked: &Asked<'_>, instrument: &str, number: &str, name: &str) -> Vec<(String, Markup)> {
    let language = asked.language();
    let article = Instrument::shipped(instrument).and_then(|known| known.article(number));
    let mut cover = vec![(say::law_label_treaty(language), html! { (name) })];
    let Some(article) = article else { return cover };
    cover.push((say::law_label_chapter(language), html! { (article.chapter) }));
    let asks = html! {
        (words::obligation(language, &article.obligation))
        @for (paragraph, obligation) in &article.paragraphs {
            "; " (say::law_paragraph(language, paragraph.as_str())) ": " (words::obligation(language, obligation))
        }
    };
    cover.push((say::law_label_asks(language), asks));
    let cycle = article.cycle.map_or_else(|| say::law_cycle_none(language), |cycle| cycle.to_string());
    cover.push((say::law_label_cycle(language), html! { (cycle) }));
    cover
}

/// The provisions of each country with their text of the day, a country a column.
fn national(asked: &Asked<'_>, standard: &str, shown: &[String]) -> Markup {
    let language = asked.language();
    if shown.is_empty() {
        return html! { p { (say::law_concordance_none(language)) } };
    }
    let caption = say::law_national_caption(language);
    html! {
        div class="scroll" role="region" tabindex="0" aria-label=(caption) {
            table class="sides" {
                caption { span { (caption) } }
                thead { tr { @for country in shown {
                    th scope="col" class="t" { (asked.section.state(country, language, asked.at)) }
                } } }
                tbody { tr { @for country in shown { td class="t" { (side(asked, standard, country)) } } } }
            }
        }
    }
}

fn side(asked: &Asked<'_>, standard: &str, country: &str) -> Markup {
    let language = asked.language();
    let rows: Vec<Answer<'_>> = answers(&asked.shelf().collection, standard, Some(country), asked.at).collect();
    html! {
        @if rows.is_empty() { p { (say::law_national_none(language)) } }
        @for answer in &rows {
            @let paragraph = answer.row.standard.strip_prefix(standard).unwrap_or_default().trim_start_matches('/');
            p {
                @if !paragraph.is_empty() { (say::law_paragraph(language, paragraph)) ": " }
                (provision(asked, answer))
            }
            (words_of(asked, answer))
            p class="small" {
                (judgement(asked, answer)) ". " (say::law_row_by(language, answer.row.author.as_str()))
                @if let Some(read) = answer.row.at { " " (say::law_row_read(language, words::day(language, read))) }
                @if let Some(evidence) = &answer.row.evidence { " " (evidence) }
            }
        }
    }
}

/// The text of the provisions a row names, on the day.
fn words_of(asked: &Asked<'_>, answer: &Answer<'_>) -> Markup {
    let language = asked.language();
    let (Some(work), Some(eid)) = (&answer.row.work, &answer.row.eid) else { return html! {} };
    let collection = &asked.shelf().collection;
    let Some(holding) = collection.work(work.as_str()) else { return html! {} };
    let Some(code) = shown_language(asked, holding) else { return html! {} };
    let Some((text, _)) = collection.pinned(work.as_str(), Some(eid), Some(&code), asked.at) else {
        return html! { p class="mark" { (say::law_out_gone(language)) } };
    };
    let state = holding
        .view(asked.at, Some(&code))
        .and_then(|view| words::provision_state(language, view.seen(eid)?.state, view.state));
    html! {
        blockquote class="cite" lang=(words::tag(&code)) { @for line in text.lines() { p { (line) } } }
        @if let Some(state) = state { p class="mark" { "[" (state) "]" } }
    }
}

/// What the log says under the article; nothing where nothing is recorded.
fn cited(asked: &Asked<'_>, standard: &str) -> Markup {
    let Some(recorded) = &asked.section.recorded else { return html! {} };
    let recorded = recorded();
    let view = public(&recorded, asked.at);
    let sections = citing(&view, &asked.section.names, asked.language(), standard);
    html! { @for section in &sections { (crate::commitments::tree::section(asked.frame, section)) } }
}

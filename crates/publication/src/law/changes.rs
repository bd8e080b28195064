//! What changed in an act between two days, word by word. What went and what came is said by signs in the text and by the
//! elements for it, never by colour alone.

use super::Asked;
use super::act::{chosen_text, day_field, options};
use super::words;
use crate::message as say;
use crate::page::layout::{Page, document, section};
use crate::page::table::facts;
use crate::route::Route;
use jiff::civil::Date;
use maud::{Markup, html};
use probity_commitments::law::library::{Change, Difference, Expression, Holding, LanguageCode, Mark, diff};
use probity_core::Language;

/// The two days: those asked, else the day before the last change and today.
struct Days {
    from: Date,
    to: Date,
}

/// The page; `None` when the library has no such act.
pub(super) fn page(asked: &Asked<'_>, work: &str) -> Option<String> {
    let holding = asked.shelf().collection.work(work)?;
    let language = asked.language();
    let code = chosen_text(asked, holding)?;
    let days = days(asked, holding, &code);
    let (before, after) = (holding.expression(days.from, Some(&code))?, holding.expression(days.to, Some(&code))?);
    let rows = diff(&before.provisions, &after.provisions);
    let (title, foreign) = words::title(holding, language);
    let route = Route::Law(holding.work.to_string());
    let heading = say::law_changes_title(language);
    let text_of = |text: &Expression| html! { (words::day(language, text.expression_date.0)) };
    let cover = [
        (say::law_label_act(language), html! { code { (holding.work) } }),
        (say::law_label_language(language), html! { (words::language_name(language, &code)) }),
        (say::law_changes_before(language, words::day(language, days.from)), text_of(before)),
        (say::law_changes_after(language, words::day(language, days.to)), text_of(after)),
    ];
    let body = html! {
        p class="crumb" {
            a href=(asked.frame.href(&Route::Laws)) { (say::law_title(language)) } " › "
            a href=(asked.frame.href(&route)) lang=[foreign.map(words::tag)] { (title) }
        }
        h1 { (heading) }
        p class="lead" lang=[foreign.map(words::tag)] { (title) }
        (facts(&cover))
        (form(asked, holding, &code, &days))
        (section("differences", &say::law_changes_section(language), &differences(asked, &code, &rows)))
    };
    let title = format!(
        "{heading} · {title} · {}",
        say::law_changes_between(language, days.from.to_string(), days.to.to_string())
    );
    Some(document(asked.frame, &Page { kind: "law-changes", title: &title, noindex: false }, &body))
}

fn days(asked: &Asked<'_>, holding: &Holding, code: &LanguageCode) -> Days {
    let day = |field: &str| asked.request.first(field).and_then(|day| day.parse::<Date>().ok());
    let to = day("to").unwrap_or(asked.shelf().today);
    let texts: Vec<Date> =
        asked.shelf().texts(holding, code).iter().map(|text| text.expression_date.0).filter(|day| *day <= to).collect();
    let previous = texts.len().checked_sub(2).and_then(|at| texts.get(at)).or_else(|| texts.first());
    Days { from: day("from").or(previous.copied()).unwrap_or(to), to }
}

fn form(asked: &Asked<'_>, holding: &Holding, code: &LanguageCode, days: &Days) -> Markup {
    let language = asked.language();
    let route = Route::LawChanges(holding.work.to_string());
    html! {
        form class="choice" method="get" action=(asked.frame.href(&route)) {
            (day_field("from", &say::law_form_from(language), days.from))
            (day_field("to", &say::law_form_to(language), days.to))
            label for="choose-text" { (say::law_label_language(language)) }
            select id="choose-text" name="text" { (options(language, holding, Some(code))) }
            button type="submit" { (say::form_show(language)) }
        }
    }
}

fn differences(asked: &Asked<'_>, code: &LanguageCode, rows: &[Difference]) -> Markup {
    let language = asked.language();
    if rows.is_empty() {
        return html! { p { (say::law_changes_none(language)) } };
    }
    html! {
        p { (say::law_changes_caption(language, words::count(rows.len()))) }
        p class="note" { (say::law_changes_legend(language)) " " del { "[− … −]" } " " ins { "[+ … +]" } }
        @for row in rows {
            h3 { (words::provision(language, &row.eid)) " · " (words::change(language, row.change)) }
            p lang=(words::tag(code)) { (both(language, row)) }
        }
    }
}

/// Both texts as one.
fn both(language: Language, row: &Difference) -> Markup {
    match row.change {
        Change::Changed => {
            let pieces = probity_commitments::law::library::words(&row.before, &row.after);
            html! {
                @for piece in &pieces {
                    @match piece.mark {
                        Mark::Same => { (piece.text) }
                        Mark::Gone => { (gone(&piece.text)) }
                        Mark::New => { (came(&piece.text)) }
                    }
                    " "
                }
            }
        }
        Change::Added => came(&row.after),
        Change::Removed => gone(&row.before),
        Change::Moved | Change::Renumbered => {
            let cited = |eids: &str| words::provision(language, eids);
            html! { (cited(&row.before)) " → " (cited(&row.after)) }
        }
    }
}

fn gone(text: &str) -> Markup {
    html! { del { "[− " (text) " −]" } }
}

fn came(text: &str) -> Markup {
    html! { ins { "[+ " (text) " +]" } }
}

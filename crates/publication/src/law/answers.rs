//! Rows of a concordance on pages: which provision answers which obligation, how, and whether anybody looked at the row. A
//! row about a text that has changed since says so.

use super::Asked;
use super::act::provision_link;
use super::words;
use crate::message as say;
use crate::page::table::{Column, Grid};
use crate::route::Route;
use maud::{Markup, html};
use probity_commitments::law::library::{Answer, Holding, LanguageCode, Row, answers_of};
use probity_commitments::view::Reason;

/// The language in which a row's provision is shown: the page's, else that of a text that binds.
pub(super) fn shown_language(asked: &Asked<'_>, holding: &Holding) -> Option<LanguageCode> {
    let own = words::code(asked.language()).parse::<LanguageCode>().ok();
    let own = own.filter(|code| holding.languages().any(|known| known == code));
    own.or_else(|| Some(holding.expression(asked.at, None)?.language.clone()))
}

/// The provision of a row, leading to its text.
pub(super) fn provision(asked: &Asked<'_>, answer: &Answer<'_>) -> Markup {
    let Some(work) = &answer.row.work else { return html! { (say::law_relation_silent(asked.language())) } };
    let Some(holding) = asked.shelf().collection.work(work.as_str()) else {
        let eid = answer.row.eid.as_deref().unwrap_or_default();
        let missing = say::law_out_missing(asked.language());
        return html! { code { (work) @if !eid.is_empty() { "#" (eid) } } " " span class="mark" { (missing) } };
    };
    let (Some(eid), Some(code)) = (&answer.row.eid, shown_language(asked, holding)) else {
        return super::act::act_link(asked, work.as_str());
    };
    html! {
        (provision_link(asked, work.as_str(), eid, &code))
        @if let Some(to) = &answer.row.eid_to { " … " (words::provision(asked.language(), to)) }
    }
}

/// How a row answers, whether it was reviewed, and why it needs review.
pub(super) fn judgement(asked: &Asked<'_>, answer: &Answer<'_>) -> Markup {
    let language = asked.language();
    html! {
        (words::relation(language, answer.row.relation)) ", " (words::review(language, answer.row.review))
        @match answer.doubt {
            None => {},
            Some(Reason::ProvisionRepealed) => { ", " strong { (say::law_row_repealed(language)) } }
            Some(Reason::ProvisionNotInForce) => { ", " strong { (say::law_row_not_in_force(language)) } }
            Some(_) => { ", " strong { (say::law_row_changed(language)) } }
        }
    }
}

/// The rows about an act, or about one provision of it.
pub(super) fn of_act(asked: &Asked<'_>, holding: &Holding, eid: Option<&str>) -> Markup {
    let language = asked.language();
    let collection = &asked.shelf().collection;
    let covers = |row: &Row| {
        let part = |own: &str| {
            eid.is_none_or(|eid| own == eid || own.strip_prefix(eid).is_some_and(|rest| rest.starts_with("__")))
        };
        eid.is_none() || [&row.eid, &row.eid_to].into_iter().flatten().any(|own| part(own))
    };
    let rows = answers_of(collection, holding, covers, asked.at);
    if rows.is_empty() {
        return html! { p { (say::law_answers_none(language)) } };
    }
    let mut grid = Grid::new(say::law_answers_caption(language, words::count(rows.len())))
        .column(Column::Text, say::law_column_standard(language))
        .column(Column::Text, say::law_column_provision(language))
        .column(Column::Text, say::law_column_relation(language))
        .column(Column::Text, say::law_column_author(language));
    for answer in &rows {
        grid.row(vec![
            standard(asked, &answer.row.standard),
            provision(asked, answer),
            judgement(asked, answer),
            html! { (answer.row.author) },
        ]);
    }
    grid.markup()
}

/// A standard, leading to the page of its article.
pub(super) fn standard(asked: &Asked<'_>, standard: &str) -> Markup {
    let mut steps = standard.split('/');
    match (steps.next(), steps.next()) {
        (Some(instrument), Some(number)) if asked.section.has_article(instrument, number) => {
            let route = Route::Article(instrument.to_owned(), number.to_owned());
            html! { a href=(asked.frame.href(&route)) { (standard) } }
        }
        _ => html! { (standard) },
    }
}

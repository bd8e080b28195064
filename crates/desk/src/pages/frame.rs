//! The site's frame around a page of the desk, and the desk's own navigation.

use crate::exchange::{Answered, Asked};
use crate::person::Person;
use crate::say::Say;
use maud::{Markup, html};
use probity_core::Language;
use probity_publication::page::layout::{Frame, House, Page, document};
use probity_publication::route::{encode, query};

/// The address of something at the desk; `path` is encoded.
pub(crate) fn href(language: Language, path: &str) -> String {
    let slash = if path.is_empty() { "" } else { "/" };
    format!("/{language}/desk{slash}{path}")
}

/// A decoded path, encoded segment by segment.
pub(crate) fn encoded(path: &str) -> String {
    path.split('/').map(encode).collect::<Vec<_>>().join("/")
}

/// A page of somebody who has not signed in, or of the account.
pub(crate) fn plain(house: &House, language: Language, path: &str, title: &str, body: &Markup) -> String {
    let path = if path.is_empty() { "desk".to_owned() } else { format!("desk/{path}") };
    let frame = Frame { language, path: &path, house };
    document(&frame, &Page { kind: "desk", title, noindex: true }, body)
}

/// A page of the desk: its navigation, then the content with its one heading.
pub(crate) fn page(house: &House, asked: &Asked, person: &Person, form_token: &str, it: &Content<'_>) -> Answered {
    let language = asked.language;
    let pairs: Vec<(&str, &str)> = asked.query.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let path = encoded(&asked.path) + &query(&pairs);
    let body = html! {
        (navigation(Say(language), asked, person, form_token))
        h1 { (it.title) }
        (it.body)
    };
    let title =
        if it.status == 422 { Say(language).with("title-wrong", &[("title", it.title)]) } else { it.title.to_owned() };
    Answered::page(it.status, plain(house, language, &path, &title, &body))
}

/// What a page says.
pub(crate) struct Content<'a> {
    /// 200, 403, 404 or 422.
    pub status: u16,
    /// The heading.
    pub title: &'a str,
    /// Everything below it.
    pub body: Markup,
}

fn navigation(say: Say, asked: &Asked, person: &Person, form_token: &str) -> Markup {
    let first = asked.path.split('/').next().unwrap_or_default();
    let entries = [
        ("", "nav-waiting"),
        ("act", "nav-act"),
        ("record", "nav-records"),
        ("audit", "nav-audit"),
        ("account", "nav-account"),
    ];
    html! {
        nav class="tabs desk" aria-label=(say.plain("nav-desk")) {
            ul {
                @for (path, key) in entries {
                    li { a href=(href(say.0, path)) aria-current=[(first == path).then_some("page")] { (say.plain(key)) } }
                }
            }
        }
        form class="who" method="post" action=(href(say.0, "sign-out")) {
            input type="hidden" name="form-token" value=(form_token);
            span { (say.with("nav-who", &[("name", &person.name)])) }
            button type="submit" { (say.plain("nav-sign-out")) }
        }
    }
}

//! What all pages share: the document, the skip link, the header with the languages, the navigation, the notice on
//! demonstration data, and the footer that says which program made the page.

use crate::assets;
use crate::locale::Day;
use crate::message as say;
use crate::route::{Route, query};
use maud::{DOCTYPE, Markup, html};
use probity_core::{Language, Text};

/// What is the same on every page of an observatory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct House {
    /// The observatory's name.
    pub name: Text,
    /// Whether the data are invented; every page then says so.
    pub synthetic: bool,
    /// The program's version.
    pub version: String,
    /// The identifier of the observatory's state: its run id.
    pub run: String,
    /// The indicator the navigation leads to; `None` where there is no index.
    pub indicator: Option<String>,
    /// The day the pages are made on, for what is due or late; `None` when nobody said.
    pub today: Option<Day>,
    /// Further entries of the navigation, from other rooms.
    pub more: Vec<NavItem>,
    /// Whether staff can sign in behind these pages; every page then leads there.
    pub desk: bool,
}

/// An entry of the navigation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NavItem {
    /// Where it leads.
    pub route: Route,
    /// What it is called.
    pub label: Text,
}

/// One page's place: language, address, house.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// The page's language.
    pub language: Language,
    /// The page's address below the language, encoded, with its query; the other languages have the same.
    pub path: &'a str,
    /// What all pages share.
    pub house: &'a House,
}

impl Frame<'_> {
    /// The address of `route` in the page's language.
    pub fn href(&self, route: &Route) -> String {
        route.href(self.language)
    }
}

/// What a page type says about itself.
pub struct Page<'a> {
    /// The value of `data-page`.
    pub kind: &'a str,
    /// The title, without the observatory's name.
    pub title: &'a str,
    /// Whether crawlers shall leave it out.
    pub noindex: bool,
}

/// The whole document.
pub fn document(frame: &Frame<'_>, page: &Page<'_>, body: &Markup) -> String {
    let language = frame.language;
    let name = frame.house.name.get(language);
    html! {
        (DOCTYPE)
        html lang=(language) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (page.title) " · " (name) }
                @if page.noindex { meta name="robots" content="noindex"; }
                link rel="stylesheet" href=(assets::style().path);
                link rel="icon" type="image/svg+xml" href=(assets::icon().path);
                link rel="alternate" type="application/atom+xml" title=(name) href={ "/" (language) "/feed.atom" };
                link rel="alternate" type="application/feed+json" title=(name) href={ "/" (language) "/feed.json" };
                @if let Some(card) = card(frame) {
                    meta property="og:title" content=(page.title);
                    meta property="og:image" content=(card);
                }
                @for other in Language::ALL {
                    link rel="alternate" hreflang=(other) href=(address(other, frame.path));
                }
            }
            body data-page=(page.kind) {
                a class="skip" href="#content" { (say::skip_link(language)) }
                (header(frame, name))
                @if frame.house.synthetic {
                    aside class="banner" aria-label=(say::banner_label(language)) { strong { (say::banner_title(language)) } " " (say::banner_text(language)) }
                }
                main id="content" tabindex="-1" { (body) }
                (footer(frame, page, name))
            }
        }
    }
    .into_string()
}

/// The picture that stands for the page where its link is shared.
fn card(frame: &Frame<'_>) -> Option<String> {
    let code = frame.path.strip_prefix("country/").filter(|code| !code.contains(['/', '?']))?;
    Some(format!("/card/{}/country/{code}.png", frame.language))
}

/// One address in one language.
fn address(language: Language, path: &str) -> String {
    format!("/{language}/{path}")
}

fn header(frame: &Frame<'_>, name: &str) -> Markup {
    let language = frame.language;
    html! {
        header class="site" {
            div class="bar" {
                a class="name" href=(frame.href(&Route::Home)) { (name) }
                (search(frame))
                nav class="languages" aria-label=(say::nav_languages(language)) {
                    ul {
                        @for other in Language::ALL {
                            li {
                                a href=(address(other, frame.path)) lang=(other) hreflang=(other)
                                    aria-current=[(other == language).then_some("true")] { (own_name(other)) }
                            }
                        }
                    }
                }
            }
            nav class="main" aria-label=(say::nav_main(language)) {
                ul {
                    @for (route, label) in entries(frame) {
                        li { a href=(frame.href(&route)) aria-current=[current(frame, &route)] { (label) } }
                    }
                }
            }
        }
    }
}

/// The search form, in the header of every page. The search page has a form of its own in the same words.
fn search(frame: &Frame<'_>) -> Markup {
    let language = frame.language;
    html! {
        form class="search" role="search" method="get" action=(frame.href(&Route::Search)) {
            label class="unseen" for="site-search" { (say::search_label(language)) }
            input type="search" id="site-search" name="q" autocomplete="off" placeholder=(say::search_label(language));
            button type="submit" { (say::search_button(language)) }
        }
    }
}

/// A language's name in that language: the same on every page, so no message.
fn own_name(language: Language) -> &'static str {
    match language {
        Language::En => "English",
        Language::Kk => "Қазақша",
        Language::Ru => "Русский",
    }
}

fn current(frame: &Frame<'_>, route: &Route) -> Option<&'static str> {
    (frame.path.split('?').next() == Some(route.path().as_str())).then_some("page")
}

fn entries(frame: &Frame<'_>) -> Vec<(Route, String)> {
    let language = frame.language;
    let mut entries = vec![(Route::Home, say::nav_home(language))];
    if let Some(indicator) = &frame.house.indicator {
        entries.extend([
            (Route::Ranking(indicator.clone()), say::nav_ranking(language)),
            (Route::Map(indicator.clone()), say::nav_map(language)),
            (Route::Compare, say::nav_compare(language)),
            (Route::Indicator(indicator.clone()), say::nav_indicator(language)),
        ]);
    }
    entries.push((Route::Methods, say::nav_methods(language)));
    entries.extend(frame.house.more.iter().map(|item| (item.route.clone(), item.label.get(language).to_owned())));
    entries.push((Route::Diary, say::nav_diary(language)));
    entries
}

/// What stands at the foot of every sheet of a report: that data are invented, if they are, and the state they show.
pub fn foot(house: &House, language: Language) -> String {
    let warning = if house.synthetic { say::banner_title(language) + " " } else { String::new() };
    let version = say::footer_version(language, house.version.as_str());
    format!("{warning}{version} · {} {}", say::footer_run(language), house.run)
}

fn footer(frame: &Frame<'_>, page: &Page<'_>, name: &str) -> Markup {
    let language = frame.language;
    let links = [
        (Route::Diary, say::nav_diary(language)),
        (Route::Corrections, say::nav_corrections(language)),
        (Route::Feeds, say::nav_feeds(language)),
        (Route::Status, say::nav_status(language)),
    ];
    html! {
        footer class="site" {
            p { (say::footer_promise(language)) }
            nav class="foot" aria-label=(say::nav_foot(language)) {
                ul {
                    @if let Some(address) = verification(frame, page) {
                        li { a href=(address) { (say::footer_verify(language)) } }
                    }
                    @for (route, label) in &links { li { a href=(frame.href(route)) { (label) } } }
                    @if frame.house.desk && page.kind != "desk" {
                        li { a href={ "/" (language) "/desk" } rel="nofollow" { (say::footer_desk(language)) } }
                    }
                }
            }
            p class="small" {
                (name) " · " (say::footer_version(language, frame.house.version.as_str())) " · "
                (say::footer_run(language)) " " code class="hash" { (frame.house.run) }
            }
        }
    }
}

/// The address that tells how to check this page. An error has nothing to check, the page of checks itself neither; pages
/// of the desk differ from reader to reader, so the desk says itself how its records are checked.
fn verification(frame: &Frame<'_>, page: &Page<'_>) -> Option<String> {
    let pairs = [("page", frame.path)];
    match page.kind {
        "error" | "desk" => None,
        "verify" => Some(frame.href(&Route::Verify)),
        _ => Some(frame.href(&Route::Verify) + &query(&pairs)),
    }
}

/// A section of a page, with its heading and an anchor. Plots end their ids in `-title`, headings start with `heading-`.
pub fn section(id: &str, title: &str, body: &Markup) -> Markup {
    html! {
        section id=(id) aria-labelledby={ "heading-" (id) } {
            h2 id={ "heading-" (id) } { (title) }
            (body)
        }
    }
}

/// A form that sends one choice by GET.
pub fn choice(
    frame: &Frame<'_>,
    action: &Route,
    field: &str,
    label: &str,
    options: &[(String, String)],
    chosen: &str,
) -> Markup {
    html! {
        form class="choice" method="get" action=(frame.href(action)) {
            label for={ "choose-" (field) } { (label) }
            select id={ "choose-" (field) } name=(field) {
                @for (value, text) in options { option value=(value) selected[value == chosen] { (text) } }
            }
            button type="submit" { (say::form_show(frame.language)) }
        }
    }
}

//! The map of an indicator, plain or with colours that fade where the number is uncertain, and the same as a table.

use crate::message as say;
use crate::page::figure::Figure;
use crate::page::layout::{Frame, Page, choice, document};
use crate::page::ranking::editions;
use crate::page::value::Named;
use crate::route::{Route, query};
use maud::{Markup, html};

/// What the colours mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colours {
    /// The value alone.
    Plain,
    /// The value, fading to grey with its uncertainty.
    Uncertainty,
}

impl Colours {
    /// The word in addresses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Uncertainty => "uncertainty",
        }
    }

    /// Reads the word; anything else means uncertainty, the honest default.
    pub fn from_word(word: Option<&str>) -> Self {
        if word == Some("plain") { Self::Plain } else { Self::Uncertainty }
    }
}

/// The view.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// The indicator.
    pub indicator: Named,
    /// The edition shown.
    pub edition: String,
    /// All editions, latest first.
    pub editions: Vec<String>,
    /// What the colours mean.
    pub colours: Colours,
    /// The map.
    pub figure: Figure,
    /// What the map does not claim about borders and positions.
    pub disclaimer: String,
}

/// The page.
pub fn page(frame: &Frame<'_>, view: &View) -> String {
    let language = frame.language;
    let title = say::map_title(language, view.edition.as_str(), view.indicator.name.as_str());
    let action = Route::Map(view.indicator.id.clone());
    let lead = match view.colours {
        Colours::Plain => say::map_lead_plain(language),
        Colours::Uncertainty => say::map_lead_uncertainty(language),
    };
    let body = html! {
        h1 { (title) }
        p class="lead" { (lead) }
        div class="controls" {
            (choice(frame, &action, "edition", &say::form_edition(language), &editions(&view.editions), &view.edition))
            (toggle(frame, view, &action))
        }
        (view.figure.markup(frame))
        @if !view.disclaimer.is_empty() { p class="note" { (view.disclaimer) } }
    };
    document(frame, &Page { kind: "map", title: &title, noindex: false }, &body)
}

fn toggle(frame: &Frame<'_>, view: &View, action: &Route) -> Markup {
    let language = frame.language;
    let ways = [
        (Colours::Uncertainty, say::map_colours_uncertainty(language)),
        (Colours::Plain, say::map_colours_plain(language)),
    ];
    html! {
        nav class="toggle" aria-label=(say::map_colours(language)) {
            ul {
                @for (colours, label) in &ways {
                    li {
                        a href={ (frame.href(action)) (query(&[("edition", &view.edition), ("colours", colours.word())])) }
                            aria-current=[(*colours == view.colours).then_some("true")] { (label) }
                    }
                }
            }
        }
    }
}

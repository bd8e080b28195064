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

/// Where countries stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Places {
    /// Within their borders, as the observatory's file has them.
    Borders,
    /// One tile a country.
    Tiles,
}

impl Places {
    /// The word in addresses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Borders => "borders",
            Self::Tiles => "tiles",
        }
    }

    /// Reads the word; anything else means borders.
    pub fn from_word(word: Option<&str>) -> Self {
        if word == Some("tiles") { Self::Tiles } else { Self::Borders }
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
    /// Where countries stand; `None` when there is nothing to choose.
    pub places: Option<Places>,
    /// The map.
    pub figure: Figure,
    /// What the map does not claim about borders and positions.
    pub disclaimer: String,
    /// The file the borders come from and its digest, when there are borders.
    pub geometry: Option<(String, String)>,
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
            (colours(frame, view, &action))
            @if let Some(places) = view.places { (positions(frame, view, &action, places)) }
        }
        (view.figure.markup(frame))
        @if !view.disclaimer.is_empty() { p class="note" { (view.disclaimer) } }
        @if let Some((file, digest)) = &view.geometry {
            p class="note" { (say::map_geometry(language, file.as_str())) " " code class="hash" { (digest) } }
        }
    };
    document(frame, &Page { kind: "map", title: &title, noindex: false }, &body)
}

/// A choice among ways to draw: value in the address, name, whether it is the present one.
type Way = (&'static str, String, bool);

fn colours(frame: &Frame<'_>, view: &View, action: &Route) -> Markup {
    let language = frame.language;
    let way = |colours: Colours, name: String| (colours.word(), name, colours == view.colours);
    let ways = [
        way(Colours::Uncertainty, say::map_colours_uncertainty(language)),
        way(Colours::Plain, say::map_colours_plain(language)),
    ];
    let others: Vec<(&str, &str)> = view.places.iter().map(|places| ("places", places.word())).collect();
    toggle(frame, view, action, (&say::map_colours(language), "colours"), &others, &ways)
}

fn positions(frame: &Frame<'_>, view: &View, action: &Route, places: Places) -> Markup {
    let language = frame.language;
    let way = |one: Places, name: String| (one.word(), name, one == places);
    let ways =
        [way(Places::Borders, say::map_places_borders(language)), way(Places::Tiles, say::map_places_tiles(language))];
    let others = [("colours", view.colours.word())];
    toggle(frame, view, action, (&say::map_places(language), "places"), &others, &ways)
}

/// Links to the ways to draw; `field` is the label and the name of the query field, `others` are the fields to keep.
fn toggle(
    frame: &Frame<'_>,
    view: &View,
    action: &Route,
    field: (&str, &str),
    others: &[(&str, &str)],
    ways: &[Way],
) -> Markup {
    let address = |word: &str| {
        let mut pairs = vec![("edition", view.edition.as_str())];
        pairs.extend(others);
        pairs.push((field.1, word));
        query(&pairs)
    };
    html! {
        nav class="toggle" aria-label=(field.0) {
            ul {
                @for (word, name, chosen) in ways {
                    li {
                        a href={ (frame.href(action)) (address(word)) } aria-current=[chosen.then_some("true")] { (name) }
                    }
                }
            }
        }
    }
}

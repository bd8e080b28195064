//! All feeds of the site in one list: for feed readers, calendars and programs.

use crate::message as say;
use crate::page::layout::{Frame, Page, document, section};
use crate::page::table::{Column, Grid, text};
use maud::{Markup, html};

/// A feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// What it tells.
    pub title: String,
    /// Its format.
    pub format: String,
    /// Its address from the root.
    pub href: String,
}

/// The view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// Feeds of the whole site.
    pub site: Vec<Feed>,
    /// Feeds of single data sets.
    pub datasets: Vec<Feed>,
    /// Feeds of single countries.
    pub countries: Vec<Feed>,
}

/// The page.
pub fn page(frame: &Frame<'_>, view: &View) -> String {
    let language = frame.language;
    let title = say::feeds_title(language);
    let body = html! {
        h1 { (title) }
        p class="lead" { (say::feeds_lead(language)) }
        (section("site", &say::feeds_site_title(language), &table(frame, &say::feeds_site_caption(language), &view.site)))
        (section("datasets", &say::feeds_datasets_title(language), &table(frame, &say::feeds_datasets_caption(language), &view.datasets)))
        (section("countries", &say::feeds_countries_title(language), &html! {
            details {
                summary { (say::feeds_countries_show(language)) }
                (table(frame, &say::feeds_countries_caption(language), &view.countries))
            }
        }))
        (section("embed", &say::feeds_embed_title(language), &html! {
            p { (say::feeds_embed_text(language)) }
            pre tabindex="0" { code { "GET /oembed?url=…&format=json" } }
        }))
    };
    document(frame, &Page { kind: "feeds", title: &title, noindex: false }, &body)
}

fn table(frame: &Frame<'_>, caption: &str, feeds: &[Feed]) -> Markup {
    let language = frame.language;
    let mut grid = Grid::new(caption)
        .column(Column::Text, say::column_feed(language))
        .column(Column::Text, say::column_format(language));
    for feed in feeds {
        grid.row(vec![html! { a href=(feed.href) { (feed.title) } }, text(&feed.format)]);
    }
    grid.markup()
}

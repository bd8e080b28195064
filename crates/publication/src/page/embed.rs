//! A figure or a number for other people's pages: a small document with the drawing, its table, where it comes from
//! and whether it is invented. It sets no cookie and loads nothing but the site's own style.

use crate::assets;
use crate::message as say;
use crate::page::figure::Figure;
use crate::page::layout::{Frame, House};
use crate::page::value::Number;
use crate::route::Route;
use maud::{DOCTYPE, Markup, html};

/// What is embedded.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// A figure with its table.
    Figure(Figure),
    /// One number: what it is, and the number.
    Number(String, Number),
}

/// The view.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// What it shows.
    pub title: String,
    /// The page it stands for.
    pub route: Route,
    /// The content.
    pub content: Content,
}

/// The document. Links leave the frame they stand in.
pub fn page(frame: &Frame<'_>, view: &View) -> String {
    let House { name, synthetic, .. } = frame.house;
    let (language, name) = (frame.language, name.get(frame.language));
    html! {
        (DOCTYPE)
        html lang=(language) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex";
                title { (view.title) " · " (name) }
                link rel="stylesheet" href=(assets::style().path);
                link rel="canonical" href=(frame.href(&view.route));
                base target="_top";
            }
            body class="embed" data-page="embed" {
                @if *synthetic { p class="banner" { strong { (say::banner_title(language)) } } }
                main id="content" {
                    h1 { (view.title) }
                    (content(frame, &view.content))
                    p class="small" {
                        a href=(frame.href(&view.route)) { (name) } " · "
                        (say::footer_run(language)) " " code class="hash" { (frame.house.run) }
                    }
                }
            }
        }
    }
    .into_string()
}

fn content(frame: &Frame<'_>, content: &Content) -> Markup {
    match content {
        Content::Figure(figure) => figure.markup(frame),
        Content::Number(what, number) => html! {
            p class="huge" { (number.markup(frame)) }
            p { (what) }
        },
    }
}

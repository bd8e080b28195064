//! The page for an address that leads nowhere, and the last resort when a page could not be made. It says what the
//! reader can do and nothing about the inside of the program.

use crate::message as say;
use crate::page::layout::{Frame, Page, document};
use crate::route::Route;
use maud::html;

/// What went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// There is no such page.
    NotFound,
    /// The page could not be made.
    Broken,
}

/// The error page.
pub fn page(frame: &Frame<'_>, problem: Problem) -> String {
    let language = frame.language;
    let (title, text) = match problem {
        Problem::NotFound => (say::error_not_found_title(language), say::error_not_found_text(language)),
        Problem::Broken => (say::error_broken_title(language), say::error_broken_text(language)),
    };
    let body = html! {
        h1 { (title) }
        p class="lead" { (text) }
        p { a href=(frame.href(&Route::Home)) { (say::error_home(language)) } }
    };
    document(frame, &Page { kind: "error", title: &title, noindex: true }, &body)
}

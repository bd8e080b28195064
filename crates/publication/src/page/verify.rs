//! How to check what this site says: a page by its hash, a number by its cells, a package by its signature. Nothing
//! here asks for trust: every command runs on the reader's own computer.

use crate::message as say;
use crate::page::layout::{Frame, Page, document, section};
use crate::page::table::{Column, Grid, facts, hash, text};
use crate::route::Route;
use maud::{Markup, html};

/// A page whose bytes a reader wants to compare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageCheck {
    /// Its address from the root of the site, encoded.
    pub address: String,
    /// The SHA-256 of its bytes as they are served now.
    pub digest: String,
}

/// Something known under a hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// What it is, in words.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// The whole hash.
    pub digest: String,
    /// Where to read more; an address from the root.
    pub href: String,
}

/// The answer to a question about a hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// What was asked, as it was typed.
    pub hash: String,
    /// Whether it could be a hash: hexadecimal digits, eight at least.
    pub well_formed: bool,
    /// What is known under it.
    pub known: Vec<Known>,
}

/// The view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// The fingerprint of the observatory's state.
    pub state: String,
    /// A finding to try the commands on, by name; may be empty.
    pub example: String,
    /// The page asked about.
    pub page: Option<PageCheck>,
    /// The hash asked about.
    pub asked: Option<Asked>,
}

/// The page.
pub fn page(frame: &Frame<'_>, view: &View) -> String {
    let language = frame.language;
    let heading = say::verify_title(language);
    let subject = view.page.as_ref().map(|page| page.address.as_str());
    let asked = view.asked.as_ref().map(|asked| asked.hash.as_str());
    let title = match subject.or(asked) {
        Some(what) => format!("{heading}: {what}"),
        None => heading.clone(),
    };
    let body = html! {
        h1 { (heading) }
        p class="lead" { (say::verify_lead(language)) }
        @if let Some(page) = &view.page { (section("page", &say::verify_page_title(language), &this_page(frame, page))) }
        (section("hash", &say::verify_hash_title(language), &known(frame, view)))
        (section("number", &say::verify_number_title(language), &number(frame, view)))
        (section("package", &say::verify_package_title(language), &package(frame)))
    };
    let noindex = subject.or(asked).is_some();
    document(frame, &Page { kind: "verify", title: &title, noindex }, &body)
}

fn commands(lines: &[&str]) -> Markup {
    html! { pre tabindex="0" { code { (lines.join("\n")) } } }
}

fn this_page(frame: &Frame<'_>, page: &PageCheck) -> Markup {
    let language = frame.language;
    let command = format!("curl -s \"$SITE{}\" | sha256sum", page.address);
    html! {
        p { (say::verify_page_text(language)) }
        (facts(&[
            (say::verify_page_address(language), html! { a href=(page.address) { (page.address) } }),
            (say::meta_digest(language), hash(&page.digest)),
        ]))
        p { (say::verify_page_command(language)) }
        (commands(&["SITE=http://…", command.as_str()]))
    }
}

fn known(frame: &Frame<'_>, view: &View) -> Markup {
    let language = frame.language;
    let typed = view.asked.as_ref().map_or("", |asked| asked.hash.as_str());
    html! {
        p { (say::verify_hash_text(language)) }
        (facts(&[(say::verify_state(language), hash(&view.state))]))
        form class="choice" method="get" action=(frame.href(&Route::Verify)) {
            label for="hash-asked" { (say::verify_hash_label(language)) }
            input type="text" id="hash-asked" name="hash" value=(typed) size="40" maxlength="100" autocomplete="off" spellcheck="false";
            button type="submit" { (say::verify_hash_button(language)) }
        }
        @if let Some(asked) = &view.asked { (answer(frame, asked)) }
    }
}

fn answer(frame: &Frame<'_>, asked: &Asked) -> Markup {
    let language = frame.language;
    if !asked.well_formed {
        return html! { p role="status" { (say::verify_hash_malformed(language)) } };
    }
    if asked.known.is_empty() {
        return html! { p role="status" { (say::verify_hash_unknown(language)) } };
    }
    let mut grid = Grid::new(say::verify_hash_caption(language))
        .column(Column::Text, say::column_what(language))
        .column(Column::Text, say::column_name(language))
        .column(Column::Code, say::column_digest(language));
    for known in &asked.known {
        grid.row(vec![text(&known.kind), html! { a href=(known.href) { (known.name) } }, hash(&known.digest)]);
    }
    html! { p role="status" { (say::verify_hash_known(language)) } (grid.markup()) }
}

fn number(frame: &Frame<'_>, view: &View) -> Markup {
    let language = frame.language;
    let example = if view.example.is_empty() { "METHOD:MEASURE:SUBJECT:PERIOD" } else { view.example.as_str() };
    html! {
        p { (say::verify_number_text(language)) }
        (commands(&[&format!("probity explain {example}")]))
    }
}

fn package(frame: &Frame<'_>) -> Markup {
    let language = frame.language;
    html! {
        p { (say::verify_package_text(language)) }
        (commands(&["probity verify PACKAGE --vkey publisher.vkey", "probity rerun PACKAGE", "probity diff OLDER NEWER"]))
        p { (say::verify_log_text(language)) }
        (commands(&["probity log verify LOG --vkey publisher.vkey --against checkpoint"]))
    }
}

//! The text of an act on a page: provision by provision with an anchor each, what does not apply marked, in one language or
//! in two side by side.

use super::Asked;
use super::words;
use crate::message as say;
use crate::route::Route;
use maud::{Markup, html};
use probity_commitments::law::library::{LanguageCode, Seen, View};
use std::collections::BTreeMap;

/// The deepest level that is set in further than the one above it.
const DEEPEST: usize = 4;

/// The provisions of a view: all, or one with what is in it.
pub(super) fn provisions<'v, 'a>(view: &'v View<'a>, eid: Option<&str>) -> &'v [Seen<'a>] {
    match eid {
        None => &view.provisions,
        Some(eid) => view.below(eid),
    }
}

/// The text in one language.
pub(super) fn plain(asked: &Asked<'_>, view: &View<'_>, eid: Option<&str>) -> Markup {
    let tag = words::tag(&view.expression.language);
    let whole = eid.is_none();
    let around = |text: &Option<String>| {
        text.as_deref().filter(|_| whole).map(|text| html! { @for line in text.lines() { p { (line) } } })
    };
    html! {
        div class="act" lang=(tag) {
            @if let Some(text) = around(&view.expression.preamble) { (text) }
            @for seen in provisions(view, eid) {
                div class=(level(view, seen)) id=(seen.provision.eid) { (one(asked, view, seen)) }
            }
            @if let Some(text) = around(&view.expression.conclusions) { (text) }
        }
    }
}

/// The text in two languages, side by side: both bind, or one is a translation; neither is the footnote of the other.
pub(super) fn beside(asked: &Asked<'_>, view: &View<'_>, other: &View<'_>, eid: Option<&str>) -> Markup {
    let language = asked.language();
    let name = |code: &LanguageCode| words::language_name(language, code);
    let caption = say::law_beside_caption(language, name(&view.expression.language), name(&other.expression.language));
    let right: BTreeMap<&str, &Seen<'_>> =
        provisions(other, eid).iter().map(|seen| (seen.provision.eid.as_str(), seen)).collect();
    let left: BTreeMap<&str, ()> = provisions(view, eid).iter().map(|seen| (seen.provision.eid.as_str(), ())).collect();
    let only = provisions(other, eid).iter().filter(|seen| !left.contains_key(seen.provision.eid.as_str()));
    let cell = |view: &View<'_>, seen: Option<&Seen<'_>>| match seen {
        Some(seen) => html! { div class=(level(view, seen)) { (one(asked, view, seen)) } },
        None => html! { span class="absent" lang=(language) { (say::law_beside_missing(language)) } },
    };
    let (tag, other_tag) = (words::tag(&view.expression.language), words::tag(&other.expression.language));
    html! {
        div class="scroll" role="region" tabindex="0" aria-label=(caption) {
            table class="sides" {
                caption { span { (caption) } }
                thead { tr {
                    th scope="col" class="t" { (name(&view.expression.language)) }
                    th scope="col" class="t" { (name(&other.expression.language)) }
                } }
                tbody {
                    @for seen in provisions(view, eid) {
                        tr id=(seen.provision.eid) {
                            td class="t" lang=(tag) { (cell(view, Some(seen))) }
                            td class="t" lang=(other_tag) {
                                (cell(other, right.get(seen.provision.eid.as_str()).copied()))
                            }
                        }
                    }
                    @for seen in only {
                        tr id=(seen.provision.eid) {
                            td class="t" { (cell(view, None)) }
                            td class="t" lang=(other_tag) { (cell(other, Some(seen))) }
                        }
                    }
                }
            }
        }
    }
}

/// How far in a provision stands.
fn level(view: &View<'_>, seen: &Seen<'_>) -> &'static str {
    let mut depth = 0;
    let mut above = seen.parent;
    while let Some(parent) = above.and_then(|at| view.provisions.get(at)) {
        above = parent.parent;
        depth += 1;
        if depth == DEEPEST {
            break;
        }
    }
    match depth {
        0 => "provision",
        1 => "provision in-1",
        2 => "provision in-2",
        3 => "provision in-3",
        _ => "provision in-4",
    }
}

/// One provision without what is in it. What has a heading is one.
fn one(asked: &Asked<'_>, view: &View<'_>, seen: &Seen<'_>) -> Markup {
    let provision = seen.provision;
    let number = number(asked, view, seen);
    let state = words::provision_state(asked.language(), seen.state, view.state);
    let mark = html! {
        @if let Some(state) = &state { " " span class="mark" lang=(asked.language()) { "[" (state) "]" } }
    };
    let mut lines =
        provision.text.as_deref().unwrap_or_default().lines().map(str::trim).filter(|line| !line.is_empty());
    html! {
        @if let Some(heading) = &provision.heading {
            h3 { (number) " " (heading) (mark) }
        } @else {
            p { (number) " " @if let Some(line) = lines.next() { (line) } (mark) }
        }
        @for line in lines { p { (line) } }
    }
}

/// The printed number, or the kind where there is none, leading to the provision by itself.
fn number(asked: &Asked<'_>, view: &View<'_>, seen: &Seen<'_>) -> Markup {
    let provision = seen.provision;
    let code = &view.expression.language;
    let printed = provision.num.as_deref().map(|num| words::head(code, provision.kind.as_str(), num));
    let printed = printed.unwrap_or_else(|| "§".to_owned());
    let href = asked.href(
        &Route::Law(view.holding.work.to_string()),
        &[("eid", &provision.eid), ("at", &asked.day()), ("text", code.as_str())],
    );
    html! { a class="no" href=(href) title=(provision.eid) { (printed) } }
}

//! A work on a day for readers: as one JSON document, and as plain text.

use super::part;
use super::view::{ProvisionState, Seen, View, WorkState};
use crate::law::uri::Uri;
use jiff::civil::Date;
use serde::Serialize;
use std::borrow::Cow;

/// What `law show --format json` prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shown<'a> {
    /// The work's URI.
    pub work: &'a str,
    /// The day that was asked for.
    pub at: Date,
    /// The language, three letters.
    pub language: &'a str,
    /// The expression's URI.
    pub expression: String,
    /// The day of the expression.
    pub expression_date: Date,
    /// Whether the work applies.
    pub state: WorkState,
    /// The provisions, depth first.
    pub provisions: Vec<ShownProvision<'a>>,
}

/// One provision of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShownProvision<'a> {
    /// Its identifier.
    pub eid: &'a str,
    /// What it is.
    pub kind: &'a str,
    /// As printed.
    pub num: Option<&'a str>,
    /// As printed.
    pub heading: Option<&'a str>,
    /// Its own text.
    pub text: Option<Cow<'a, str>>,
    /// Whether it applies.
    pub state: ProvisionState,
    /// Since when.
    pub since: Option<Date>,
}

/// The work on its day; with `eid` only that provision and what is in it. `None` when the text has no such provision.
pub fn shown<'a>(view: &'a View<'_>, eid: Option<&'a str>) -> Option<Shown<'a>> {
    let provisions = match eid {
        None => view.provisions.iter().map(one).collect(),
        Some(eid) => match view.below(eid) {
            [] => vec![line(view, eid)?],
            found => found.iter().map(one).collect(),
        },
    };
    let work = view.holding.work.as_str();
    let language = view.expression.language.as_str();
    let expression_date = view.expression.expression_date.0;
    let state = view.state;
    let expression = expression(work, language, expression_date);
    Some(Shown { work, at: view.at, language, expression, expression_date, state, provisions })
}

/// The URI of an expression of a work.
pub(super) fn expression(work: &str, language: &str, date: Date) -> String {
    let plain = || format!("{work}/{language}@{date}");
    let Ok(mut uri) = work.parse::<Uri>() else { return plain() };
    uri.language = Some(crate::law::uri::Language { code: language.to_owned(), date: Some(format!("@{date}")) });
    uri.expression().unwrap_or_else(plain)
}

fn one<'a>(seen: &Seen<'a>) -> ShownProvision<'a> {
    let provision = seen.provision;
    ShownProvision {
        eid: &provision.eid,
        kind: provision.kind.as_str(),
        num: provision.num.as_deref(),
        heading: provision.heading.as_deref(),
        text: provision.text.as_deref().map(Cow::Borrowed),
        state: seen.state,
        since: seen.since,
    }
}

/// A paragraph of text, which is no provision of its own.
fn line<'a>(view: &'a View<'_>, eid: &'a str) -> Option<ShownProvision<'a>> {
    let found = part::find(&view.expression.provisions, eid)?;
    let (state, since) = view.seen(eid).map(|seen| (seen.state, seen.since))?;
    let text = found.text.clone().map(Cow::Owned);
    Some(ShownProvision { eid, kind: "subparagraph", num: None, heading: None, text, state, since })
}

/// The same for people: a line a provision, what does not apply marked.
pub fn text(shown: &Shown<'_>) -> String {
    let mut out = format!("{} ({}, {})\n", shown.expression, word(&shown.state), shown.at);
    for provision in &shown.provisions {
        let depth = provision.eid.matches("__").count();
        let mark = match provision.state {
            ProvisionState::InForce => String::new(),
            state if shown.state == WorkState::Unknown && state == ProvisionState::NotCommenced => String::new(),
            state => format!(" [{}]", word(&state)),
        };
        let parts = [provision.num, provision.heading, provision.text.as_deref()];
        let body: Vec<&str> = parts.into_iter().flatten().collect();
        let indent = "  ".repeat(depth);
        let body = body.join(" ").replace('\n', &format!("\n{indent}  "));
        out.push_str(&format!("{indent}{}{mark}  {body}\n", provision.eid));
    }
    out
}

/// A state as words.
fn word<T: Serialize>(state: &T) -> String {
    let name = serde_json::to_value(state).ok().and_then(|value| value.as_str().map(str::to_owned));
    name.unwrap_or_default().replace('_', " ")
}

//! One record and everything said about it: what it says itself, what the three authors say, what others say, the evidence
//! and its age, every version with the reason it was replaced, and what may be done next.

mod history;
mod index;
mod next;
mod show;
mod voices;

pub(crate) use show::members;
pub(crate) use voices::{is_outside, reason};

use crate::exchange::Answered;
use crate::pages::frame::encoded;
use crate::records::Trouble;
use crate::work::Desk;
use maud::{Markup, html};
use probity_commitments::record::Kind;

/// The address of a record, below the desk.
pub(crate) fn path(kind: Kind, key: &str) -> String {
    format!("record/{kind}/{}", encoded(key))
}

/// A link to a record.
pub(crate) fn link(desk: &Desk<'_>, kind: Kind, key: &str) -> Markup {
    html! { a href=(desk.href(&path(kind, key))) { (desk.reader.called(kind, key)) } }
}

/// A list of records, or one record.
pub(crate) fn page(desk: &Desk<'_>, rest: &str) -> Result<Answered, Trouble> {
    let (kind, key) = rest.split_once('/').unwrap_or((rest, ""));
    match (Kind::named(kind), key) {
        (None, _) if rest.is_empty() => Ok(index::kinds(desk)),
        (None, _) => Ok(desk.not_found()),
        (Some(kind), "") => Ok(index::of_kind(desk, kind)),
        (Some(kind), key) => show::one(desk, kind, key),
    }
}

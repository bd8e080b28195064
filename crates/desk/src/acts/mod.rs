//! Acts: what people record. One description of every form as data, one drawing, one reading, one way through preview to
//! the log. The rules of the log decide; the desk adds only that nobody does by web what their role is not offered.

mod attach;
mod choices;
mod draw;
pub(crate) mod form;
mod groups;
mod index;
mod post;
mod preview;
pub(crate) mod read;
mod sheet;
pub(crate) mod values;
pub(crate) mod words;

#[cfg(test)]
mod tests;

pub(crate) use choices::procedures;
pub(crate) use draw::tongue;

use crate::exchange::{Answered, Verb};
use crate::records::Trouble;
use crate::work::Desk;
use probity_commitments::record::Kind;

/// The list of acts, or the form of one.
pub(crate) fn page(desk: &Desk<'_>, rest: &str) -> Result<Answered, Trouble> {
    if rest.is_empty() && desk.asked.verb == Verb::Get {
        return Ok(index::page(desk));
    }
    let Some(form) = Kind::named(rest).and_then(form::of) else { return Ok(desk.not_found()) };
    match desk.asked.verb {
        Verb::Get => Ok(sheet::opened(desk, form)),
        Verb::Post => post::posted(desk, form),
    }
}

/// The address of a form, below the desk, with fields prefilled.
pub(crate) fn address(kind: Kind, fields: &[(&str, &str)]) -> String {
    format!("act/{kind}{}", probity_publication::route::query(fields))
}

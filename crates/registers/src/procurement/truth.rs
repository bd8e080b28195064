//! What is known of an invented world, for demonstrations: which suppliers collude, in which market, which processes were
//! made suspicious on purpose. No real observatory has such a file.

use crate::format::Input;
use crate::perception::Report;
use crate::perception::number::here;
use crate::perception::simple::Fixed;
use probity_core::{Diagnostic, Place};

/// One thing known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// What is known: `supplier`, `market` or `process`.
    pub kind: String,
    /// Of whom: an identifier, a class of items, an ocid.
    pub subject: String,
    /// What was planted there: `cartel`, `clean`, or the code of a flag.
    pub planted: String,
    /// Where it stands.
    pub place: Place,
}

/// Reads `kind,subject,planted`.
pub fn known_into(input: &Input, sink: &mut dyn FnMut(Known)) -> Report {
    let file = input.name();
    Fixed::run(input, &["kind", "subject", "planted"], &[], sink, &mut |row, columns, _| {
        let [Some(kind), Some(subject), Some(planted)] = *columns else { return Ok(None) };
        let text = |index: usize| row.text(index).to_owned();
        if let Some((index, field)) = [(kind, "kind"), (subject, "subject"), (planted, "planted")]
            .into_iter()
            .find(|(i, _)| row.text(*i).is_empty())
        {
            let fault = Diagnostic::error("text-missing", file, format!("`{field}` is missing"));
            return Err(vec![here(fault, row, index, field).expected("a word or an identifier")]);
        }
        let place = row.place(subject);
        Ok(Some(Known { kind: text(kind), subject: text(subject), planted: text(planted), place }))
    })
}

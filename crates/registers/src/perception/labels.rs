//! Names of countries and sources in the product's languages, for observatories whose codes nobody else knows.

use super::checks::{Duplicates, duplicate};
use super::number::here;
use super::report::{Reading, Report};
use super::simple::Fixed;
use crate::format::Input;
use probity_core::{Diagnostic, Place};

/// What a code is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The code of a country or a source.
    pub code: String,
    /// Its name in English, Kazakh and Russian.
    pub names: [String; 3],
    /// Where it stands.
    pub place: Place,
}

/// Names from a table `code,en,kk,ru`.
pub fn labels(input: &Input) -> Reading<Label> {
    Reading::collect(|sink| labels_into(input, sink))
}

/// [`labels`] as a stream.
pub fn labels_into(input: &Input, sink: &mut dyn FnMut(Label)) -> Report {
    let (file, mut seen) = (input.name(), Duplicates::default());
    Fixed::run(input, &["code", "en", "kk", "ru"], &[], sink, &mut |row, columns, _| {
        let [Some(at), Some(en), Some(kk), Some(ru)] = columns[..] else { return Ok(None) };
        let empty =
            [(at, "code"), (en, "en"), (kk, "kk"), (ru, "ru")].into_iter().find(|(i, _)| row.text(*i).is_empty());
        if let Some((index, field)) = empty {
            let fault = Diagnostic::error("text-missing", file, format!("`{field}` is missing"));
            return Err(vec![here(fault, row, index, field).expected("a code and its name in all three languages")]);
        }
        let code = row.text(at).to_owned();
        if let Some(earlier) = seen.earlier(code.clone(), row.line()) {
            return Err(vec![duplicate(file, row, at, &code, earlier).field("code").expected("one row a code")]);
        }
        Ok(Some(Label { code, names: [en, kk, ru].map(|i| row.text(i).to_owned()), place: row.place(at) }))
    })
}

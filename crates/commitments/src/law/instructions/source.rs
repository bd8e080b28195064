//! The forms amending acts come in: a JSON record with `text`, a page of a legal database, or the text itself.

use crate::law::library::page;
use probity_core::Language;
use probity_core::{Diagnostic, Place};
use serde::Deserialize;

/// An act's text and what its record says about it.
pub(super) struct Source {
    pub(super) act: String,
    pub(super) lang: Option<Language>,
    pub(super) text: String,
}

#[derive(Deserialize)]
struct Record {
    code: Option<serde_json::Value>,
    #[serde(rename = "_id")]
    id: Option<serde_json::Value>,
    language: Option<String>,
    text: Option<String>,
}

pub(super) fn read(file: &str, text: &str) -> Result<Source, Diagnostic> {
    let text = text.trim_start_matches('\u{feff}');
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
    if text.trim().is_empty() {
        return Err(Diagnostic::error("law-empty", file, "the file is empty"));
    }
    if page::is_one(text) {
        let record = page::read(file, text)?.record;
        let lang = record.language.and_then(|lang| crate::law::language(&lang).ok());
        let act = record.code.unwrap_or_else(|| stem.to_owned());
        return Ok(Source { act, lang, text: record.text.unwrap_or_default() });
    }
    if text.trim_start().starts_with('[') {
        let fault = Diagnostic::error("law-record", file, "this is a list, and one act a file is read");
        return Err(fault
            .expected("a record with `text`, or the text itself")
            .hint("put each record into its own file"));
    }
    if !text.trim_start().starts_with('{') {
        return Ok(Source { act: stem.to_owned(), lang: None, text: text.to_owned() });
    }
    let record: Record = serde_json::from_str(text).map_err(|error| {
        let place = Place {
            sheet: None,
            row: u64::try_from(error.line()).unwrap_or_default(),
            column: u32::try_from(error.column()).unwrap_or_default(),
        };
        Diagnostic::error("law-record", file, format!("this is not a record of an act: {error}")).at(place)
    })?;
    let Some(body) = record.text else {
        return Err(Diagnostic::error("law-record", file, "the record has no text")
            .field("text")
            .hint("a record of the ministry's interface has `text`, `code`, `language`"));
    };
    let printed = |value: serde_json::Value| match value {
        serde_json::Value::String(text) => Some(text),
        serde_json::Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let act = record.code.and_then(printed).or_else(|| record.id.and_then(printed));
    let lang = record.language.and_then(|lang| crate::law::language(&lang).ok());
    Ok(Source { act: act.unwrap_or_else(|| stem.to_owned()), lang, text: body })
}

/// The language by letters that Russian does not have: one in fifty is too many for names in a Russian text.
pub(in crate::law) fn guess(text: &str) -> Language {
    let letters = text.chars().filter(|sign| sign.is_alphabetic()).count();
    let kazakh = text.chars().filter(|sign| "әғқңөұүһіӘҒҚҢӨҰҮҺІ".contains(*sign)).count();
    if kazakh * 50 > letters { Language::Kk } else { Language::Ru }
}

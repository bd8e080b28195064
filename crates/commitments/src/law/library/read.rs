//! The forms law comes in: act files, Akoma Ntoso, pages, records of ministries, plain text, tables of concordance. Each file gives
//! what could be read of it and says what was rejected and why.

use super::act::{Act, Draft, trimmed};
use super::collection::Expression;
use super::concordance::{self, Row};
use super::number::numbered;
use super::value::{LanguageCode, Work};
use super::{akn, page, plain, record};
use crate::date::Day;
use crate::law::instructions;
use probity_core::{Diagnostic, Place};
use serde_json::value::RawValue;

/// A file.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// Its name for messages; the end of it says what a table is.
    pub name: &'a str,
    /// Its text.
    pub text: &'a str,
}

/// What the user says about files that do not say it themselves.
#[derive(Debug, Clone, Default)]
pub struct Given {
    /// The work.
    pub work: Option<Work>,
    /// The language.
    pub language: Option<LanguageCode>,
    /// The day of the expression.
    pub date: Option<Day>,
}

/// What a file gave.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Read {
    /// Texts of acts.
    pub expressions: Vec<Expression>,
    /// Rows of concordance.
    pub rows: Vec<Row>,
    /// How many records there were.
    pub read: usize,
    /// How many were not kept.
    pub rejected: usize,
    /// Why, and what is odd.
    pub diagnostics: Vec<Diagnostic>,
}

impl Read {
    /// How many records were kept.
    pub fn kept(&self) -> usize {
        self.expressions.len() + self.rows.len()
    }

    fn reject(&mut self, faults: Vec<Diagnostic>) {
        self.rejected += 1;
        self.diagnostics.extend(faults);
    }

    fn act(&mut self, file: &str, act: Result<Act<Draft>, Diagnostic>) {
        self.read += 1;
        match act.map_err(|fault| vec![fault]).and_then(|act| expression(file, act)) {
            Ok(expression) => self.expressions.push(expression),
            Err(faults) => self.reject(faults),
        }
    }
}

/// Reads a file.
///
/// # Errors
/// A diagnostic when it is none of the forms: nothing in it can be used.
pub fn read(source: Source<'_>, given: &Given) -> Result<Read, Diagnostic> {
    let Source { name, text } = source;
    let text = text.trim_start_matches('\u{feff}');
    let mut read = Read::default();
    if name.trim_end_matches(".gz").trim_end_matches(".zst").ends_with(".concordance.csv") {
        let (rows, count, faults) = concordance::rows(name, text)?;
        (read.rows, read.read, read.rejected, read.diagnostics) = (rows, count, faults.len(), faults);
        return Ok(read);
    }
    match text.trim_start().chars().next() {
        None => return Err(Diagnostic::error("law-empty", name, "the file is empty")),
        Some('<') if page::is_one(text) => {
            let (act, odd) = page::read(name, text)
                .and_then(|page| page.act(name, given))
                .map_or_else(|fault| (Err(fault), None), |(act, odd)| (Ok(act), odd));
            read.diagnostics.extend(odd);
            read.act(name, act);
        }
        Some('<') => read.act(name, akn::read(name, text, given)),
        Some('{') => json(&mut read, name, text, given)?,
        Some('[') => {
            let all: Vec<&RawValue> = serde_json::from_str(text).map_err(|error| not_json(name, &error))?;
            for one in all {
                json_one(&mut read, name, one.get(), given);
            }
        }
        Some(_) => {
            let act = plain_text(name, text, given)?;
            read.act(name, Ok(act));
        }
    }
    Ok(read)
}

/// One document, or one a line.
fn json(read: &mut Read, name: &str, text: &str, given: &Given) -> Result<(), Diagnostic> {
    let documents = serde_json::Deserializer::from_str(text).into_iter::<&RawValue>();
    let documents: Result<Vec<&RawValue>, _> = documents.collect();
    match documents.map_err(|error| not_json(name, &error))?.as_slice() {
        // The whole text, so that messages name lines of the file.
        [_] => json_one(read, name, text, given),
        many => many.iter().for_each(|one| json_one(read, name, one.get(), given)),
    }
    Ok(())
}

fn json_one(read: &mut Read, name: &str, text: &str, given: &Given) {
    let members: Option<serde_json::Map<String, serde_json::Value>> = serde_json::from_str(text).ok();
    let has = |member: &str| members.as_ref().is_some_and(|members| members.contains_key(member));
    if has("format") || has("provisions") {
        let act = act(name, text);
        if let Ok(act) = &act {
            read.diagnostics.extend(unknown(name, act));
        }
        return read.act(name, act);
    }
    if has("text") {
        return read.act(name, record::act(name, text, given));
    }
    let fault = Diagnostic::error("law-form", name, "this is neither an act nor a record of one");
    read.read += 1;
    read.reject(vec![fault.expected("`format` (probity.act/1) and `provisions`, or `text` and `requisites`")]);
}

/// An act file.
fn act(name: &str, text: &str) -> Result<Act<Draft>, Diagnostic> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = serde_path_to_error::deserialize(&mut reader);
    let read = read.map_err(|error| (error.path().to_string(), error.into_inner()));
    let whole = read.and_then(|act| reader.end().map(|()| act).map_err(|error| (".".to_owned(), error)));
    whole.map_err(|(member, error)| {
        let line = text.lines().nth(error.line().saturating_sub(1)).unwrap_or_default();
        let place = place(&error);
        let fault =
            Diagnostic::error("law-act", name, format!("this act cannot be read: {error}")).at(place).line(line);
        // A dot is the path of the whole.
        let fault = if member == "." { fault } else { fault.field(&member) };
        fault.hint("the members of an act file are explained in docs/law.md")
    })
}

/// An act as it was kept before.
///
/// # Errors
/// When the bytes are not what the library writes.
pub fn kept(name: &str, text: &str) -> Result<Expression, Vec<Diagnostic>> {
    expression(name, act(name, text).map_err(|fault| vec![fault])?)
}

/// The same with identifiers.
fn expression(file: &str, mut act: Act<Draft>) -> Result<Expression, Vec<Diagnostic>> {
    act.commencements.sort_by(|a, b| (a.date, &a.by).cmp(&(b.date, &b.by)));
    let provisions = numbered(file, &act.work, std::mem::take(&mut act.provisions))?;
    Ok(act.with(provisions))
}

fn unknown(name: &str, act: &Act<Draft>) -> Option<Diagnostic> {
    let first = act.unknown.keys().next()?;
    let names: Vec<&str> = act.unknown.keys().map(String::as_str).collect();
    let message = format!("nothing was read from `{}`", names.join("`, `"));
    Some(
        Diagnostic::warning("law-act", name, message)
            .field(first)
            .hint("the members of an act file are explained in docs/law.md"),
    )
}

fn plain_text(name: &str, text: &str, given: &Given) -> Result<Act<Draft>, Diagnostic> {
    let lacking =
        [("--work", given.work.is_none()), ("--lang", given.language.is_none()), ("--date", given.date.is_none())];
    let lacking: Vec<&str> = lacking.into_iter().filter(|(_, lacks)| *lacks).map(|(name, _)| name).collect();
    let (Some(work), Some(language), Some(date)) = (&given.work, &given.language, given.date) else {
        let message = "plain text does not say what it is the text of";
        return Err(Diagnostic::error("law-form", name, message)
            .expected("an act file, Akoma Ntoso, a page of Adilet, a record of a ministry, `*.concordance.csv`, or plain text")
            .hint(format!("give {}", lacking.join(", "))));
    };
    let lang = crate::law::language(language.as_str()).unwrap_or_else(|_| instructions::guess(text));
    let parts = plain::structure(lang, "", text);
    let mut act = Act::new(work.clone(), language.clone(), date, parts.provisions);
    act.preamble = parts.preamble.and_then(trimmed);
    act.conclusions = parts.conclusions;
    Ok(act)
}

fn not_json(name: &str, error: &serde_json::Error) -> Diagnostic {
    Diagnostic::error("law-form", name, format!("this is not JSON: {error}")).at(place(error))
}

fn place(error: &serde_json::Error) -> Place {
    let row = u64::try_from(error.line()).unwrap_or_default();
    Place { sheet: None, row, column: u32::try_from(error.column()).unwrap_or_default() }
}

//! What an amending act changes, as data: which provisions of which acts are replaced, inserted, deleted or repealed, and
//! from when. The next text of an act is computed from this, so that a doubt is reported and never settled silently.

mod clause;
mod commencement;
mod context;
mod excepted;
mod line;
mod modified;
mod parse;
mod payload;
mod quotes;
mod source;
#[cfg(test)]
mod tests;
mod words;

pub use commencement::Commencement;
pub(in crate::law) use excepted::Excepted;
pub use modified::Modified;
use probity_core::Diagnostic;
pub(in crate::law) use quotes::angled;
use serde::Serialize;
pub(in crate::law) use source::guess;

use crate::law::refs::act::Line;
use crate::law::refs::words::Words;
use probity_core::Language;

/// What an instruction does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verb {
    /// A provision gets a new text.
    Replace,
    /// A provision or words come in.
    Insert,
    /// A provision or words go.
    Delete,
    /// Words get others in their place.
    Substitute,
    /// An act or a provision loses its force.
    Repeal,
}

/// What kind of act it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// It changes other acts.
    Amend,
    /// It repeals other acts.
    Repeal,
    /// It ratifies a treaty.
    Ratify,
}

/// One instruction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Instruction {
    /// From 1.
    pub n: usize,
    /// What is done.
    pub verb: Verb,
    /// eIds joined by a space: what is changed, or the parent of what is inserted; nothing for the act itself.
    pub target: Option<String>,
    /// Headings, where the structure is not articles and points.
    pub context: Vec<String>,
    /// eIds inserted, printed numbers, or old words.
    pub what: Vec<String>,
    /// Words after which others are inserted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<String>,
    /// The new text.
    pub text: Option<String>,
    /// The annex of the amending act that holds the new text.
    pub annex: Option<String>,
    /// Which act of `modifies`.
    pub of: usize,
}

/// An amending act as data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActInstructions {
    /// Its identifier in its source.
    pub act: String,
    /// What kinds of act it is.
    pub kind: Vec<Kind>,
    /// The acts it changes, in order.
    pub modifies: Vec<Modified>,
    /// What it does to them.
    pub instructions: Vec<Instruction>,
    /// When it begins to apply, if it says so in a known form.
    pub commencement: Option<Commencement>,
}

/// An act as data, and what was doubtful in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The act.
    pub act: ActInstructions,
    /// Warnings: guillemets that are not closed, texts that are missing.
    pub warnings: Vec<Diagnostic>,
}

/// Reads one act: a record of the ministry's interface (JSON) or plain text. `lang` overrules what the record says;
/// without either the letters decide.
///
/// # Errors
/// A diagnostic when a record is no JSON or has no text, or when the language has no grammar of instructions.
pub fn read(file: &str, text: &str, lang: Option<Language>) -> Result<Outcome, Diagnostic> {
    let source = source::read(file, text)?;
    let lang = lang.or(source.lang).unwrap_or_else(|| source::guess(&source.text));
    parse::act(file, &source, lang)
}

/// Whether a line, without its number, is the one that says when its act begins to apply.
pub(in crate::law) fn commences(lang: Language, line: &str) -> bool {
    line::Grammar::of(lang).is_some_and(|grammar| commencement::is_one(grammar, &line::Prepared::new(line)))
}

/// Whether a text begins as that line does, without its number: the first half of [`commences`].
pub(in crate::law) fn is_of_this_act(lang: Language, text: &str) -> bool {
    line::Grammar::of(lang).is_some_and(|grammar| commencement::is_of_this_act(grammar, &line::Prepared::new(text)))
}

/// Whether a text has words by which commencement is said, be it in a quotation: cheaper than [`commences`], which it precedes.
pub(in crate::law) fn names_commencement(lang: Language, text: &str) -> bool {
    let Some(grammar) = line::Grammar::of(lang) else { return false };
    let one = |sign: char| if sign.is_whitespace() { ' ' } else { sign.to_lowercase().next().unwrap_or(sign) };
    let lower: String = text.chars().map(one).collect();
    grammar.phrases.commences.iter().any(|phrase| lower.contains(phrase.as_str()))
}

/// When an act says that it begins to apply: the first line that says so, as [`read`] finds it, without reading the rest.
pub(in crate::law) fn commencement(lang: Language, text: &str) -> Option<Commencement> {
    let grammar = line::Grammar::of(lang)?;
    let named = text.lines().filter(|line| names_commencement(lang, line));
    let line = named.map(line::Prepared::new).find(|line| commencement::is_one(grammar, line))?;
    commencement::read(grammar, &line)
}

/// Which provisions that line leaves out.
pub(in crate::law) fn excepted(lang: Language, text: &str) -> Vec<Excepted> {
    line::Grammar::of(lang).map_or_else(Vec::new, |grammar| excepted::read(grammar, text))
}

/// Day and number of an act as they are printed in a line that names it.
pub(in crate::law) fn day_and_number(lang: Language, line: &str) -> (Option<jiff::civil::Date>, Option<String>) {
    let Some(words) = Words::of(lang) else { return (None, None) };
    let prepared = line::Prepared::new(line);
    let read = Line { lang, words, chars: &prepared.hidden, tokens: &prepared.tokens };
    let all = 0..read.tokens.len();
    let date = all.clone().find_map(|at| read.date(at)).map(|(date, _)| date);
    (date, all.into_iter().find_map(|at| read.number(at)).map(|(number, _)| number))
}

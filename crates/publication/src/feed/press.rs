//! The press kit of a data set: a brief in three languages made from typed facts, the numbers as CSV, the drawing. A
//! verb ("rose", "fell") comes from the verdict of a test and from nowhere else; every number carries a footnote with
//! the name of its observation.

use crate::message as say;
use crate::page::{Number, Verdict};
use probity_core::Language;
use std::io::{Cursor, Write as _};

/// One thing worth telling.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// What it is about: a country or region, and what was measured.
    pub subject: String,
    /// The period, or the two periods compared.
    pub period: String,
    /// The number with its interval; it must name its observation.
    pub number: Number,
    /// The unit, in words; may be empty.
    pub unit: String,
    /// For a change: what the test says.
    pub verdict: Option<Verdict>,
}

/// What the brief says besides the facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brief {
    /// The data set's title.
    pub title: String,
    /// What it holds, in one or two sentences.
    pub summary: String,
    /// Whether the data are invented.
    pub synthetic: bool,
    /// The citation.
    pub citation: String,
    /// What must be kept in mind; may be empty.
    pub caution: String,
}

/// The brief as plain text. Facts whose number has no observation are left out: nobody could check them.
pub fn text(language: Language, brief: &Brief, facts: &[Fact]) -> String {
    let mut lines = vec![brief.title.clone(), String::new()];
    if brief.synthetic {
        lines.extend([format!("{} {}", say::banner_title(language), say::banner_text(language)), String::new()]);
    }
    lines.extend([brief.summary.clone(), String::new()]);
    let mut notes = Vec::new();
    for fact in facts {
        let Some(observation) = &fact.number.observation else { continue };
        notes.push(observation.clone());
        lines.push(format!("- {} [{}]", sentence(language, fact), notes.len()));
    }
    if notes.is_empty() {
        lines.push(say::press_nothing(language));
    }
    if !brief.caution.is_empty() {
        lines.extend([String::new(), brief.caution.clone()]);
    }
    lines.extend([String::new(), say::press_notes(language)]);
    lines.extend(notes.iter().enumerate().map(|(i, id)| format!("[{}] {id} — probity explain {id}", i + 1)));
    lines.extend([String::new(), brief.citation.clone(), String::new()]);
    lines.join("\n")
}

fn sentence(language: Language, fact: &Fact) -> String {
    let number = match fact.number.interval_text(language) {
        Some(interval) => format!("{} ({interval})", fact.number.text(language)),
        None => fact.number.text(language),
    };
    let number = if fact.unit.is_empty() { number } else { format!("{number} {}", fact.unit) };
    let verb = match fact.verdict {
        Some(Verdict::Rose) => format!("{}: ", say::verdict_rose(language)),
        Some(Verdict::Fell) => format!("{}: ", say::verdict_fell(language)),
        Some(Verdict::NotClear) => format!("{}: ", say::verdict_not_clear(language)),
        None => String::new(),
    };
    format!("{}, {}: {verb}{number}.", fact.subject, fact.period)
}

/// The kit: these files in one archive, with fixed times, so that the same data give the same bytes.
///
/// # Errors
/// When a file is too large for the format.
pub fn kit(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, zip::result::ZipError> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default())
        .unix_permissions(0o644);
    for (name, bytes) in files {
        archive.start_file(name.as_str(), options)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Reading;

    fn brief() -> Brief {
        Brief {
            title: "T".to_owned(),
            summary: "S".to_owned(),
            synthetic: true,
            citation: "C".to_owned(),
            caution: String::new(),
        }
    }

    fn fact(verdict: Option<Verdict>) -> Fact {
        let number = Number::of("recorded-change:M:XAA:2022-2023", 1.5, 2).between(1.1, 1.9);
        Fact { subject: "Example A".into(), period: "2022–2023".into(), number, unit: String::new(), verdict }
    }

    #[test]
    fn a_verb_comes_from_the_verdict_and_every_number_has_its_footnote() {
        let said = text(Language::En, &brief(), &[fact(Some(Verdict::Rose)), fact(Some(Verdict::NotClear))]);
        assert!(said.contains("- Example A, 2022–2023: rose clearly: 1.50 (1.10–1.90). [1]"), "{said}");
        assert!(said.contains("no clear change: 1.50 (1.10–1.90). [2]"));
        assert!(said.contains("[2] recorded-change:M:XAA:2022-2023"));
        assert!(said.contains("invented"), "invented data are called so");
    }

    #[test]
    fn a_number_that_nobody_can_check_is_not_told() {
        let mut lonely = fact(None);
        lonely.number = Number { observation: None, ..Number::absent("x", Reading::Unknown) };
        assert!(text(Language::Ru, &brief(), &[lonely]).contains(&say::press_nothing(Language::Ru)));
    }

    #[test]
    fn the_kit_is_the_same_every_time() {
        let files = [("brief.en.txt".to_owned(), b"a".to_vec()), ("data.csv".to_owned(), vec![b'x'; 10_000])];
        assert_eq!(kit(&files).unwrap(), kit(&files).unwrap());
        assert!(kit(&files).unwrap().len() < 1_000);
    }
}

//! Pages of a state's legal database in the shape of Adilet: an act in `<article>`, its identity above it, and editors' notes
//! between its paragraphs. A page becomes what a record of the ministry says, so that both are read alike from there on.

use super::act::{Act, Draft, Repeal};
use super::data::{Data, Notes};
use super::form::plain;
use super::line::Reader;
use super::read::Given;
use super::record::Record;
use crate::date::Day;
use crate::law::instructions;
use jiff::civil::Date;
use probity_core::{Diagnostic, Language};
use scraper::{ElementRef, Html, Selector};

mod lines;

/// Whether a text is a page, and not Akoma Ntoso: a comment or a doctype may stand before its first element.
pub(in crate::law) fn is_one(text: &str) -> bool {
    const LOOKED_AT: usize = 1024;
    let head = text.trim_start().chars().take(LOOKED_AT).collect::<String>().to_lowercase();
    let html = head.contains("<!doctype html") || head.contains("<html");
    head.starts_with('<') && html && !head.contains("akomantoso")
}

/// What a page says.
pub(in crate::law) struct Page {
    /// As a record says it; the text is that of the act, a line a paragraph.
    pub(in crate::law) record: Record,
    /// What editors added, a line a note.
    notes: Vec<Note>,
}

/// A note of editors.
struct Note {
    text: String,
    /// Whether it stands above all provisions, so that it speaks of the whole act.
    above: bool,
}

/// Reads a page.
///
/// # Errors
/// A diagnostic when there is no act on it.
pub(in crate::law) fn read(file: &str, html: &str) -> Result<Page, Diagnostic> {
    let document = Html::parse_document(html);
    let Some(article) = first(&document, "article") else {
        let fault = Diagnostic::error("law-page", file, "there is no act on this page");
        return Err(fault
            .expected("a page of Adilet with the text of an act (in `<article>`)")
            .hint("save the page `…/docs/CODE` itself, not its list of changes or its comparison of two languages"));
    };
    let told = |selector: &str| first(&document, selector).map(|it| plain(&it.text().collect::<String>()));
    let (code, language) = identity(&document);
    let lines = lines::of(article);
    let all: String = lines.iter().map(|line| line.text.as_str()).collect();
    let lang =
        language.as_deref().and_then(|it| crate::law::language(it).ok()).unwrap_or_else(|| instructions::guess(&all));
    let reader = Reader::of(lang);
    let (mut text, mut notes, mut above) = (Vec::new(), Vec::new(), true);
    for line in lines {
        // "2. Исключен Законом …" is printed as a note, and stands in place of the paragraph.
        let begins = reader.as_ref().is_some_and(|reader| reader.begins(&line.text));
        above &= !begins;
        match line.note && !begins {
            true => notes.push(Note { text: line.text, above }),
            false => text.push(line.text),
        }
    }
    let record = Record {
        title: told(".slogan h1").or_else(|| told("h1")),
        requisites: told(".slogan p").map(|printed| with_sign(&printed)),
        text: Some(text.join("\n")),
        code,
        language,
        ..Record::default()
    };
    Ok(Page { record, notes })
}

impl Page {
    /// The act of a page, and what is odd about it.
    pub(super) fn act(self, file: &str, given: &Given) -> Result<(Act<Draft>, Option<Diagnostic>), Diagnostic> {
        let Some(data) = Data::shipped().map(|data| &data.notes) else {
            return Err(Diagnostic::error("law-page", file, "the program's own list of notes cannot be read"));
        };
        let amended = self.notes.iter().filter(|note| begins(note, data)).flat_map(|note| days(&note.text)).max();
        if let Some(day) = amended.filter(|_| given.date.is_none()) {
            let fault = Diagnostic::error("law-page", file, "the page does not say from which day this is the text");
            return Err(fault
                .found(format!("its notes on changes name days up to {day}"))
                .hint("give `--date`: the day on which the latest of these changes began to apply"));
        }
        let printed = self.record.requisites.clone().unwrap_or_default();
        let mut act = self.record.act(file, given)?;
        act.authoritative = data.authoritative.iter().any(|language| *language == act.language.as_str());
        let lang = crate::law::language(act.language.as_str()).unwrap_or(Language::Ru);
        let (repealed, odd) = repeal(file, (data, lang), &printed, &self.notes);
        act.repealed = repealed;
        Ok((act, odd))
    }
}

/// The end of an act's force, from a note ("Сноска. Утратил силу …") or from what is printed above the text.
fn repeal(
    file: &str,
    (data, lang): (&Notes, Language),
    printed: &str,
    notes: &[Note],
) -> (Option<Repeal>, Option<Diagnostic>) {
    let behind = |line: &str, first: bool| {
        let lower = line.to_lowercase();
        let found = |words: &String| {
            if first { lower.starts_with(words.as_str()).then_some(0) } else { lower.find(words.as_str()) }
        };
        data.repealed.iter().find_map(found).and_then(|at| line.get(at..)).map(str::to_owned)
    };
    let history = notes.iter().filter(|note| note.above && begins(note, data));
    let noted = history.filter_map(|note| note.text.split_once(". ")).find_map(|(_, rest)| behind(rest, true));
    let Some(said) = noted.or_else(|| behind(printed, false)) else { return (None, None) };
    let told = |date: Date| Repeal { date: Day(date), by: Some(said.clone()), verb: Some("repealed".to_owned()) };
    let named = days(&said).next().or_else(|| instructions::day_and_number(lang, &with_sign(&said)).0);
    if let Some(date) = days(&said).nth(1) {
        return (Some(told(date)), None);
    }
    let odd = Diagnostic::warning("law-page", file, "the act is repealed, and the page does not say from which day");
    let hint = match named {
        Some(day) => format!("the day of the act that did it is taken: {day}"),
        None => "it is kept as if it applied; an act file can say `repealed`".to_owned(),
    };
    (named.map(told), Some(odd.found(said.clone()).hint(hint)))
}

/// Identifier and language, from the tab that leads to what is known of the act.
fn identity(document: &Html) -> (Option<String>, Option<String>) {
    let addresses = select(document, "a[href], link[href]").into_iter();
    let mut addresses = addresses.filter_map(|link| link.value().attr("href"));
    let found = addresses.find_map(|address| {
        let (before, code) = address.strip_suffix("/info")?.rsplit_once("/docs/")?;
        Some((code.to_owned(), before.rsplit('/').next()?.to_owned()))
    });
    match found {
        Some((code, language)) => (Some(code), Some(language)),
        None => (None, None),
    }
}

/// The sign of numbers for letters that stand for it ("N 267", "No. 410-V").
fn with_sign(printed: &str) -> String {
    let words = printed.split(' ').map(|word| if ["N", "No.", "No"].contains(&word) { "№" } else { word });
    words.collect::<Vec<_>>().join(" ")
}

/// Whether a note says what was changed.
fn begins(note: &Note, data: &Notes) -> bool {
    let text = note.text.to_lowercase();
    data.history.iter().any(|word| text.starts_with(word.as_str()))
}

/// Days in figures (`01.08.2019`), in order.
fn days(text: &str) -> impl Iterator<Item = Date> {
    text.split(|sign: char| !sign.is_ascii_digit() && sign != '.').filter_map(|figures| {
        let mut parts = figures.trim_end_matches('.').split('.');
        let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || year.len() != 4 {
            return None;
        }
        Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
    })
}

fn select<'a>(document: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    Selector::parse(selector).map(|selector| document.select(&selector).collect()).unwrap_or_default()
}

fn first<'a>(document: &'a Html, selector: &str) -> Option<ElementRef<'a>> {
    let selector = Selector::parse(selector).ok()?;
    document.select(&selector).next()
}

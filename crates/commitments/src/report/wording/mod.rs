//! What reports say, in three languages: sentences from the message files, numbers in words from the tables of forms. No
//! sentence of a report is in the code, so whoever speaks a language can correct it without a programmer.

mod number;
mod sentence;

pub use sentence::{Count, Previous};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use jiff::civil::Date;
use number::Forms;
use probity_core::Language;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The words of a language.
pub struct Wording {
    language: Language,
    bundle: FluentBundle<FluentResource>,
    grammar: Grammar,
}

/// What the sentences of a language need beside the message file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Grammar {
    number: Forms,
    state: StateGrammar,
}

/// How names of states behave in sentences.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct StateGrammar {
    /// The gender of names that nothing else is said about.
    default: String,
    /// Gender by ending; the longest ending decides.
    #[serde(default)]
    endings: BTreeMap<String, String>,
    /// Gender of single names.
    #[serde(default)]
    names: BTreeMap<String, String>,
    /// The article.
    #[serde(default)]
    article: Option<String>,
    /// Beginnings of names that take it.
    #[serde(default)]
    with_article: Vec<String>,
}

static WORDINGS: LazyLock<[Wording; 3]> = LazyLock::new(|| Language::ALL.map(Wording::new));

/// The words of `language`.
pub fn wording(language: Language) -> &'static Wording {
    let [en, kk, ru] = &*WORDINGS;
    match language {
        Language::En => en,
        Language::Kk => kk,
        Language::Ru => ru,
    }
}

fn sources(language: Language) -> (&'static str, &'static str) {
    match language {
        Language::En => (include_str!("../../../messages/report.en.ftl"), include_str!("../../../data/report/en.toml")),
        Language::Kk => (include_str!("../../../messages/report.kk.ftl"), include_str!("../../../data/report/kk.toml")),
        Language::Ru => (include_str!("../../../messages/report.ru.ftl"), include_str!("../../../data/report/ru.toml")),
    }
}

/// The values a sentence is filled with.
#[derive(Debug, Default)]
pub struct Values<'a>(FluentArgs<'a>);

impl<'a> Values<'a> {
    /// No values.
    pub fn new() -> Self {
        Self::default()
    }

    /// A text.
    #[must_use]
    pub fn text(mut self, name: &'static str, text: impl Into<String>) -> Self {
        self.0.set(name, FluentValue::from(text.into()));
        self
    }

    /// A text, or the word `none` by which sentences know that there is none.
    #[must_use]
    pub fn maybe(self, name: &'static str, text: Option<impl Into<String>>) -> Self {
        match text {
            Some(text) => self.text(name, text),
            None => self.text(name, "none"),
        }
    }

    /// A count in digits, by which sentences choose their plural.
    #[must_use]
    pub fn count(mut self, name: &'static str, count: u64) -> Self {
        self.0.set(name, FluentValue::from(count));
        self
    }
}

impl Wording {
    fn new(language: Language) -> Self {
        let (messages, grammar) = sources(language);
        let mut bundle = FluentBundle::new_concurrent(vec![language.code().parse().unwrap_or_default()]);
        bundle.set_use_isolating(false);
        // Tests parse both files; what could be parsed is used either way.
        let resource = FluentResource::try_new(messages.to_owned()).unwrap_or_else(|(partial, _)| partial);
        bundle.add_resource_overriding(resource);
        Self { language, bundle, grammar: toml::from_str(grammar).unwrap_or_default() }
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// A sentence without values.
    pub fn plain(&self, key: &str) -> String {
        self.say(key, Values::new())
    }

    /// A sentence; the key itself when there is none, which a test rules out.
    pub fn say(&self, key: &str, values: Values<'_>) -> String {
        self.find(key, values).unwrap_or_else(|| key.to_owned())
    }

    /// A sentence that may not be there: words of a procedure that the program does not know.
    pub fn find(&self, key: &str, values: Values<'_>) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut errors = Vec::new();
        Some(self.bundle.format_pattern(pattern, Some(&values.0), &mut errors).into_owned())
    }

    /// A number in words. The forms are those of `data/report`: English has `plain`, Kazakh `plain` and `part`, Russian
    /// cases, with `_f` for the feminine.
    pub fn number(&self, number: u32, form: &str) -> String {
        self.grammar.number.words(number, form)
    }

    /// Sets a number in digits and, by form, in words: `closed`, `closed_plain`, ….
    pub fn spelt<'a>(&self, values: Values<'a>, name: &str, number: u32) -> Values<'a> {
        let mut values = values;
        for form in self.grammar.number.names() {
            values.0.set(format!("{name}_{form}"), FluentValue::from(self.number(number, form)));
        }
        values.0.set(name.to_owned(), FluentValue::from(number));
        values
    }

    /// A day in running text.
    pub fn day(&self, date: Date) -> String {
        self.of_day("day", date)
    }

    /// Sets a day: as it stands, `_on` that day, `_by` that day.
    pub fn dated<'a>(&self, values: Values<'a>, name: &str, date: Date) -> Values<'a> {
        let mut values = values;
        for (ending, key) in [("", "day"), ("_on", "day-on"), ("_by", "day-by")] {
            values.0.set(format!("{name}{ending}"), FluentValue::from(self.of_day(key, date)));
        }
        values
    }

    /// Sets a day, or the word `none`.
    pub fn maybe_dated<'a>(&self, values: Values<'a>, name: &'static str, date: Option<Date>) -> Values<'a> {
        match date {
            Some(date) => self.dated(values, name, date),
            None => values.text(name, "none"),
        }
    }

    fn of_day(&self, key: &str, date: Date) -> String {
        // Years are not counts; as texts they are never grouped.
        let values = Values::new().text("day", date.day().to_string()).text("year", date.year().to_string());
        self.say(key, values.count("month", u64::from(date.month().unsigned_abs())))
    }

    /// Several things in a row: `a, b and c`.
    pub fn list(&self, items: &[String]) -> String {
        let Some((last, rest)) = items.split_last() else { return self.plain("none") };
        if rest.is_empty() {
            return last.clone();
        }
        let first = rest.join(&self.plain("comma"));
        self.say("and", Values::new().text("first", first).text("last", last.clone()))
    }

    /// What a language is called; its code when nobody gave a name.
    pub fn language_name(&self, code: &str) -> String {
        self.find(&format!("language-{code}"), Values::new()).unwrap_or_else(|| code.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn keys(language: Language) -> BTreeSet<String> {
        let lines = sources(language).0.lines().filter(|line| line.starts_with(|letter: char| letter.is_alphabetic()));
        lines.filter_map(|line| line.split_once(" =")).map(|(key, _)| key.to_owned()).collect()
    }

    #[test]
    fn every_language_says_everything() {
        let english = keys(Language::En);
        assert!(english.len() > 150, "{}", english.len());
        for language in Language::ALL {
            let difference: Vec<_> = english.symmetric_difference(&keys(language)).cloned().collect();
            assert!(difference.is_empty(), "{language}: {difference:?}");
            let (messages, grammar) = sources(language);
            assert!(FluentResource::try_new(messages.to_owned()).is_ok(), "{language}");
            let grammar: Grammar = toml::from_str(grammar).expect("grammar");
            for form in grammar.number.names() {
                for number in 0..1000 {
                    let words = grammar.number.words(number, form);
                    assert!(words.chars().all(|letter| !letter.is_ascii_digit()), "{language} {form} {number}");
                }
            }
        }
    }

    /// Messages named in the source of the reports as a text in quotes, where a message can be meant.
    #[test]
    fn every_message_the_code_names_is_there() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/report");
        let mut folders = vec![root];
        let known = keys(Language::En);
        let mut named = 0;
        while let Some(folder) = folders.pop() {
            for entry in fs_err::read_dir(folder).expect("the source").map(|entry| entry.expect("a file")) {
                if entry.file_type().expect("a type").is_dir() {
                    folders.push(entry.path());
                    continue;
                }
                let text = fs_err::read_to_string(entry.path()).expect("the source");
                for call in ["say(\"", "plain(\""] {
                    for key in text.split(call).skip(1).filter_map(|rest| rest.split('"').next()) {
                        let message = key.contains('-') || known.contains(key);
                        assert!(!message || known.contains(key), "{key} in {}", entry.path().display());
                        named += usize::from(message);
                    }
                }
            }
        }
        assert!(named > 10, "{named}");
    }

    #[test]
    fn kazakh_sentences_are_not_the_russian_ones() {
        let texts = |language: Language| -> BTreeSet<&'static str> {
            let lines = sources(language).0.lines().filter(|line| !line.starts_with('#') && !line.ends_with("->"));
            lines
                .filter(|line| line.split_once(" = ").is_some_and(|(_, text)| text.chars().any(char::is_alphabetic)))
                .collect()
        };
        let russian = texts(Language::Ru);
        // Words that both languages spell alike, and texts made of values only.
        let alike = [
            "organ = {",
            "cover-round = Раунд",
            "column-primary = Депозитарий",
            "title-report = { $document }",
            "by-verdict-item = ",
            "closed-item = ",
            "information-item = ",
            "percent = ",
            "day-",
            "evidence-document",
            "evidence-provision",
        ];
        let kazakh = texts(Language::Kk);
        let same: Vec<_> =
            kazakh.intersection(&russian).filter(|line| !alike.iter().any(|known| line.starts_with(known))).collect();
        assert!(same.is_empty(), "{same:?}");
    }
}

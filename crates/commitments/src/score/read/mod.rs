//! Reading of a method file. The TOML is walked with its spans, so that every message has a line and a column, and numbers
//! are taken from their source text: a threshold of 49.99 is 4999/100 and never the float nearest to it.

mod item;
mod rule;
mod section;
mod tree;
mod whole;

pub(super) use section::Section;

use super::exact::Exact;
use super::nearest::did_you_mean;
use super::source::Source;
use probity_core::Diagnostic;
use std::ops::Range;
use toml::Spanned;
use toml::de::DeValue;

/// The code of everything that is wrong with a method file.
const CODE: &str = "score-method";

/// A value of the file with its span.
type Value<'a> = Spanned<DeValue<'a>>;

/// Reads values and gathers what is wrong with them.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    source: &'a Source<'a>,
    faults: Vec<Diagnostic>,
    warnings: Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(source: &'a Source<'a>) -> Self {
        Self { source, faults: Vec::new(), warnings: Vec::new() }
    }

    /// Notes an error.
    fn refuse(&mut self, span: &Range<usize>, message: impl Into<String>, hint: Option<String>) {
        let fault = self.source.error(CODE, span, message);
        self.faults.push(match hint {
            Some(hint) => fault.hint(hint),
            None => fault,
        });
    }

    /// Notes that a value is not what its key takes.
    fn wrong(&mut self, section: &Section<'_>, key: &str, value: &Value<'_>, expected: &str) {
        let found = self.source.text.get(value.span()).unwrap_or_default().lines().next().unwrap_or_default();
        let message = format!("`{key}` of {} is not {expected}", section.name);
        let fault = self.source.error(CODE, &value.span(), message).field(key).expected(expected);
        self.faults.push(if found.is_empty() { fault } else { fault.found(found) });
    }

    /// Notes something the reader should know.
    fn warn(&mut self, code: &str, span: &Range<usize>, message: impl Into<String>, hint: Option<String>) {
        let warning = self.source.warning(code, span, message);
        self.warnings.push(match hint {
            Some(hint) => warning.hint(hint),
            None => warning,
        });
    }

    /// Warns about keys that mean nothing there: a misspelt rule would silently be none.
    fn only(&mut self, section: &Section<'a>, known: &[&str]) {
        for key in section.table.keys().filter(|key| !known.contains(&key.get_ref().as_ref())) {
            let name = key.get_ref();
            let message = format!("`{name}` of {} means nothing here and is left out", section.name);
            let hint = did_you_mean(name, known.iter().copied());
            self.warn("score-key", &key.span(), message, hint);
        }
    }

    /// The value of a key that must be there.
    fn need<T>(&mut self, section: &Section<'a>, key: &str, value: Option<T>) -> Option<T> {
        if section.table.get(key).is_none() {
            self.refuse(&section.span, format!("{} has no `{key}`", section.name), None);
        }
        value
    }

    /// Reads the value of a key with `read`, which says `None` to what it does not take.
    fn read<T>(
        &mut self,
        section: &Section<'a>,
        key: &str,
        expected: &str,
        read: impl Fn(&'a Value<'a>) -> Option<T>,
    ) -> Option<T> {
        let value = section.table.get(key)?;
        let found = read(value);
        if found.is_none() {
            self.wrong(section, key, value, expected);
        }
        found
    }

    /// A text that is not empty.
    fn text(&mut self, section: &Section<'a>, key: &str) -> Option<String> {
        self.read(section, key, "a text", text_of)
    }

    /// An exact number.
    fn number(&mut self, section: &Section<'a>, key: &str) -> Option<Exact> {
        self.read(section, key, "a number of at most 40 digits", number_of)
    }

    /// An exact number of zero or more.
    fn amount(&mut self, section: &Section<'a>, key: &str) -> Option<Exact> {
        let amount = |value| number_of(value).filter(|number| !number.is_negative());
        self.read(section, key, "a number of zero or more", amount)
    }

    /// An exact number above zero.
    fn positive(&mut self, section: &Section<'a>, key: &str) -> Option<Exact> {
        let positive = |value| number_of(value).filter(Exact::is_positive);
        self.read(section, key, "a number above zero", positive)
    }

    /// A whole number from zero to `most`.
    fn count(&mut self, section: &Section<'a>, key: &str, most: u32) -> Option<u32> {
        let whole = |value| {
            let number = number_of(value)?.to_integer()?;
            u32::try_from(number).ok().filter(|count| *count <= most)
        };
        self.read(section, key, &format!("a whole number from 0 to {most}"), whole)
    }

    /// `true` or `false`.
    fn flag(&mut self, section: &Section<'a>, key: &str) -> Option<bool> {
        self.read(section, key, "`true` or `false`", |value| value.get_ref().as_bool())
    }

    /// One of a list of words.
    fn word<T: Copy>(&mut self, section: &Section<'a>, key: &str, all: &[T], word: fn(T) -> &'static str) -> Option<T> {
        let words: Vec<&str> = all.iter().map(|one| word(*one)).collect();
        let expected = format!("one of `{}`", words.join("`, `"));
        let which = |value: &'a Value<'a>| {
            let text = value.get_ref().as_str()?;
            all.iter().copied().find(|one| word(*one) == text)
        };
        self.read(section, key, &expected, which)
    }

    /// Names, at least one and none twice.
    fn names(&mut self, section: &Section<'a>, key: &str) -> Option<Vec<String>> {
        let names = self.read(section, key, "a list of texts", |value| {
            let all = value.get_ref().as_array()?;
            all.iter().map(|one| Some((text_of(one)?, one.span()))).collect::<Option<Vec<_>>>()
        })?;
        let mut seen: Vec<String> = Vec::with_capacity(names.len());
        let mut met = std::collections::BTreeSet::new();
        for (name, span) in names {
            if met.insert(name.clone()) {
                seen.push(name);
            } else {
                self.refuse(&span, format!("`{name}` stands twice in `{key}` of {}", section.name), None);
            }
        }
        if seen.is_empty() {
            self.refuse(&section.span, format!("`{key}` of {} is empty", section.name), None);
            return None;
        }
        Some(seen)
    }

    /// A table under a key.
    fn table(&mut self, section: &Section<'a>, key: &str) -> Option<Section<'a>> {
        let name = format!("`{key}` of {}", section.name);
        self.read(section, key, "a table", |value| Section::of(value, name.clone()))
    }

    /// Tables under a key, each named after its place in the list.
    fn tables(&mut self, section: &Section<'a>, key: &str, name: &str) -> Vec<Section<'a>> {
        let named = |(at, value)| Section::of(value, format!("{name} {}", at + 1));
        let all = |value: &'a Value<'a>| value.get_ref().as_array()?.iter().enumerate().map(named).collect();
        self.read(section, key, "a list of tables", all).unwrap_or_default()
    }
}

/// A text that is not empty.
fn text_of(value: &Value<'_>) -> Option<String> {
    value.get_ref().as_str().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// A number from its source text.
fn number_of(value: &Value<'_>) -> Option<Exact> {
    match value.get_ref() {
        DeValue::Integer(integer) => Exact::toml_integer(integer.as_str(), integer.radix()),
        DeValue::Float(float) => Exact::toml_float(float.as_str()),
        _ => None,
    }
}

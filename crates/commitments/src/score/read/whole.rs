//! The whole of a method file: its head, its items, its labels.

use super::{CODE, Reader, Section, Value};
use crate::score::exact::{Mode, Rounding};
use crate::score::method::{Combine, Content, Labelled, Level, Method};
use crate::score::nearest::did_you_mean;
use crate::score::source::Source;
use probity_core::Diagnostic;
use std::collections::BTreeMap;
use toml::de::DeTable;

/// What scores are shown with when a method does not say.
const ROUNDING: Rounding = Rounding { digits: 1, mode: Mode::HalfUp };
/// Most decimals shown.
const DIGITS_MAX: u32 = 20;

impl Method {
    /// Reads a method file; with it, warnings.
    ///
    /// # Errors
    /// Everything that is wrong, each with its line and column.
    pub fn read(source: &Source<'_>) -> Result<(Self, Vec<Diagnostic>), Vec<Diagnostic>> {
        let (document, errors) = DeTable::parse_recoverable(source.text);
        if !errors.is_empty() {
            return Err(errors.iter().map(|error| syntax(source, error)).collect());
        }
        let mut reader = Reader::new(source);
        let span = document.span();
        let top =
            Section { table: document.get_ref(), span: span.start..span.start, name: "the method file".to_owned() };
        let method = reader.method(&top);
        match method {
            Some(method) if reader.faults.is_empty() => Ok((method, reader.warnings)),
            _ => Err(reader.faults),
        }
    }
}

fn syntax(source: &Source<'_>, error: &toml::de::Error) -> Diagnostic {
    let mut lines = error.message().lines();
    let message = lines.next().unwrap_or("this is no TOML").to_owned();
    let rest = lines.collect::<Vec<_>>().join(" ");
    let fault = source.error(CODE, &error.span().unwrap_or(0..0), message);
    if rest.is_empty() { fault } else { fault.expected(rest) }
}

impl<'a> Reader<'a> {
    fn method(&mut self, top: &Section<'a>) -> Option<Method> {
        self.only(top, &["method", "item", "scale"]);
        let head = self.table(top, "method");
        let head = self.need(top, "method", head);
        let items: Vec<_> = self.tables(top, "item", "item").into_iter().filter_map(|item| self.item(item)).collect();
        let scales = self.tables(top, "scale", "scale");
        let head = Section { name: "the method".to_owned(), ..head? };
        let keys = ["id", "version", "title", "source", "verified", "rounding", "combine", "max", "summary", "note"];
        self.only(&head, &keys);
        let id = self.text(&head, "id");
        let id = self.need(&head, "id", id);
        let combine = self.word(&head, "combine", &Combine::ALL, Combine::word).unwrap_or_default();
        let max = self.positive(&head, "max");
        let version = self.read(&head, "version", "a text", version);
        let title = self.read(&head, "title", "a text or a table of texts by language", by_language);
        let source = self.text(&head, "source");
        let verified = self.flag(&head, "verified").unwrap_or(true);
        let rounding = self.rounding(&head);
        let id = id?;
        let root = self.tree(&id, &head, combine, max, items);
        let mut method = Method {
            id,
            version: version.unwrap_or_default(),
            title: title.unwrap_or_default(),
            source,
            verified,
            rounding,
            root,
            levels: Vec::new(),
        };
        method.levels = scales.iter().filter_map(|scale| self.level(scale, &method)).collect();
        Some(method)
    }

    fn rounding(&mut self, head: &Section<'a>) -> Rounding {
        let Some(section) = self.table(head, "rounding") else { return ROUNDING };
        self.only(&section, &["digits", "mode"]);
        let word = |mode| match mode {
            Mode::HalfUp => "half_up",
            Mode::HalfEven => "half_even",
        };
        let digits = self.count(&section, "digits", DIGITS_MAX).unwrap_or(ROUNDING.digits);
        let mode = self.word(&section, "mode", &[Mode::HalfUp, Mode::HalfEven], word).unwrap_or_default();
        Rounding { digits, mode }
    }

    fn level(&mut self, section: &Section<'a>, method: &Method) -> Option<Level> {
        self.only(section, &["of", "label", "min", "min_open", "verified", "source", "note"]);
        let of = self.text(section, "of");
        let of = self.need(section, "of", of);
        let label = self.text(section, "label");
        let label = self.need(section, "label", label);
        let min = self.number(section, "min");
        let min = self.need(section, "min", min);
        let open = self.flag(section, "min_open").unwrap_or(false);
        let verified = self.flag(section, "verified").unwrap_or(true);
        let of = match of?.as_str() {
            "*" => Labelled::Tops,
            id => {
                let known: Vec<&str> = method.items().iter().map(|item| item.id.as_str()).collect();
                if id != method.id && !known.contains(&id) && self.faults.is_empty() {
                    let hint = did_you_mean(id, known.into_iter().chain([method.id.as_str()]));
                    self.refuse(&section.span_of("of"), format!("there is no item `{id}` to label"), hint);
                }
                Labelled::Item(id.to_owned())
            }
        };
        Some(Level { of, label: label?, min: min?, open, verified })
    }

    /// Warns about parents of nothing, which no answers can fill.
    pub(super) fn empty(&mut self, content: &Content, id: &str, span: &std::ops::Range<usize>) {
        if let Content::Parent(parent) = content
            && parent.children.is_empty()
        {
            let message = format!("item `{id}` has neither a rule nor children and is never assessed");
            self.warn("score-empty", span, message, Some("give it a rule, or children".to_owned()));
        }
    }
}

/// A version, which people write as a year, too.
fn version(value: &Value<'_>) -> Option<String> {
    super::text_of(value).or_else(|| super::number_of(value).map(|number| number.plain()))
}

/// Texts by language; a text alone has the empty language.
fn by_language(value: &Value<'_>) -> Option<BTreeMap<String, String>> {
    if let Some(text) = super::text_of(value) {
        return Some(BTreeMap::from([(String::new(), text)]));
    }
    let table = value.get_ref().as_table()?;
    table.iter().map(|(language, text)| Some((language.get_ref().to_string(), super::text_of(text)?))).collect()
}

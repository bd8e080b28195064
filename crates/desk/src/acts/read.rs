//! From what was typed to the tree that a load file has. The tree goes through the one reader of records; here it is only
//! said, field by field and in the reader's language, what cannot be what it should be.

use super::form::{Field, Form, Sort};
use super::values::Values;
use crate::say::Say;
use probity_commitments::calendar::{read_calendar, read_calendars};
use probity_commitments::procedure::{read_procedure, read_procedures};
use probity_commitments::record::Kind;
use probity_core::{Diagnostic, Digest, Language, PartialDate};
use serde_json::{Map, Number, Value};

/// Something wrong with what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// The name of the control, when it is one's fault.
    pub field: Option<String>,
    /// The rule or the reader's code.
    pub code: String,
    /// The sentence for the reader.
    pub text: String,
    /// The reader's own sentence, in English, when there is one beside it.
    pub detail: Option<String>,
}

impl Fault {
    /// About a control.
    pub(crate) fn at(field: &str, key: &str, text: String) -> Self {
        Self { field: Some(field.to_owned()), code: key.to_owned(), text, detail: None }
    }
}

/// Reads the fields of one form.
struct Reader<'a> {
    say: Say,
    values: &'a Values,
    faults: Vec<Fault>,
}

/// The members of the record that was typed, or everything that is wrong with them.
pub(crate) fn members(form: &Form, values: &Values, language: Language) -> Result<Map<String, Value>, Vec<Fault>> {
    let mut reader = Reader { say: Say(language), values, faults: Vec::new() };
    let mut members = Map::new();
    for field in &form.fields {
        if field.sort == Sort::Toml {
            members = reader.table(form.kind, field);
            continue;
        }
        let value = reader.value(&field.name, field);
        let needed = field.required && field.table().is_none_or(|table| reader.begun(form, table));
        match (value, field.name.split_once('.')) {
            (Some(value), None) => drop(members.insert(field.name.clone(), value)),
            (Some(value), Some((table, member))) => {
                let table = members.entry(table).or_insert_with(|| Value::Object(Map::new()));
                table.as_object_mut().map(|table| table.insert(member.to_owned(), value));
            }
            (None, _) if needed => reader.fault(&field.name, "fault-required"),
            (None, _) => {}
        }
    }
    if reader.faults.is_empty() { Ok(members) } else { Err(reader.faults) }
}

impl Reader<'_> {
    fn fault(&mut self, name: &str, key: &str) {
        // One sentence a control: a field that cannot be read is not also missing.
        if self.faults.iter().all(|fault| fault.field.as_deref() != Some(name)) {
            self.faults.push(Fault::at(name, key, self.say.plain(key)));
        }
    }

    /// Whether anything in a table was filled in.
    fn begun(&self, form: &Form, table: &str) -> bool {
        let own = form.fields.iter().filter(|field| field.table() == Some(table));
        own.into_iter()
            .any(|field| !self.values.all(&field.name).is_empty() || self.values.below(&field.name).next().is_some())
    }

    fn value(&mut self, name: &str, field: &Field) -> Option<Value> {
        match field.sort {
            Sort::Texts => self.texts(name),
            Sort::Lines => self.lines(name),
            Sort::Pairs => self.pairs(name, field),
            Sort::Rows => self.rows(name, field),
            Sort::Ratio => self.ratio(name),
            Sort::Flag => self.values.all(name).contains(&"true").then_some(Value::Bool(true)),
            Sort::Word | Sort::Reference | Sort::Choice if field.list => {
                let items: Vec<Value> = self.values.lines(name).into_iter().map(Value::from).collect();
                (!items.is_empty()).then_some(Value::Array(items))
            }
            sort => {
                let text = self.values.all(name).first().map(|text| (*text).to_owned())?;
                self.scalar(name, sort, &text)
            }
        }
    }

    fn scalar(&mut self, name: &str, sort: Sort, text: &str) -> Option<Value> {
        let fine = match sort {
            Sort::Number => return self.number(name, text).map(Value::Number),
            Sort::Whole => {
                let number = text.parse::<u64>().ok();
                return number.map(Value::from).or_else(|| {
                    self.fault(name, "fault-whole");
                    None
                });
            }
            Sort::Day => text.parse::<jiff::civil::Date>().is_ok().then_some(()).ok_or("fault-day"),
            Sort::Partial => text.parse::<PartialDate>().is_ok().then_some(()).ok_or("fault-partial"),
            Sort::Country => {
                let two = text.len() == 2 && text.bytes().all(|letter| letter.is_ascii_uppercase());
                two.then_some(()).ok_or("fault-country")
            }
            Sort::Digest | Sort::File => text.parse::<Digest>().is_ok().then_some(()).ok_or("fault-digest"),
            _ => Ok(()),
        };
        match fine {
            Ok(()) => Some(Value::from(text)),
            Err(key) => {
                self.fault(name, key);
                None
            }
        }
    }

    /// A number as it is written in the reader's language: with a decimal comma in Kazakh and Russian. Nothing is guessed
    /// from a comma in English, where it may divide thousands.
    fn number(&mut self, name: &str, text: &str) -> Option<Number> {
        let comma = self.say.0 != Language::En && !text.contains('.') && text.matches(',').count() == 1;
        let text = if comma { text.replace(',', ".") } else { text.to_owned() };
        let number = text.parse::<Number>().ok();
        if number.is_none() {
            self.fault(name, "fault-number");
        }
        number
    }

    fn texts(&mut self, name: &str) -> Option<Value> {
        let parts = self.values.below(name).map(|(part, text)| (part.to_owned(), Value::from(text.trim())));
        let parts: Map<String, Value> = parts.collect();
        let texts = parts.keys().any(|part| part != "authoritative");
        match parts.get("authoritative").and_then(Value::as_str) {
            Some(named) if texts && !parts.contains_key(named) => {
                self.fault(name, "fault-authoritative");
                None
            }
            _ => texts.then_some(Value::Object(parts)),
        }
    }

    /// Texts, one a line; a table or a list in JSON stays what it is.
    fn lines(&mut self, name: &str) -> Option<Value> {
        let item = |line: &str| match line.starts_with(['{', '[']) {
            true => serde_json::from_str(line).unwrap_or_else(|_| Value::from(line)),
            false => Value::from(line),
        };
        let items: Vec<Value> = self.values.lines(name).into_iter().map(item).collect();
        (!items.is_empty()).then_some(Value::Array(items))
    }

    fn pairs(&mut self, name: &str, field: &Field) -> Option<Value> {
        let mut pairs = Map::new();
        for line in self.values.lines(name) {
            let Some((key, text)) = line.split_once('=').map(|(key, text)| (key.trim(), text.trim())) else {
                self.fault(name, "fault-pair");
                continue;
            };
            let number = || text.parse::<Number>().ok().filter(|number| number.to_string() == text);
            let value = if field.numbers { number().map(Value::Number) } else { None };
            if key.is_empty()
                || text.is_empty()
                || pairs.insert(key.to_owned(), value.unwrap_or_else(|| Value::from(text))).is_some()
            {
                self.fault(name, "fault-pair");
            }
        }
        (!pairs.is_empty()).then_some(Value::Object(pairs))
    }

    fn rows(&mut self, name: &str, field: &Field) -> Option<Value> {
        let numbers = self.values.below(name).filter_map(|(rest, _)| rest.split_once('.')?.0.parse::<usize>().ok());
        let numbers: std::collections::BTreeSet<usize> = numbers.collect();
        let mut rows = Vec::new();
        for number in numbers {
            let mut row = Map::new();
            for column in &field.fields {
                let own = format!("{name}.{number}.{}", column.name);
                match self.value(&own, column) {
                    Some(value) => drop(row.insert(column.name.clone(), value)),
                    None if column.required => self.fault(&own, "fault-required"),
                    None => {}
                }
            }
            rows.push(Value::Object(row));
        }
        (!rows.is_empty()).then_some(Value::Array(rows))
    }

    fn ratio(&mut self, name: &str) -> Option<Value> {
        let [num, den] = ["num", "den"].map(|part| format!("{name}.{part}"));
        let text = |name: &str| self.values.all(name).first().map(|text| (*text).to_owned());
        match (text(name), text(&num), text(&den)) {
            (Some(whole), None, None) => self.number(name, &whole).map(Value::Number),
            (None, Some(above), Some(below)) => {
                let (above, below) = (self.number(&num, &above), self.number(&den, &below));
                let parts = [("num", above?), ("den", below?)];
                Some(parts.into_iter().map(|(part, number)| (part.to_owned(), Value::Number(number))).collect())
            }
            (None, None, None) => None,
            _ => {
                self.fault(name, "fault-ratio");
                None
            }
        }
    }

    /// A whole record in TOML, with or without the heading it has in a load file. What is wrong is named by line and column.
    fn table(&mut self, kind: Kind, field: &Field) -> Map<String, Value> {
        let text = self.values.one(&field.name);
        if text.trim().is_empty() {
            self.fault(&field.name, "fault-required");
            return Map::new();
        }
        let headed = text.lines().any(|line| line.trim_end() == format!("[[{kind}]]"));
        let checked = match (kind, headed) {
            (Kind::Calendar, true) => read_calendars("", text).map(|_| ()),
            (Kind::Calendar, false) => read_calendar("", text).map(|_| ()),
            (_, true) => read_procedures("", text).map(|_| ()),
            (_, false) => read_procedure("", text).map(|_| ()),
        };
        for wrong in checked.err().into_iter().flatten() {
            let fault = Fault::at(&field.name, "fault-toml", self.place(&wrong));
            self.faults.push(Fault { detail: Some(wrong.message), ..fault });
        }
        let table = toml::from_str::<toml::Table>(text).unwrap_or_default();
        let mut members: Map<String, Value> = table.into_iter().map(|(name, value)| (name, json(value))).collect();
        match members.remove(kind.name()) {
            Some(Value::Array(all)) if headed => match <[Value; 1]>::try_from(all) {
                Ok([Value::Object(one)]) => one,
                _ => {
                    self.fault(&field.name, "fault-toml-one");
                    Map::new()
                }
            },
            Some(other) => {
                members.insert(kind.name().to_owned(), other);
                members
            }
            None => members,
        }
    }

    /// Where something in a text is wrong.
    fn place(&self, wrong: &Diagnostic) -> String {
        let (line, column) = (wrong.place.row.to_string(), wrong.place.column.to_string());
        match &wrong.field {
            Some(field) => self.say.with("fault-toml-field", &[("line", &line), ("column", &column), ("field", field)]),
            None => self.say.with("fault-toml-line", &[("line", &line), ("column", &column)]),
        }
    }
}

/// The same value in JSON; days become texts, as in JSON load files.
fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::from(text),
        toml::Value::Integer(number) => Value::from(number),
        toml::Value::Float(number) => Value::from(number),
        toml::Value::Boolean(flag) => Value::from(flag),
        toml::Value::Datetime(day) => Value::from(day.to_string()),
        toml::Value::Array(items) => items.into_iter().map(json).collect(),
        toml::Value::Table(table) => table.into_iter().map(|(name, value)| (name, json(value))).collect(),
    }
}

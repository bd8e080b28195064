//! What stands in a form, as pairs of names and texts: what a browser sent, what an address prefilled, or what a record
//! says. From a record to pairs here, from pairs to a record in `read`; a test goes there and back with every record of
//! the demonstration.

use super::form::{Field, Form, Sort};
use serde_json::{Map, Value};

/// The names and texts of a form, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Values(pub Vec<(String, String)>);

impl Values {
    /// The first text under a name, empty when there is none.
    pub(crate) fn one(&self, name: &str) -> &str {
        self.0.iter().find(|(own, _)| own == name).map_or("", |(_, text)| text.as_str())
    }

    /// All texts under a name that are not empty.
    pub(crate) fn all(&self, name: &str) -> Vec<&str> {
        let own = self.0.iter().filter(|(own, _)| own == name).map(|(_, text)| text.trim());
        own.filter(|text| !text.is_empty()).collect()
    }

    /// All lines under a name: a text area sends its lines as one text.
    pub(crate) fn lines(&self, name: &str) -> Vec<&str> {
        self.all(name).into_iter().flat_map(str::lines).map(str::trim).filter(|line| !line.is_empty()).collect()
    }

    /// What stands under `name.`: the rest of the name, and the text.
    pub(crate) fn below<'a>(&'a self, name: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let own = self.0.iter().filter_map(move |(own, text)| Some((own.strip_prefix(name)?.strip_prefix('.')?, text)));
        own.map(|(rest, text)| (rest, text.as_str())).filter(|(_, text)| !text.trim().is_empty())
    }

    /// Puts a text where there is none.
    pub(crate) fn begin(&mut self, name: &str, text: impl Into<String>) {
        if self.all(name).is_empty() {
            self.put(name, text);
        }
    }

    pub(crate) fn put(&mut self, name: &str, text: impl Into<String>) {
        self.0.push((name.to_owned(), text.into()));
    }

    /// What a record says.
    pub(crate) fn of(form: &Form, members: &Map<String, Value>) -> Self {
        let mut values = Self::default();
        for field in &form.fields {
            if field.sort == Sort::Toml {
                values.put(&field.name, toml::to_string(members).unwrap_or_default());
                continue;
            }
            let value = match field.name.split_once('.') {
                Some((table, member)) => members.get(table).and_then(|table| table.get(member)),
                None => members.get(&field.name),
            };
            if let Some(value) = value {
                values.write(&field.name, field, value);
            }
        }
        values
    }

    fn write(&mut self, name: &str, field: &Field, value: &Value) {
        match (field.sort, value) {
            (Sort::Texts | Sort::Ratio, Value::Object(parts)) => {
                parts.iter().for_each(|(part, text)| self.put(&format!("{name}.{part}"), plain(text)));
            }
            (Sort::Pairs, Value::Object(pairs)) => {
                pairs.iter().for_each(|(key, value)| self.put(name, format!("{key} = {}", plain(value))));
            }
            (Sort::Rows, Value::Array(rows)) => {
                for (row, table) in rows.iter().enumerate() {
                    for column in &field.fields {
                        if let Some(value) = table.get(&column.name) {
                            self.put(&format!("{name}.{row}.{}", column.name), plain(value));
                        }
                    }
                }
            }
            (_, Value::Array(items)) => items.iter().for_each(|item| self.put(name, plain(item))),
            (_, value) => self.put(name, plain(value)),
        }
    }
}

/// A value as a person types it.
pub(crate) fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

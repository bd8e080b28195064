//! Objects of the portal and their fields. REST writes `number_anno` and GraphQL `numberAnno`; both are one field. Every
//! field is read by itself: one that is broken is named and left out, and the others stay.

use super::codes::Codes;
use super::people::{Number, People};
use crate::json::documents::Text;
use crate::json::raw::{Kind, Raw};
use crate::json::tree::Tree;
use probity_core::{Diagnostic, Place};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// What every step of the conversion needs, and where it says what is wrong.
pub(super) struct Desk<'r> {
    pub(super) codes: &'r Codes,
    pub(super) people: &'r People,
    pub(super) files: &'r [Text],
    pub(super) faults: RefCell<Vec<Diagnostic>>,
}

impl Desk<'_> {
    pub(super) fn fault(&self, fault: Diagnostic) {
        self.faults.borrow_mut().push(fault);
    }
}

/// An object of the portal.
#[derive(Debug, Clone)]
pub(super) struct Object<'a> {
    /// Where it stands: `TrdBuy 9000001-1` or the like, for messages.
    pub(super) path: String,
    /// The same by its position among all that was found, which no copy of it shares.
    found: String,
    file: usize,
    /// Offset of its first field in the file.
    at: usize,
    /// Fields by their plain name, with the name as it is written.
    members: BTreeMap<String, (String, Tree<'a>)>,
}

/// A name without case and underscores.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(|c| *c != '_').flat_map(char::to_lowercase).collect()
}

impl<'a> Object<'a> {
    /// An object of a file; `None` for other values. `at` is the offset of the document that it stands in.
    pub(super) fn of(path: &str, (file, at): (usize, usize), tree: &Tree<'a>, desk: &Desk<'_>) -> Option<Self> {
        let Tree::Object(list) = tree else { return None };
        let mut members = BTreeMap::new();
        for (key, value) in list.iter().filter(|(_, value)| !value.is_null()) {
            members.entry(plain(key)).or_insert_with(|| (key.to_string(), value.clone()));
        }
        // A document may be a whole answer over thousands of lines.
        let at = first(tree).zip(desk.files.get(file)).map_or(at, |(raw, file)| file.offset(raw));
        Some(Self { path: path.to_owned(), found: path.to_owned(), file, at, members })
    }

    /// Says which object it is, before it is known what it belongs to.
    pub(super) fn call(&mut self, path: String) {
        self.found.clone_from(&path);
        self.path = path;
    }

    /// A field that is given.
    pub(super) fn get(&self, name: &str) -> Option<&Tree<'a>> {
        self.members.get(&plain(name)).map(|(_, tree)| tree)
    }

    /// All fields by their names as written.
    pub(super) fn fields(&self) -> impl Iterator<Item = (&str, &Tree<'a>)> {
        self.members.values().map(|(name, tree)| (name.as_str(), tree))
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Takes the fields of a copy of the same object that it has not, and, where the copy is `newer`, all but those that are
    /// `blank`.
    pub(super) fn absorb(&mut self, copy: Self, newer: bool, blank: impl Fn(&Tree<'_>) -> bool) {
        for (name, field) in copy.members {
            let known = self.members.get(&name).is_some_and(|(_, own)| !blank(own));
            if !known || (newer && !blank(&field.1)) {
                self.members.insert(name, field);
            }
        }
        if newer {
            (self.path, self.found, self.file, self.at) = (copy.path, copy.found, copy.file, copy.at);
        }
    }

    /// What it was called when it was found.
    pub(super) fn named_as_found(&self) -> &str {
        &self.found
    }

    /// Where it stands, for messages about two copies.
    pub(super) fn origin(&self, desk: &Desk<'_>) -> String {
        let place = desk.files.get(self.file).map(|file| format!(" ({}:{})", file.name, file.line(self.at)));
        format!("{}{}", self.found, place.unwrap_or_default())
    }

    /// Objects in a field, which may be an object or an array of objects.
    pub(super) fn objects(&self, name: &str, desk: &Desk<'_>) -> Vec<Self> {
        let items = match self.get(name) {
            None => return Vec::new(),
            Some(Tree::List(items)) => items.iter().collect(),
            Some(tree @ Tree::Object(_)) => vec![tree],
            Some(Tree::Scalar(_)) => {
                self.fault(desk, name, "an object or an array of objects");
                return Vec::new();
            }
        };
        let mut found = Vec::with_capacity(items.len());
        for (n, item) in items.into_iter().enumerate() {
            match Self::of(&format!("{}/{name}[{n}]", self.path), (self.file, self.at), item, desk) {
                Some(mut object) => {
                    object.found = format!("{}/{name}[{n}]", self.found);
                    found.push(object);
                }
                None if item.is_null() => {}
                None => self.fault(desk, &format!("{name}[{n}]"), "an object"),
            }
        }
        found
    }

    /// Says that a field is broken and was left out.
    pub(super) fn fault(&self, desk: &Desk<'_>, name: &str, expected: &str) {
        let found = match self.get(name) {
            Some(Tree::Scalar(raw)) => {
                let text: String = Raw(raw).text().map_or_else(|| raw.to_string(), |text| text.into_owned());
                Some(desk.people.covered(&text).chars().take(60).collect::<String>())
            }
            Some(Tree::List(_)) => Some("an array".to_owned()),
            Some(Tree::Object(_)) => Some("an object".to_owned()),
            None => None,
        };
        let mut fault = self.about(desk, "goszakup-field", "a field is not what it must be and was left out");
        fault.found = found;
        desk.fault(
            fault
                .field(self.field(name))
                .expected(expected)
                .hint("the other fields of the object were kept; ask for the object again if the field matters"),
        );
    }

    /// Says that the object is left out, because the field it would be written under cannot be used.
    pub(super) fn dropped(&self, desk: &Desk<'_>, name: &str, message: &str) {
        let fault = self.about(desk, "goszakup-reject", message).field(self.field(name));
        desk.fault(fault.hint("ask the portal for the object again"));
    }

    pub(super) fn field(&self, name: &str) -> String {
        format!("{}/{name}", self.path)
    }

    /// A warning about the object.
    pub(super) fn about(&self, desk: &Desk<'_>, code: &str, message: &str) -> Diagnostic {
        let Some(file) = desk.files.get(self.file) else { return Diagnostic::warning(code, "", message) };
        Diagnostic::warning(code, &file.name, message).at(Place { sheet: None, row: file.line(self.at), column: 0 })
    }

    /// A text, or a number as text; empty ones are none. Numbers of persons in it are replaced.
    pub(super) fn text(&self, name: &str, desk: &Desk<'_>) -> Option<String> {
        let text = match self.get(name)? {
            Tree::Scalar(raw) => Raw(raw).identifier(),
            Tree::List(_) | Tree::Object(_) => None,
        };
        let Some(text) = text else {
            self.fault(desk, name, "a text");
            return None;
        };
        Some(desk.people.covered(text.trim())).filter(|text| !text.is_empty())
    }

    /// A code of one of the portal's lists: `1`, `"01"` and `1.0` are one code.
    pub(super) fn code(&self, name: &str, desk: &Desk<'_>) -> Option<String> {
        let text = self.text(name, desk)?;
        let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
        let number = !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit());
        if !number || part.bytes().any(|byte| byte != b'0') {
            return Some(text);
        }
        let whole = whole.trim_start_matches('0');
        Some(if whole.is_empty() { "0" } else { whole }.to_owned())
    }

    /// An amount or quantity, in the digits of JSON.
    pub(super) fn number(&self, name: &str, desk: &Desk<'_>) -> Option<String> {
        let raw = match self.get(name)? {
            Tree::Scalar(raw) => Raw(raw),
            Tree::List(_) | Tree::Object(_) => Raw("true"),
        };
        let number = match raw.kind() {
            Kind::Number => Some(raw.0.to_owned()),
            Kind::Text => match raw.text() {
                Some(text) if text.trim().is_empty() => return None,
                text => text.and_then(|text| digits(&text)),
            },
            _ => None,
        };
        let number = number.filter(|number| number.parse::<f64>().is_ok_and(f64::is_finite));
        if number.is_none() {
            self.fault(desk, name, "a number");
        }
        number
    }

    /// A date with an offset. `end` says that a day alone means its end.
    pub(super) fn instant(&self, name: &str, end: bool, desk: &Desk<'_>) -> Option<String> {
        let text = self.get(name)?.as_text().unwrap_or_default();
        let instant = desk.codes.instant(&text, end);
        let nothing = text.trim().is_empty() || text.starts_with("0001") || text.starts_with("9999");
        let given = self.get(name).is_some_and(|tree| tree.as_text().is_none());
        if instant.is_none() && (given || !nothing) {
            self.fault(desk, name, "a date such as 2024-02-01 09:00:00");
        }
        instant
    }

    /// Whether a field says yes: `true`, 1 or "1". What says neither yes nor no is named and is no yes.
    pub(super) fn yes(&self, name: &str, desk: &Desk<'_>) -> bool {
        let said = match self.get(name) {
            None => return false,
            Some(Tree::Scalar(raw)) => Raw(raw).text().unwrap_or(Cow::Borrowed(raw)).trim().to_lowercase(),
            Some(Tree::List(_) | Tree::Object(_)) => "neither".to_owned(),
        };
        let yes = matches!(said.as_str(), "1" | "true" | "1.0");
        if !yes && !matches!(said.as_str(), "" | "0" | "false" | "0.0") {
            self.fault(desk, name, "1 or true for yes, 0 or false for no");
        }
        yes
    }

    /// The number of an organisation or a person. What is neither is named without being shown.
    pub(super) fn holder(&self, name: &str, desk: &Desk<'_>) -> Option<Number> {
        let raw = match self.get(name)? {
            Tree::Scalar(raw) => Raw(raw),
            Tree::List(_) | Tree::Object(_) => Raw("true"),
        };
        let number = match raw.identifier() {
            Some(text) if text.trim().is_empty() => return None,
            Some(text) => Number::read(&text, raw.kind() == Kind::Number),
            None => Number::Unknown,
        };
        if number == Number::Unknown {
            let message =
                "this is no business number, so the party was left out; it is not shown because it may be a person's";
            let fault = self.about(desk, "goszakup-number", message).field(self.field(name));
            desk.fault(fault.expected("12 digits").hint("ask the portal for the object again"));
        }
        Some(number).filter(|number| *number != Number::Unknown)
    }
}

/// The first scalar within a value, as it stands in the file.
fn first<'a>(tree: &Tree<'a>) -> Option<&'a str> {
    match tree {
        Tree::Scalar(Cow::Borrowed(raw)) => Some(raw),
        Tree::Scalar(Cow::Owned(_)) => None,
        Tree::List(items) => items.iter().find_map(first),
        Tree::Object(members) => members.iter().find_map(|(_, value)| first(value)),
    }
}

/// A number that stands in a text: spaces are group marks; a last point, or a last comma that is followed by other than
/// exactly three digits, is the decimal mark; other commas are group marks.
pub(super) fn digits(text: &str) -> Option<String> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let (sign, text) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let split = text.rfind([',', '.']).and_then(|at| text.split_at_checked(at));
    let (whole, part) = match split {
        Some((whole, tail)) if tail.len() != 4 || tail.starts_with('.') => (whole, tail.get(1..).unwrap_or_default()),
        _ => (text, ""),
    };
    let whole: String = whole.chars().filter(|c| *c != ',').collect();
    let all = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !all(&whole) || !all(part) {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    Some(if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") })
}

#[cfg(test)]
mod tests {
    use super::digits;

    #[test]
    fn numbers_in_texts_are_read_whatever_their_marks() {
        let cases = [
            ("12 500 000,50", "12500000.50"),
            ("1,234,567.8", "1234567.8"),
            ("1,234", "1234"),
            ("007", "7"),
            ("-0.5", "-0.5"),
            ("12\u{a0}000", "12000"),
            ("1,5", "1.5"),
        ];
        for (text, number) in cases {
            assert_eq!(digits(text).as_deref(), Some(number), "{text}");
        }
        for text in ["", "x", "1.2.3", ".5", "1e5", "--1"] {
            assert_eq!(digits(text), None, "{text}");
        }
    }
}

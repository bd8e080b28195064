//! The index of human-rights recommendations of the United Nations (UHRI) as a load file: a record, a list of records or a
//! record a line. A document about a state becomes an evaluation, its recommendations refer to it and keep theme, group and
//! goal. Concerns and observations are no recommendations and are left out, said with their lines.

use super::spots::{Spot, Spots};
use super::{Defaults, Entry, Raw, Whereabouts, entry};
use crate::record::Kind;
use crate::rules::Warning;
use probity_core::{Diagnostic, Place};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

/// What a country's name stands for: its two letters (ISO 3166). The program has the table.
pub type CountryOf<'a> = &'a dyn Fn(&str) -> Option<String>;

/// The code of what is left out.
const LEFT_OUT: &str = "uhri-left-out";

/// What a file of the index gives.
#[derive(Debug)]
pub struct Read {
    /// Evaluations and recommendations.
    pub entries: Vec<Entry>,
    /// Entries that are no recommendations, by document.
    pub warnings: Vec<Diagnostic>,
    documents: Vec<String>,
}

impl Read {
    /// The same for whoever reads the command's answer and not its messages: the key is that of the document.
    pub fn notes(&self) -> Vec<Warning> {
        let all = self.documents.iter().zip(&self.warnings);
        let note = |(key, warning): (&String, &Diagnostic)| Warning {
            code: LEFT_OUT,
            key: key.clone(),
            message: warning.message.clone(),
            seq: 0,
        };
        all.map(note).collect()
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    recommendations: Vec<String>,
    otherwise: String,
    body: BTreeMap<String, Body>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    procedure: String,
    title: BTreeMap<String, String>,
}

// A test keeps the file readable.
static DATA: LazyLock<Data> =
    LazyLock::new(|| toml::from_str(include_str!("../../../data/uhri.toml")).unwrap_or_default());

/// Members of a record with their text.
type Parts<'a> = BTreeMap<String, &'a RawValue>;

/// Whether a JSON text has the shape of the index rather than that of a load file.
pub fn is_uhri(text: &str) -> bool {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<&RawValue>();
    let Some(Ok(first)) = values.next() else { return false };
    let first = match serde_json::from_str::<Vec<&RawValue>>(first.get()) {
        Ok(list) => list.first().copied(),
        Err(_) => Some(first),
    };
    let parts = first.and_then(|first| serde_json::from_str::<Parts<'_>>(first.get()).ok());
    parts.is_some_and(|parts| parts.contains_key("annotation_type") || parts.contains_key("symbol"))
}

/// The entries of a file of the index, or everything that is wrong with it.
///
/// # Errors
/// Diagnostics with line and field; nothing of a file with an error is used.
pub fn read_uhri(file: &str, text: &str, country: CountryOf<'_>) -> Result<Read, Vec<Diagnostic>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let spots = Spots::new(file, text);
    let mut reader = Reader { spots: &spots, country, seen: Vec::new(), left_out: BTreeMap::new(), wrong: Vec::new() };
    for part in records(text, &spots)? {
        reader.record(part);
    }
    let Reader { seen, left_out, mut wrong, .. } = reader;
    let mut entries = Vec::new();
    for raw in raws(seen) {
        match entry(raw, &recorder()) {
            Ok(entry) => entries.push(entry),
            Err(fault) => wrong.push(*fault),
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    entries.sort_by_key(|entry| entry.record.kind());
    let warnings = left_out.iter().map(|(symbol, places)| left_out_of(&spots, symbol, places)).collect();
    Ok(Read { entries, warnings, documents: left_out.into_keys().collect() })
}

/// The index says nothing of who records: it is whoever runs the observatory.
fn recorder() -> Defaults {
    Defaults(["actor", "role"].map(|name| (name.to_owned(), Value::from("operator"))).into_iter().collect())
}

/// The records of a file in its order.
fn records<'a>(text: &'a str, spots: &Spots<'_>) -> Result<Vec<&'a RawValue>, Vec<Diagnostic>> {
    let mut all = Vec::new();
    for value in serde_json::Deserializer::from_str(text).into_iter::<&RawValue>() {
        let value = value.map_err(|error| {
            let place =
                Place { sheet: None, row: error.line() as u64, column: u32::try_from(error.column()).unwrap_or(0) };
            vec![
                Diagnostic::error("not-json", spots.file(), error.to_string())
                    .at(place)
                    .line(spots.drawn(error.line())),
            ]
        })?;
        match serde_json::from_str::<Vec<&RawValue>>(value.get()) {
            Ok(list) => all.extend(list),
            Err(_) => all.push(value),
        }
    }
    Ok(all)
}

/// A recommendation of a document to one state.
struct Recommendation {
    symbol: String,
    body: String,
    state: String,
    cycle: Option<String>,
    paragraph: Option<String>,
    id: String,
    effective: Option<String>,
    source: String,
    members: Map<String, Value>,
    place: Whereabouts,
}

struct Reader<'a> {
    spots: &'a Spots<'a>,
    country: CountryOf<'a>,
    seen: Vec<Recommendation>,
    left_out: BTreeMap<String, Vec<Range<usize>>>,
    wrong: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn record(&mut self, part: &RawValue) {
        let here = range(part, self.spots);
        let Ok(parts) = serde_json::from_str::<Parts<'_>>(part.get()) else {
            let said = self.spots.error("table-expected", here, "an entry of the index is an object");
            self.wrong.push(said);
            return;
        };
        let one = One { spots: self.spots, parts: &parts, place: place(&parts, here, self.spots) };
        let before = self.wrong.len();
        let symbol = self.text(&one, "symbol");
        let kind = self.text(&one, "annotation_type");
        if let (Some(symbol), Some(kind)) = (&symbol, &kind)
            && !DATA.recommendations.contains(kind)
        {
            let at = parts.get("annotation_type").map_or(0..0, |part| range(part, self.spots));
            self.left_out.entry(symbol.clone()).or_default().push(at);
            return;
        }
        let (id, body, text) = (self.text(&one, "_id"), self.text(&one, "body"), self.text(&one, "text"));
        let states = self.countries(&one, "countries");
        if states.is_empty() && self.wrong.len() == before {
            self.wrong.push(one.fault("countries", "it says to no country that it is for").hint("leave the entry out"));
        }
        let members = self.members(&one, text.as_deref().unwrap_or_default());
        let date = one.value("date").and_then(|date| Some(date.as_str()?.to_owned()));
        let (Some(symbol), Some(id), Some(body), Some(text), true) =
            (symbol, id, body, text, self.wrong.len() == before)
        else {
            return;
        };
        let address = one.value("url").and_then(|url| Some(url.as_str()?.to_owned())).unwrap_or_default();
        for state in states {
            self.seen.push(Recommendation {
                symbol: symbol.clone(),
                body: body.clone(),
                state,
                cycle: one.digits("upr_cycle"),
                paragraph: paragraph(&text),
                id: id.clone(),
                effective: date.clone(),
                source: format!("UHRI {id} {address}").trim_end().to_owned(),
                members: members.clone(),
                place: one.place.clone(),
            });
        }
    }

    /// A text that must be there.
    fn text(&mut self, one: &One<'_>, field: &'static str) -> Option<String> {
        match one.value(field) {
            Some(Value::String(text)) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            Some(_) => {
                self.wrong.push(one.fault(field, &format!("`{field}` is a text that is not empty")));
                None
            }
            None => {
                self.wrong.push(one.place.error("field-missing", None, format!("there is no `{field}`")));
                None
            }
        }
    }

    /// Countries by their names.
    fn countries(&mut self, one: &One<'_>, field: &'static str) -> Vec<String> {
        let mut codes = BTreeSet::new();
        for name in self.list(one, field) {
            match (self.country)(&name) {
                Some(code) => drop(codes.insert(code)),
                None => {
                    let fault = one.fault(field, &format!("`{name}` is not the name of a country"));
                    self.wrong.push(fault.expected("a name such as `Kazakhstan`, or its two letters"));
                }
            }
        }
        codes.into_iter().collect()
    }

    /// A list of texts; one text is a list of one.
    fn list(&mut self, one: &One<'_>, field: &'static str) -> Vec<String> {
        let texts = match one.value(field) {
            None => return Vec::new(),
            Some(Value::String(text)) => vec![text],
            Some(Value::Array(items)) => {
                let count = items.len();
                let texts: Vec<String> =
                    items.into_iter().filter_map(|item| item.as_str().map(str::to_owned)).collect();
                if texts.len() < count {
                    self.wrong.push(one.fault(field, &format!("`{field}` is a list of texts")));
                }
                texts
            }
            Some(_) => {
                self.wrong.push(one.fault(field, &format!("`{field}` is a list of texts")));
                return Vec::new();
            }
        };
        texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).map(str::to_owned).collect()
    }

    fn members(&mut self, one: &One<'_>, text: &str) -> Map<String, Value> {
        let goals = self.list(one, "sdgs");
        let goals: BTreeSet<&str> = goals.iter().filter_map(|goal| goal.split(" - ").next()).map(str::trim).collect();
        let lists = [
            ("themes", json!(self.list(one, "themes"))),
            ("affected", json!(self.list(one, "affected_persons"))),
            ("recommended_by", json!(self.countries(one, "upr_recommending_country"))),
            ("sdgs", json!(goals)),
            ("text", json!({"en": text})),
        ];
        let filled = |value: &Value| value.as_array().is_none_or(|list| !list.is_empty());
        lists.into_iter().filter(|(_, value)| filled(value)).map(|(name, value)| (name.to_owned(), value)).collect()
    }
}

/// One record with its place.
struct One<'a> {
    spots: &'a Spots<'a>,
    parts: &'a Parts<'a>,
    place: Whereabouts,
}

impl One<'_> {
    /// A member; `null` is none.
    fn value(&self, field: &str) -> Option<Value> {
        serde_json::from_str(self.parts.get(field)?.get()).ok().filter(|value: &Value| !value.is_null())
    }

    /// The digits of a member that is a number in words: `3rd cycle`.
    fn digits(&self, field: &str) -> Option<String> {
        let printed = match self.value(field)? {
            Value::String(text) => text,
            other => other.to_string(),
        };
        Some(printed.chars().filter(char::is_ascii_digit).collect()).filter(|digits: &String| !digits.is_empty())
    }

    fn fault(&self, field: &str, message: &str) -> Diagnostic {
        let at = self.parts.get(field).map_or(0..0, |part| range(part, self.spots));
        self.spots.error("value-unreadable", at, message).field(field)
    }
}

/// Where a record stands, and the members that its records here keep under their names.
fn place(parts: &Parts<'_>, here: Range<usize>, spots: &Spots<'_>) -> Whereabouts {
    let names = [
        ("symbol", "evaluation"),
        ("symbol", "id"),
        ("body", "procedure"),
        ("text", "number"),
        ("text", "text"),
        ("countries", "state"),
        ("date", "effective"),
        ("themes", "themes"),
        ("sdgs", "sdgs"),
    ];
    let spot = |from: &str| Some(Spot::Bytes(range(parts.get(from)?, spots)));
    let fields = names.iter().filter_map(|(from, to)| Some(((*to).to_owned(), spot(from)?))).collect();
    spots.whereabouts(Spot::Bytes(here), fields)
}

fn range(part: &RawValue, spots: &Spots<'_>) -> Range<usize> {
    let start = spots.offset(part.get());
    start..start + part.get().len()
}

/// The number of the paragraph: at the beginning of the text, or of a line behind its heading.
fn paragraph(text: &str) -> Option<String> {
    text.lines().take(3).find_map(|line| {
        let line = line.trim_start();
        let end = line.find(|sign: char| !sign.is_ascii_digit() && sign != '.').unwrap_or(line.len());
        let (number, rest) = line.split_at_checked(end)?;
        let marked = number.ends_with('.') || number.contains('.') || rest.starts_with(')');
        let number = number.trim_end_matches('.');
        let digits = |part: &str| (1..=4).contains(&part.len()) && part.bytes().all(|sign| sign.is_ascii_digit());
        (marked && number.split('.').all(digits)).then(|| number.to_owned())
    })
}

/// The key of a document about a state.
fn key(symbol: &str, state: &str) -> String {
    let lower = format!("{state}-{symbol}").to_lowercase();
    let words: Vec<&str> = lower.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join("-")
}

/// Records from what was read: an evaluation for each document and state, then its recommendations.
fn raws(seen: Vec<Recommendation>) -> Vec<Raw> {
    let mut numbers: BTreeMap<(String, String), usize> = BTreeMap::new();
    for one in &seen {
        let number = one.paragraph.clone().unwrap_or_default();
        *numbers.entry((key(&one.symbol, &one.state), number)).or_default() += 1;
    }
    let mut evaluations: BTreeMap<String, Raw> = BTreeMap::new();
    let mut all = Vec::new();
    for one in seen {
        let id = key(&one.symbol, &one.state);
        let whole = evaluations.entry(id.clone()).or_insert_with(|| evaluation(&one, &id));
        // A document is as old as the oldest entry about it.
        if let (Some(Value::String(known)), Some(day)) = (whole.members.get_mut("effective"), &one.effective)
            && *day < *known
        {
            known.clone_from(day);
        }
        let twice = |number: &String| numbers.get(&(id.clone(), number.clone())).is_some_and(|count| *count > 1);
        // A paragraph that several entries cut into pieces gives each of them the index's own identifier as well.
        let number = match &one.paragraph {
            Some(number) if twice(number) => format!("{number}-{}", one.id.chars().take(8).collect::<String>()),
            Some(number) => number.clone(),
            None => one.id.clone(),
        };
        let mut members = one.members;
        members.insert("evaluation".to_owned(), Value::from(id));
        members.insert("number".to_owned(), Value::from(number));
        members.extend(one.paragraph.map(|number| ("paragraph".to_owned(), Value::from(number))));
        members.insert("source".to_owned(), Value::from(one.source));
        members.extend(one.effective.map(|day| ("effective".to_owned(), Value::from(day))));
        all.push(Raw { kind: Kind::Recommendation, members, place: one.place, shell: false });
    }
    evaluations.into_values().chain(all).collect()
}

/// The document as an evaluation. It is left out where the log has it.
fn evaluation(one: &Recommendation, id: &str) -> Raw {
    let body = DATA.body.get(&one.body);
    let title = match body {
        Some(body) => json!(
            body.title.iter().map(|(code, name)| (code, format!("{name}: {}", one.symbol))).collect::<BTreeMap<_, _>>()
        ),
        None => json!({"en": format!("{}: {}", one.body, one.symbol)}),
    };
    let mut members = Map::new();
    members.insert("id".to_owned(), Value::from(id));
    let procedure = body.map_or(&DATA.otherwise, |body| &body.procedure);
    members.insert("procedure".to_owned(), Value::from(procedure.as_str()));
    members.insert("state".to_owned(), Value::from(one.state.as_str()));
    members.insert("reference".to_owned(), Value::from(one.symbol.as_str()));
    members.insert("title".to_owned(), title);
    members.extend(one.cycle.as_ref().map(|cycle| ("rounds".to_owned(), json!([cycle]))));
    members.extend(one.effective.as_ref().map(|day| ("effective".to_owned(), Value::from(day.as_str()))));
    members.insert("source".to_owned(), Value::from("UHRI"));
    Raw { kind: Kind::Evaluation, members, place: one.place.clone(), shell: true }
}

/// How many lines a warning names.
const NAMED_MAX: usize = 12;

fn left_out_of(spots: &Spots<'_>, symbol: &str, places: &[Range<usize>]) -> Diagnostic {
    let lines: Vec<u64> = places
        .iter()
        .map(|at| spots.error("", at.clone(), "").place.row)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    let named: Vec<String> = lines.iter().take(NAMED_MAX).map(u64::to_string).collect();
    let more = lines.len().saturating_sub(named.len());
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let message = format!(
        "{} of {symbol} are no recommendations and are left out: line {}{more}",
        places.len(),
        named.join(", ")
    );
    let first = spots.error(LEFT_OUT, places.first().cloned().unwrap_or(0..0), "");
    let warning = Diagnostic::warning(LEFT_OUT, spots.file(), message).at(first.place).field("annotation_type");
    let warning = warning.expected(format!("`{}`", DATA.recommendations.join("` or `")));
    match first.found {
        Some(found) => warning.found(found),
        None => warning,
    }
}

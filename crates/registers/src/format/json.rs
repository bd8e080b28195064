//! JSON arrays of flat objects and JSON Lines, as tables: the keys are the header, in the order of first appearance.
//! JSON Lines is read twice as a stream (keys, then rows); an array is held in memory up to a bound.

use super::{Flow, Input, Row, RowSink};
use probity_core::{Diagnostic, Place};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;
use std::fmt;
use std::io::{BufRead, BufReader, Read};

/// Largest JSON array, in bytes.
const ARRAY_MAX: u64 = 256 << 20;
/// Longest line of JSON Lines, in bytes.
const LINE_MAX: u64 = 16 << 20;
/// Most different keys.
const KEYS_MAX: usize = 4096;

/// An object's members in their order.
struct Flat(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Flat {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;
        impl<'de> Visitor<'de> for Members {
            type Value = Flat;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object such as {\"year\": 2023, \"iso3\": \"KAZ\"}")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Flat, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Flat(members))
            }
        }
        deserializer.deserialize_map(Members)
    }
}

/// Streams JSON Lines.
pub(super) fn stream_lines(input: &Input, sink: &mut dyn RowSink) -> Result<(), Diagnostic> {
    let mut keys = Keys::default();
    lines(input, &mut |_, text| {
        if let Ok(object) = serde_json::from_str::<Flat>(text) {
            keys.learn(input, &object)?;
        }
        Ok(Flow::Continue)
    })?;
    if sink.header(&keys.header()) == Flow::Stop {
        return Ok(());
    }
    lines(input, &mut |line, text| Ok(keys.emit(input, line, serde_json::from_str::<Flat>(text), sink)))
}

/// Streams a JSON array.
pub(super) fn stream_array(input: &Input, sink: &mut dyn RowSink) -> Result<(), Diagnostic> {
    let bytes = input.read_all(ARRAY_MAX)?;
    super::delimited::check_encoding(input, &bytes)?;
    let text = std::str::from_utf8(&bytes).map_err(|error| {
        let line = 1 + bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() as u64;
        Diagnostic::error("encoding", input.name(), "JSON must be UTF-8; this line is not")
            .at(Place { sheet: None, row: line, column: 0 })
            .hint("export it again as UTF-8")
    })?;
    let text = text.trim_start_matches('\u{feff}');
    let elements: Vec<&RawValue> = serde_json::from_str(text).map_err(|error| not_json(input, &error))?;
    let objects = || elements.iter().map(|element| serde_json::from_str::<Flat>(element.get()));
    let mut keys = Keys::default();
    for object in objects().flatten() {
        keys.learn(input, &object)?;
    }
    if sink.header(&keys.header()) == Flow::Stop {
        return Ok(());
    }
    let (mut line, mut seen) = (1, 0);
    for (element, object) in elements.iter().zip(objects()) {
        // The element borrows from `text`: the distance of the two is its offset.
        let offset = (element.get().as_ptr() as usize).saturating_sub(text.as_ptr() as usize).min(text.len());
        line +=
            text.as_bytes().get(seen..offset).unwrap_or_default().iter().filter(|byte| **byte == b'\n').count() as u64;
        seen = offset.max(seen);
        if keys.emit(input, line, object, sink) == Flow::Stop {
            break;
        }
    }
    Ok(())
}

fn not_json(input: &Input, error: &serde_json::Error) -> Diagnostic {
    let text = error.to_string();
    let what = text.split(" at line ").next().unwrap_or(&text);
    Diagnostic::error("json", input.name(), format!("this is not JSON: {what}"))
        .at(Place { sheet: None, row: error.line() as u64, column: u32::try_from(error.column()).unwrap_or(0) })
        .expected(
            "an array of flat objects: [{\"year\": 2023, \"iso3\": \"KAZ\", \"gi\": 35}, …], or one such object a line",
        )
        .hint("a file that ends too early was cut off: download it again")
}

/// Calls `each` with the number and text of every line that is not blank.
fn lines(input: &Input, each: &mut dyn FnMut(u64, &str) -> Result<Flow, Diagnostic>) -> Result<(), Diagnostic> {
    let mut reader = BufReader::with_capacity(1 << 16, input.reader()?);
    let mut buffer = Vec::new();
    for number in 1.. {
        buffer.clear();
        let read =
            reader.by_ref().take(LINE_MAX).read_until(b'\n', &mut buffer).map_err(|error| input.failed(&error))?;
        if read == 0 {
            break;
        }
        let here = |diagnostic: Diagnostic| diagnostic.at(Place { sheet: None, row: number, column: 0 });
        if read as u64 == LINE_MAX {
            return Err(here(Diagnostic::error("row-too-long", input.name(), "a line is longer than 16 MiB")));
        }
        let Ok(text) = std::str::from_utf8(&buffer) else {
            return Err(here(
                Diagnostic::error("encoding", input.name(), "JSON must be UTF-8; this line is not")
                    .hint("export it again as UTF-8"),
            ));
        };
        let text = text.trim_start_matches('\u{feff}').trim();
        if !text.is_empty() && each(number, text)? == Flow::Stop {
            break;
        }
    }
    Ok(())
}

/// The header that grows with the keys met.
#[derive(Default)]
struct Keys {
    order: Vec<String>,
    index: std::collections::BTreeMap<String, usize>,
}

impl Keys {
    fn learn(&mut self, input: &Input, object: &Flat) -> Result<(), Diagnostic> {
        for (key, _) in &object.0 {
            if !self.index.contains_key(key) {
                if self.order.len() == KEYS_MAX {
                    return Err(Diagnostic::error(
                        "too-many-columns",
                        input.name(),
                        format!("there are more than {KEYS_MAX} different keys"),
                    )
                    .expected("one object a row with the same keys, not one object with a key a country"));
                }
                self.index.insert(key.clone(), self.order.len());
                self.order.push(key.clone());
            }
        }
        Ok(())
    }

    fn header(&self) -> Row {
        Row { fields: self.order.iter().collect(), line: 1, ..Row::default() }
    }

    /// Sends one object as a row, or says what is wrong with it.
    fn emit(&self, input: &Input, line: u64, object: Result<Flat, serde_json::Error>, sink: &mut dyn RowSink) -> Flow {
        let place = |column| Place { sheet: None, row: line, column };
        let object = match object {
            Ok(object) => object,
            Err(error) => {
                return sink.fault(not_json(input, &error).at(place(u32::try_from(error.column()).unwrap_or(0))));
            }
        };
        let mut texts = vec![String::new(); self.order.len()];
        let mut numbers = vec![None; self.order.len()];
        for (key, value) in object.0 {
            let Some(at) = self.index.get(&key).copied() else { continue };
            match value {
                Value::Null => {}
                Value::Number(number) => {
                    numbers[at] = number.as_f64();
                    texts[at] = number.to_string();
                }
                Value::String(text) => texts[at] = text,
                Value::Bool(flag) => texts[at] = flag.to_string(),
                Value::Array(_) | Value::Object(_) => {
                    let column = u32::try_from(at + 1).unwrap_or(0);
                    return sink.fault(
                        Diagnostic::error(
                            "nested-value",
                            input.name(),
                            "this value is a list or an object; a cell holds one number or text",
                        )
                        .at(place(column))
                        .field(key)
                        .hint("write the table flat: one object a country and year"),
                    );
                }
            }
        }
        sink.row(&Row { fields: texts.iter().collect(), numbers, line, ..Row::default() })
    }
}

//! Reads single cells again from the sources that are kept, so that a finding can be walked back to the bytes somebody
//! published.

use super::Observatory;
use crate::Error;
use crate::format::{self, Flow, Input, Kind, Leniency, Row, RowSink};
use probity_core::{Diagnostic, Digest, Place};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;

impl Observatory {
    /// The texts that stand at `places` of a source; `None` where there is no such cell.
    ///
    /// # Errors
    /// When the source is not kept or its bytes were changed.
    pub fn texts(&self, source: &Digest, places: &[Place]) -> Result<Vec<Option<String>>, Error> {
        let bytes = self.source_bytes(source)?;
        if places.iter().any(|place| place.pointer().is_some()) {
            return Ok(pointed(&self.unpacked(source)?, places));
        }
        let input = Input::bytes(self.source_name(source).unwrap_or_default(), bytes);
        let mut wanted = Wanted::new(places);
        match input.kind() {
            Ok(Kind::Workbook) => {
                for sheet in format::sheets(&input).unwrap_or_default() {
                    sheet.rows.iter().for_each(|row| wanted.look(row));
                }
            }
            // What was imported could be read; should it not be readable any more, the cells are simply not there.
            _ => drop(format::stream(&input, Leniency { latin: true, ragged: true }, &mut wanted)),
        }
        Ok(places.iter().map(|place| wanted.texts.get(place).cloned().flatten()).collect())
    }
}

/// The values at places of a JSON document: the text of a single value, the JSON of an object or an array; the whole
/// record stands for its identifier. A pointer to nothing has no text. Values are read as they stand there, so that what no
/// number or text of this program could hold is found too.
fn pointed(bytes: &[u8], places: &[Place]) -> Vec<Option<String>> {
    let mut records: BTreeMap<u64, Option<&RawValue>> = BTreeMap::new();
    let mut text = |place: &Place| {
        let record = records.entry(place.row).or_insert_with(|| {
            let rest = bytes.get(usize::try_from(place.row).ok()?..)?;
            serde_json::Deserializer::from_slice(rest).into_iter::<&RawValue>().next()?.ok()
        });
        let pointer = place.pointer().map(|pointer| if pointer == "/" { "/ocid" } else { pointer })?;
        let mut value = record.as_ref()?.get();
        for step in pointer.split('/').skip(1) {
            value = below(value, &step.replace("~1", "/").replace("~0", "~"))?;
        }
        match value.as_bytes().first()? {
            b'n' => None,
            b'"' => Some(serde_json::from_str(value).unwrap_or_else(|_| value.trim_matches('"').to_owned())),
            _ => Some(value.to_owned()),
        }
    };
    places.iter().map(&mut text).collect()
}

/// The member of an object, or the element of an array.
fn below<'v>(value: &'v str, step: &str) -> Option<&'v str> {
    if value.starts_with('[') {
        let all: Vec<&RawValue> = serde_json::from_str(value).ok()?;
        return all.get(step.parse::<usize>().ok()?).map(|own| own.get());
    }
    let all: BTreeMap<Cow<'_, str>, &RawValue> = serde_json::from_str(value).ok()?;
    all.get(step).map(|own| own.get())
}

/// Collects the texts of the wanted places while rows stream by.
struct Wanted {
    texts: BTreeMap<Place, Option<String>>,
    rows: BTreeMap<u64, Vec<Place>>,
}

impl Wanted {
    fn new(places: &[Place]) -> Self {
        let mut rows: BTreeMap<u64, Vec<Place>> = BTreeMap::new();
        for place in places {
            rows.entry(place.row).or_default().push(place.clone());
        }
        Self { texts: BTreeMap::new(), rows }
    }

    fn look(&mut self, row: &Row) {
        for place in self.rows.get(&row.line()).into_iter().flatten() {
            let index = (place.column as usize).saturating_sub(1);
            if row.place(index).sheet == place.sheet && index < row.len() {
                let number = row.number(index).map(probity_core::canonical::number);
                self.texts.insert(place.clone(), Some(number.unwrap_or_else(|| row.text(index).to_owned())));
            }
        }
    }
}

impl RowSink for Wanted {
    fn header(&mut self, header: &Row) -> Flow {
        self.look(header);
        Flow::Continue
    }

    fn row(&mut self, row: &Row) -> Flow {
        self.look(row);
        Flow::Continue
    }

    fn fault(&mut self, _diagnostic: Diagnostic) -> Flow {
        Flow::Continue
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_number_holds_is_found_where_it_stands() {
        let deep = format!("{}{}", "[".repeat(300), "]".repeat(300));
        let text = format!(r#"  {{"ocid":"a","t":{{"v":[1.50,1e999,"x\ud800","é"]}},"d":{deep},"n":null}}"#);
        let at = |pointer: &str| pointed(text.as_bytes(), &[Place::json(2, pointer)]).pop().flatten();
        assert_eq!(at("/").as_deref(), Some("a"));
        assert_eq!(at("/t/v/0").as_deref(), Some("1.50"));
        assert_eq!(at("/t/v/1").as_deref(), Some("1e999"));
        assert_eq!(at("/t/v/2").as_deref(), Some("x\\ud800"));
        assert_eq!(at("/t/v/3").as_deref(), Some("é"));
        assert_eq!((at("/d"), at("/n"), at("/t/v/4"), at("/gone")), (Some(deep.clone()), None, None, None));
    }
}

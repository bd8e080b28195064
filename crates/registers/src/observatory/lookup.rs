//! Reads single cells again from the sources that are kept, so that a finding can be walked back to the bytes somebody
//! published.

use super::Observatory;
use crate::Error;
use crate::format::{self, Flow, Input, Kind, Leniency, Row, RowSink};
use probity_core::{Diagnostic, Digest, Place};
use serde_json::Value;
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
/// record stands for its identifier. A pointer to nothing has no text.
fn pointed(bytes: &[u8], places: &[Place]) -> Vec<Option<String>> {
    let mut records: BTreeMap<u64, Option<Value>> = BTreeMap::new();
    let mut text = |place: &Place| {
        let record = records.entry(place.row).or_insert_with(|| {
            let rest = bytes.get(usize::try_from(place.row).ok()?..)?;
            serde_json::Deserializer::from_slice(rest).into_iter::<Value>().next()?.ok()
        });
        let pointer = place.pointer().map(|pointer| if pointer == "/" { "/ocid" } else { pointer })?;
        Some(match record.as_ref()?.pointer(pointer)? {
            Value::Null => return None,
            Value::String(text) => text.clone(),
            other => other.to_string(),
        })
    };
    places.iter().map(&mut text).collect()
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

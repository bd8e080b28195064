//! From score records to the panel that the measurement room computes with. Records may come from several imports;
//! the caller gives them in order, and a later record of the same country, edition and source replaces an earlier.

use super::scores::ScoreCell;
use probity_measurement::panel::{Country, Edition, Panel};
use std::collections::BTreeMap;

/// The panel of these records: an edition's sources stand in the order of their columns in the file, countries are
/// sorted by code; a source that scores nobody in an edition is not part of it.
pub fn panel(cells: &[ScoreCell]) -> Panel {
    let mut editions: BTreeMap<i16, Vec<&ScoreCell>> = BTreeMap::new();
    for cell in cells {
        editions.entry(cell.edition).or_default().push(cell);
    }
    Panel { editions: editions.into_iter().map(|(year, cells)| (year, edition(year, &cells))).collect() }
}

fn edition(year: i16, cells: &[&ScoreCell]) -> Edition {
    let mut columns: BTreeMap<&str, u32> = BTreeMap::new();
    for cell in cells {
        let column = columns.entry(&cell.source).or_insert(cell.place.column);
        *column = (*column).min(cell.place.column);
    }
    let mut order: Vec<(u32, &str)> = columns.into_iter().map(|(source, column)| (column, source)).collect();
    order.sort_unstable();
    let position: BTreeMap<&str, usize> =
        order.iter().enumerate().map(|(index, (_, source))| (*source, index)).collect();
    let mut countries: BTreeMap<&str, Country> = BTreeMap::new();
    for cell in cells {
        let country = countries.entry(&cell.iso3).or_insert_with(|| Country {
            iso3: cell.iso3.to_string(),
            name: cell.country.to_string(),
            scores: vec![None; order.len()],
        });
        if let Some(index) = position.get(&*cell.source) {
            country.scores[*index] = Some(cell.value);
        }
    }
    Edition {
        year,
        sources: order.into_iter().map(|(_, source)| source.to_owned()).collect(),
        countries: countries.into_values().collect(),
    }
}

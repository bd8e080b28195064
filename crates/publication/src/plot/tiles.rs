//! Maps without borders: one square a unit. The positions are our own approximation of geography and claim nothing
//! about territory; a border question cannot arise, nor one of licence.

use std::collections::{BTreeMap, BTreeSet};

const WORLD: &str = include_str!("../../data/tiles/world.csv");
const KAZAKHSTAN: &str = include_str!("../../data/tiles/kazakhstan.csv");

/// Which unit stands in which cell; columns and rows count from 0 at the top left. No two units share a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    places: BTreeMap<String, (u16, u16)>,
}

impl Layout {
    /// Members of the United Nations and further parties to its conventions or subjects of indices, by ISO 3166-1
    /// alpha-3 code (`KSV` for Kosovo).
    pub fn world() -> Self {
        Self::read(WORLD)
    }

    /// The twenty regions and cities of Kazakhstan, by ISO 3166-2 code (`KZ-10`).
    pub fn kazakhstan() -> Self {
        Self::read(KAZAKHSTAN)
    }

    /// A compact grid for codes without a geography, in order of the codes; about 3 columns to 2 rows.
    pub fn grid<'a>(codes: impl IntoIterator<Item = &'a str>) -> Self {
        let codes: BTreeSet<&str> = codes.into_iter().collect();
        let columns = libm::ceil(libm::sqrt(codes.len() as f64 * 1.5)).max(1.0) as usize;
        let place = |index: usize| (small(index % columns), small(index / columns));
        Self { places: codes.into_iter().enumerate().map(|(index, code)| (code.to_owned(), place(index))).collect() }
    }

    /// A layout from lines `code,column,row` under a header line. Lines that are not of this form, and units whose
    /// cell is taken, are left out; the embedded files are tested to lose none.
    pub fn read(text: &str) -> Self {
        let mut places = BTreeMap::new();
        let mut taken = BTreeSet::new();
        for line in text.lines().skip(1) {
            let mut fields = line.split(',');
            let (Some(code), Some(column), Some(row)) = (fields.next(), fields.next(), fields.next()) else { continue };
            let (Ok(column), Ok(row)) = (column.trim().parse(), row.trim().parse()) else { continue };
            if taken.insert((column, row)) {
                places.entry(code.trim().to_owned()).or_insert((column, row));
            }
        }
        Self { places }
    }

    /// The layout with further codes in rows under it, so that no unit with data is lost. No row is wider than the
    /// layout (at least six cells).
    #[must_use]
    pub fn with<'a>(mut self, codes: impl IntoIterator<Item = &'a str>) -> Self {
        let missing: BTreeSet<&str> = codes.into_iter().filter(|code| !self.places.contains_key(*code)).collect();
        let columns = usize::from(self.columns()).max(6);
        let below = if self.places.is_empty() { 0 } else { usize::from(self.rows()) + 1 };
        for (index, code) in missing.into_iter().enumerate() {
            self.places.insert(code.to_owned(), (small(index % columns), small(below + index / columns)));
        }
        self
    }

    /// The world's layout when it has most of the codes, otherwise a plain grid: invented countries have no place.
    pub fn fitting(codes: &[&str]) -> Self {
        let world = Self::world();
        let known = world.places().filter(|(code, _, _)| codes.contains(code)).count();
        let codes = codes.iter().copied();
        if 2 * known >= codes.len() { world.with(codes) } else { Self::grid(codes) }
    }

    /// Codes and cells, in order of the codes.
    pub fn places(&self) -> impl Iterator<Item = (&str, u16, u16)> {
        self.places.iter().map(|(code, (column, row))| (code.as_str(), *column, *row))
    }

    /// Number of columns.
    pub fn columns(&self) -> u16 {
        self.places.values().map(|(column, _)| column.saturating_add(1)).max().unwrap_or(0)
    }

    /// Number of rows.
    pub fn rows(&self) -> u16 {
        self.places.values().map(|(_, row)| row.saturating_add(1)).max().unwrap_or(0)
    }
}

fn small(value: usize) -> u16 {
    u16::try_from(value).unwrap_or(u16::MAX)
}

//! Rows of the register of legal statistics as methods see them, and the mergeable state that gathers them. A table of
//! an area and period is always read from one import of a form: a later release replaces an earlier one as a whole, so
//! that a cell withdrawn or newly protected never lives on from the release before.

use crate::cube::{ConfStatus, Dimension, Key, ObsStatus, UnitCount};
use probity_core::{Evidence, Finding, FindingId, Input, Kernel, Origin, RowView, State, canonical};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The register.
pub const STATISTICS: Input = Input {
    register: "legal-statistics",
    columns: &[
        "freq",
        "ref_area",
        "stage",
        "unit_count",
        "offence",
        "actor_type",
        "official_level",
        "body",
        "lead_agency",
        "sex",
        "age",
        "citizenship",
        "sector",
        "severity",
        "sanction",
        "time_period",
        "obs_value",
        "unit_mult",
        "obs_status",
        "conf_status",
        "source_form",
    ],
    required: true,
};

/// One row of the register.
#[derive(Debug, Clone, PartialEq)]
pub struct CubeRow {
    key: Key,
    form: String,
    import: u64,
    cell: Cell,
}

impl CubeRow {
    /// Reads a row of [`STATISTICS`].
    pub fn read(row: &dyn RowView) -> Option<Self> {
        let key = Dimension::ALL
            .into_iter()
            .enumerate()
            .try_fold(Key::default(), |key, (column, dimension)| Some(key.with(dimension, row.text(column)?)))?;
        let cell = Cell {
            value: row.number(16),
            mult: row.integer(17).unwrap_or(0),
            obs_status: row.text(18)?.to_owned(),
            conf_status: row.text(19)?.to_owned(),
            unit: key.code(Dimension::UnitCount).to_owned(),
            origin: row.origin(),
        };
        Some(Self { key, form: row.text(20).unwrap_or_default().to_owned(), import: row.import(), cell })
    }
}

/// A cell as gathered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    value: Option<f64>,
    mult: i64,
    obs_status: String,
    conf_status: String,
    unit: String,
    origin: Origin,
}

/// What may be said about a cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reading {
    /// It has a number, in the unit itself.
    Value(f64),
    /// It has none that may be shown, or none at all: state and reason.
    Not(State, &'static str),
}

impl Cell {
    /// The status of the value; a code that is not known is read as an ordinary one.
    pub fn status(&self) -> ObsStatus {
        self.obs_status.parse().unwrap_or(ObsStatus::Normal)
    }

    /// What may be said. Confidentiality comes first: a number beside a status that forbids it is never passed on.
    pub fn reading(&self) -> Reading {
        match self.conf_status.parse() {
            Ok(ConfStatus::Free) => {}
            Ok(ConfStatus::Embargo) => return Reading::Not(State::Withheld, "embargo"),
            Ok(ConfStatus::Secondary | ConfStatus::SecondaryByReceiver) => {
                return Reading::Not(State::Withheld, "disclosure_secondary");
            }
            _ => return Reading::Not(State::Withheld, "disclosure_primary"),
        }
        match (self.status(), self.value) {
            (ObsStatus::Suppressed, _) => Reading::Not(State::Withheld, "disclosure_primary"),
            (ObsStatus::CannotExist, _) => Reading::Not(State::NotApplicable, "cannot_exist"),
            (_, Some(value)) => Reading::Value(if self.mult == 0 { value } else { value * power_of_ten(self.mult) }),
            (_, None) => Reading::Not(State::Insufficient, "missing"),
        }
    }

    /// The count, when the cell counts something and may be shown.
    pub fn count(&self) -> Option<u64> {
        let counts = !matches!(self.unit.parse(), Ok(UnitCount::Amount | UnitCount::Rate) | Err(_));
        match self.reading() {
            Reading::Value(value) if counts && value >= 0.0 && value.fract() == 0.0 && value <= 1e12 => {
                Some(value as u64)
            }
            _ => None,
        }
    }

    /// The unit's word in findings.
    pub fn unit(&self) -> String {
        self.unit.to_lowercase()
    }

    /// A pointer to the cell; none to a cell whose number may not be shown.
    pub fn evidence(&self, role: &str) -> Option<Evidence> {
        matches!(self.reading(), Reading::Value(_)).then(|| Evidence {
            register: STATISTICS.register.to_owned(),
            role: role.to_owned(),
            value: canonical::optional(self.value),
            origin: self.origin.clone(),
        })
    }
}

fn power_of_ten(exponent: i64) -> f64 {
    libm::exp10(exponent as f64)
}

/// Period, then form and import: what one release says about an area in a period.
type Release = (String, String, u64);

/// All releases about one area. Merging is a union of ordered maps, hence exact in any order.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct AreaCells(BTreeMap<Release, BTreeMap<String, Cell>>);

impl AreaCells {
    fn put(&mut self, release: Release, measure: String, cell: Cell) {
        let cells = self.0.entry(release).or_default();
        // Of two rows with one key in one file the one further up counts.
        let first = cells.get(&measure).is_none_or(|there| cell.origin < there.origin);
        if first {
            cells.insert(measure, cell);
        }
    }

    /// The cells that count, by measure and period: of every form the latest import, and of two forms with the same
    /// cell the one imported later.
    pub fn cells(&self) -> BTreeMap<(&str, &str), &Cell> {
        let mut latest: BTreeMap<(&str, &str), u64> = BTreeMap::new();
        for (period, form, import) in self.0.keys() {
            let newest = latest.entry((period, form)).or_default();
            *newest = (*newest).max(*import);
        }
        let mut order: Vec<(u64, &Release)> = self.0.keys().map(|release| (release.2, release)).collect();
        order.sort();
        let mut cells = BTreeMap::new();
        for (import, release) in order {
            if latest.get(&(release.0.as_str(), release.1.as_str())) == Some(&import) {
                let table = self.0.get(release).into_iter().flatten();
                cells.extend(table.map(|(measure, cell)| ((measure.as_str(), release.0.as_str()), cell)));
            }
        }
        cells
    }
}

/// What a method says about one area.
pub trait OfArea: Send + Sync {
    /// The findings about the area.
    fn findings(&self, area: &str, cells: &AreaCells) -> Vec<Finding>;
}

/// The kernel of methods that look at one area at a time: it gathers, they compute.
pub struct ByArea<M>(pub M);

impl<M: OfArea> Kernel for ByArea<M> {
    type Row<'a> = CubeRow;
    type Key = String;
    type State = AreaCells;

    fn row<'a>(&self, _input: usize, row: &'a dyn RowView) -> Option<CubeRow> {
        CubeRow::read(row)
    }

    fn key(&self, row: &CubeRow) -> Option<String> {
        Some(row.key.code(Dimension::RefArea).to_owned())
    }

    fn observe(&self, state: &mut AreaCells, row: &CubeRow) {
        let release = (row.key.code(Dimension::TimePeriod).to_owned(), row.form.clone(), row.import);
        state.put(release, row.key.measure(), row.cell.clone());
    }

    fn merge(&self, into: &mut AreaCells, other: AreaCells) {
        for (release, cells) in other.0 {
            for (measure, cell) in cells {
                into.put(release.clone(), measure, cell);
            }
        }
    }

    fn finish(&self, area: &String, state: AreaCells) -> Vec<Finding> {
        self.0.findings(area, &state)
    }
}

/// A finding's name.
pub(super) fn id(method: &str, measure: &str, subject: &str, period: &str) -> FindingId {
    FindingId {
        method: method.to_owned(),
        measure: measure.to_owned(),
        subject: subject.to_owned(),
        period: period.to_owned(),
    }
}

/// Pointers to cells.
pub(super) fn pointers<'a>(cells: impl IntoIterator<Item = (&'a str, &'a Cell)>) -> Arc<[Evidence]> {
    cells.into_iter().filter_map(|(role, cell)| cell.evidence(role)).collect()
}

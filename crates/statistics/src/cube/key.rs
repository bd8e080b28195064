//! Coordinates in the cube. A key is written as an SDMX series key: the codes of all dimensions in their order, joined
//! by dots.

use std::fmt;

/// A dimension of the cube, in the order of the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(usize)]
pub enum Dimension {
    /// A, Q or M.
    Freq,
    /// ISO 3166-1 alpha-3 or ISO 3166-2.
    RefArea,
    /// The stage of the procedure.
    Stage,
    /// What is counted.
    UnitCount,
    /// ICCS code.
    Offence,
    /// Who is counted: officials, victims from other states, …
    ActorType,
    /// Level of the official.
    OfficialLevel,
    /// The body the person works for.
    Body,
    /// The body that leads the case.
    LeadAgency,
    /// Sex.
    Sex,
    /// Age.
    Age,
    /// Citizenship of the offender.
    Citizenship,
    /// Sector of the economy.
    Sector,
    /// Severity of the offence.
    Severity,
    /// Sanction.
    Sanction,
    /// The period, ISO 8601.
    TimePeriod,
}

impl Dimension {
    /// All dimensions, in order.
    pub const ALL: [Self; 16] = [
        Self::Freq,
        Self::RefArea,
        Self::Stage,
        Self::UnitCount,
        Self::Offence,
        Self::ActorType,
        Self::OfficialLevel,
        Self::Body,
        Self::LeadAgency,
        Self::Sex,
        Self::Age,
        Self::Citizenship,
        Self::Sector,
        Self::Severity,
        Self::Sanction,
        Self::TimePeriod,
    ];

    /// The column's name.
    pub fn id(self) -> &'static str {
        super::COLUMNS[self as usize]
    }
}

/// Total of a dimension.
pub const TOTAL: &str = "_T";

/// The codes of an observation, one a dimension; a dimension nobody set is the total.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key([String; 16]);

impl Default for Key {
    fn default() -> Self {
        Self(std::array::from_fn(|_| TOTAL.to_owned()))
    }
}

impl Key {
    /// The code of a dimension.
    pub fn code(&self, dimension: Dimension) -> &str {
        &self.0[dimension as usize]
    }

    /// The key with another code in a dimension.
    pub fn with(mut self, dimension: Dimension, code: impl Into<String>) -> Self {
        self.0[dimension as usize] = code.into();
        self
    }

    /// The name of the series within an area: the codes without area and period, trailing totals left out, such as
    /// `A.REGISTERED.OFFENCES.0703`. It is the measure of a finding about this cell.
    pub fn measure(&self) -> String {
        let inner = Dimension::ALL.into_iter().filter(|d| !matches!(d, Dimension::RefArea | Dimension::TimePeriod));
        let mut codes: Vec<&str> = inner.map(|dimension| self.code(dimension)).collect();
        while codes.len() > 4 && codes.last() == Some(&TOTAL) {
            codes.pop();
        }
        codes.join(".")
    }

    /// The key of a finding about a cell: the reverse of [`Key::measure`] with area and period.
    /// `None` when the measure has too many or too few codes.
    pub fn of(measure: &str, area: &str, period: &str) -> Option<Self> {
        let codes: Vec<&str> = measure.split('.').collect();
        if !(4..=14).contains(&codes.len()) || codes.iter().any(|code| code.is_empty()) {
            return None;
        }
        let inner = Dimension::ALL.into_iter().filter(|d| !matches!(d, Dimension::RefArea | Dimension::TimePeriod));
        let key = Self::default().with(Dimension::RefArea, area).with(Dimension::TimePeriod, period);
        Some(inner.zip(codes).fold(key, |key, (dimension, code)| key.with(dimension, code)))
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_measure_leaves_trailing_totals_out_and_leads_back_to_its_key() {
        let key = Key::default()
            .with(Dimension::Freq, "A")
            .with(Dimension::RefArea, "KAZ")
            .with(Dimension::Stage, "SUSPECTED")
            .with(Dimension::UnitCount, "PERSONS")
            .with(Dimension::Offence, "07031")
            .with(Dimension::Sex, "F")
            .with(Dimension::TimePeriod, "2022");
        assert_eq!(key.measure(), "A.SUSPECTED.PERSONS.07031._T._T._T._T.F");
        assert_eq!(Key::of(&key.measure(), "KAZ", "2022"), Some(key));
        assert_eq!(Key::of("A.B", "KAZ", "2022"), None);
    }
}

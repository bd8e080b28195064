//! Procedures by id and version. Versions live side by side; an evaluation is bound to the one in force on its date unless
//! it names another. Five families ship with the program, as files that anybody can correct.

use super::{Procedure, read_procedures};
use jiff::civil::Date;
use probity_core::Diagnostic;

/// The files that ship with the program, by name.
const SHIPPED: [(&str, &str); 5] = [
    ("greco.toml", include_str!("../../data/procedures/greco.toml")),
    ("uncac.toml", include_str!("../../data/procedures/uncac.toml")),
    ("oecd-acn.toml", include_str!("../../data/procedures/oecd-acn.toml")),
    ("un.toml", include_str!("../../data/procedures/un.toml")),
    ("national-programme.toml", include_str!("../../data/procedures/national-programme.toml")),
];

/// Procedures, each id and version once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Procedures(Vec<Procedure>);

/// The version of a procedure that holds on a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InForce<'a> {
    /// It was in force on that date.
    Then(&'a Procedure),
    /// The date lies before every version there is, or none has a date: this is the earliest, and the page says so.
    Earliest(&'a Procedure),
}

impl<'a> InForce<'a> {
    /// The procedure, however it was chosen.
    pub fn procedure(self) -> &'a Procedure {
        match self {
            Self::Then(procedure) | Self::Earliest(procedure) => procedure,
        }
    }
}

impl Procedures {
    /// What ships with the program.
    ///
    /// # Errors
    /// When the program's own data do not parse, which a test rules out.
    pub fn shipped() -> Result<Self, Vec<Diagnostic>> {
        let mut all = Self::default();
        for (file, text) in SHIPPED {
            for procedure in read_procedures(file, text)?.0 {
                all.add(procedure).map_err(|twice| {
                    let message = format!("procedure `{}` is given twice", twice.key());
                    vec![Diagnostic::error("procedure", file, message)]
                })?;
            }
        }
        Ok(all)
    }

    /// Adds a procedure.
    ///
    /// # Errors
    /// The procedure itself, when its id and version are there already.
    pub fn add(&mut self, procedure: Procedure) -> Result<(), Box<Procedure>> {
        if self.get(&procedure.id, &procedure.version).is_some() {
            return Err(Box::new(procedure));
        }
        self.0.push(procedure);
        Ok(())
    }

    /// Adds a procedure in the place of the one with its id and version, if there is one.
    pub fn put(&mut self, procedure: Procedure) {
        match self.0.iter_mut().find(|known| known.id == procedure.id && known.version == procedure.version) {
            Some(known) => *known = procedure,
            None => self.0.push(procedure),
        }
    }

    /// All, in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = &Procedure> {
        self.0.iter()
    }

    /// One version of a procedure.
    pub fn get(&self, id: &str, version: &str) -> Option<&Procedure> {
        self.0.iter().find(|procedure| procedure.id == id && procedure.version == version)
    }

    /// The procedure that an evaluation names: `greco@2017-10` is that version, `greco` the one in force on `date`.
    pub fn named(&self, name: &str, date: Date) -> Option<InForce<'_>> {
        match name.split_once('@') {
            Some((id, version)) => self.get(id, version).map(InForce::Then),
            None => self.in_force(name, date),
        }
    }

    /// The version of a procedure in force on a date: the latest that had begun by then.
    pub fn in_force(&self, id: &str, date: Date) -> Option<InForce<'_>> {
        let versions = || self.0.iter().filter(|procedure| procedure.id == id);
        let begun = versions().filter(|procedure| procedure.in_force_from.is_some_and(|from| from <= date));
        let then = begun.max_by_key(|procedure| procedure.in_force_from).map(InForce::Then);
        then.or_else(|| versions().min_by_key(|procedure| procedure.in_force_from).map(InForce::Earliest))
    }
}

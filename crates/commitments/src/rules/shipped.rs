//! What the program brings with it, in the form the rules ask for: procedures of reviewing bodies, so that an evaluation
//! can name one that nobody recorded. Everything else a record refers to is in the log or is not there.

use super::Shipped;
use crate::procedure::Procedures;
use crate::record::Kind;
use crate::record::open::Words;
use probity_core::Diagnostic;

impl Shipped {
    /// What ships with this program.
    ///
    /// # Errors
    /// When the program's own data do not parse, which a test rules out.
    pub fn with_program() -> Result<Self, Vec<Diagnostic>> {
        let mut shipped = Self::default();
        for procedure in Procedures::shipped()?.iter() {
            shipped.keys.insert((Kind::Procedure, procedure.key()));
            let words = Words {
                verdicts: procedure.verdicts.iter().map(|verdict| verdict.id.clone()).collect(),
                closing: procedure
                    .verdicts
                    .iter()
                    .filter(|verdict| verdict.closes)
                    .map(|verdict| verdict.id.clone())
                    .collect(),
                reports: procedure.reports.iter().cloned().collect(),
                conclusions: procedure.conclusions.iter().map(|conclusion| conclusion.id.clone()).collect(),
            };
            shipped.procedures.insert(procedure.key(), words);
        }
        Ok(shipped)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_brings_the_procedure_of_greco() {
        let shipped = Shipped::with_program().unwrap();
        let (key, words) = shipped.procedures.iter().find(|(key, _)| key.starts_with("greco@")).unwrap();
        assert!(shipped.keys.contains(&(Kind::Procedure, key.clone())));
        assert!(words.closing.contains("dealt") && !words.closing.contains("partly"), "{words:?}");
    }
}

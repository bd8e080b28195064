//! What the program brings with it, in the form the rules ask for: procedures of reviewing bodies, so that an evaluation
//! can name one that nobody recorded. Everything else a record refers to is in the log or is not there.

use super::Shipped;
use crate::procedure::Procedures;
use probity_core::Diagnostic;

impl Shipped {
    /// What ships with this program.
    ///
    /// # Errors
    /// When the program's own data do not parse, which a test rules out.
    pub fn with_program() -> Result<Self, Vec<Diagnostic>> {
        Ok(Self { procedures: Procedures::shipped()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_brings_the_procedure_of_greco() {
        let shipped = Shipped::with_program().unwrap();
        assert!(shipped.procedures.iter().any(|procedure| procedure.id == "greco"));
    }
}

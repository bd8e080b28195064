//! Which columns of a list hold what. The normalised form names them; the Treaty Collection's headers differ from treaty
//! to treaty and are recognised by the kinds of instruments they name.

use probity_core::{Diagnostic, Place};

/// Kinds of instruments as the Collection's headers name them, in lower case.
const INSTRUMENTS: [&str; 7] =
    ["ratification", "acceptance", "accession", "approval", "succession", "confirmation", "definitive signature"];

/// The two forms of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// As the United Nations Treaty Collection prints it.
    Collection,
    /// `participant,signature,deposit,kind,withdrawal` with ISO dates.
    Normalised,
}

/// Where the columns are, from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    pub form: Form,
    pub participant: usize,
    pub signature: Option<usize>,
    /// The same as `signature` where the only instruments are definitive signatures in the column of signatures.
    pub deposit: usize,
    pub kind: Option<usize>,
    pub withdrawal: Option<usize>,
    /// Columns that are not read.
    pub warnings: Vec<Diagnostic>,
}

impl Columns {
    /// Recognises a header.
    pub fn of(file: &str, header: &[String]) -> Result<Self, Diagnostic> {
        let lower: Vec<String> = header.iter().map(|name| name.to_lowercase()).collect();
        let named = |name: &str| lower.iter().position(|column| column == name);
        match (named("participant"), named("deposit")) {
            (Some(participant), Some(deposit)) => {
                let columns = Self {
                    form: Form::Normalised,
                    participant,
                    signature: named("signature"),
                    deposit,
                    kind: named("kind"),
                    withdrawal: named("withdrawal"),
                    warnings: Vec::new(),
                };
                Ok(columns.warn(file, header))
            }
            _ => Self::collection(file, header, &lower),
        }
    }

    fn collection(file: &str, header: &[String], lower: &[String]) -> Result<Self, Diagnostic> {
        let signature = lower.iter().skip(1).position(|name| name.starts_with("signature")).map(|found| found + 1);
        let instrument = |name: &String| INSTRUMENTS.iter().any(|instrument| name.contains(instrument));
        let own = |name: &String| !name.starts_with("signature") && !name.starts_with("provisional application");
        let column = lower.iter().skip(1).rposition(|name| own(name) && instrument(name)).map(|found| found + 1);
        let shared = || signature.filter(|column| lower.get(*column).is_some_and(|name| name.contains("definitive")));
        let Some(deposit) = column.or_else(shared) else {
            return Err(Diagnostic::error("column-missing", file, "there is no column of deposits")
                .at(Place { sheet: None, row: 1, column: 0 })
                .line(header.join(","))
                .expected(
                    "a header that names ratification, acceptance, accession, approval, succession, confirmation or \
                     definitive signature, or the columns `participant` and `deposit`",
                ));
        };
        let columns = Self {
            form: Form::Collection,
            participant: 0,
            signature,
            deposit,
            kind: None,
            withdrawal: None,
            warnings: Vec::new(),
        };
        Ok(columns.warn(file, header))
    }

    /// Says which columns are not read, so that a column of withdrawals under another name is not lost in silence.
    fn warn(mut self, file: &str, header: &[String]) -> Self {
        let read = [Some(self.participant), self.signature, Some(self.deposit), self.kind, self.withdrawal];
        let unread = header
            .iter()
            .enumerate()
            .filter(|(index, name)| !read.contains(&Some(*index)) && !names_provisional(name) && !name.is_empty());
        self.warnings = unread
            .map(|(index, name)| {
                Diagnostic::warning("column-ignored", file, format!("the column `{name}` is not read"))
                    .at(Place { sheet: None, row: 1, column: u32::try_from(index + 1).unwrap_or(u32::MAX) })
                    .field(name)
                    .hint("withdrawals are read from a column `withdrawal` of the normalised form")
            })
            .collect();
        self
    }
}

/// Whether a header says that its column can hold provisional applications.
pub fn names_provisional(name: &str) -> bool {
    name.to_lowercase().contains("provisional application")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(header: &[&str]) -> Columns {
        let header: Vec<String> = header.iter().map(|name| (*name).to_owned()).collect();
        Columns::of("deposits.csv", &header).expect("a list of deposits")
    }

    #[test]
    fn the_last_column_that_names_an_instrument_holds_the_deposits() {
        let found = columns(&["Participant", "Signature", "Provisional application(n)", "Approval(AA), Ratification"]);
        assert_eq!((found.form, found.signature, found.deposit), (Form::Collection, Some(1), 3));
        let found = columns(&[
            "Participant",
            "Signature, Signature ad referendum (s)",
            "Confirmation of signature ad referendum(C)",
            "Ratification, Acceptance(A), Accession(a)",
            "Notification under article 21 (1)",
        ]);
        assert_eq!((found.signature, found.deposit, found.warnings.len()), (Some(1), 3, 2));
        assert_eq!(columns(&["Participant", "Acceptance(A)"]).signature, None);
    }

    #[test]
    fn provisional_application_never_counts_even_as_the_last_column() {
        let found =
            columns(&["State", "Signature", "Accession(a)", "Provisional application by virtue of accession(n)"]);
        assert_eq!(found.deposit, 2);
        let header = ["Participant".to_owned(), "Signature".to_owned(), "Provisional application(n)".to_owned()];
        assert_eq!(Columns::of("deposits.csv", &header).expect_err("no deposits").code, "column-missing");
    }

    #[test]
    fn a_normalised_list_is_known_by_its_columns_in_any_order() {
        let found = columns(&["deposit", "participant", "withdrawal", "kind"]);
        assert_eq!(found.form, Form::Normalised);
        assert_eq!((found.participant, found.signature, found.deposit), (1, None, 0));
        assert_eq!((found.kind, found.withdrawal), (Some(3), Some(2)));
    }

    #[test]
    fn definitive_signatures_can_stand_in_the_column_of_signatures() {
        let found = columns(&["Participant", "Signature, Definitive signature(s)"]);
        assert_eq!((found.signature, found.deposit), (Some(1), 1));
    }
}

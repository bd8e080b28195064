//! Which sources may travel with a package. Terms belong to an import; but files that name people are not passed on only
//! because nobody said anything about them.

use crate::observatory::Records;
use probity_core::Digest;
use probity_registers::observatory::{Import, Passing};

/// Registers of published files that name people: contacts, owners, sole traders, who is debarred. Computed tables name
/// nobody.
const NAMES_PEOPLE: [&str; 2] = ["ocds", "ocds-tables"];

/// Whether a source may be passed on: the strictest of the terms under which it was imported.
pub fn passing(records: &Records, source: &Digest) -> Passing {
    let imports = records.imports.iter().filter(|import| import.source == *source);
    strictest(imports.map(|import| of(import, records.synthetic)))
}

/// The sources that stay out of packages only because they name people and nobody said under which licence they are.
pub fn unsaid(records: &Records) -> Vec<&Import> {
    let is_unsaid = |import: &&Import| import.terms.passing.is_open() && !of(import, records.synthetic).is_open();
    records.imports.iter().filter(is_unsaid).collect()
}

fn of(import: &Import, synthetic: bool) -> Passing {
    let names_people = NAMES_PEOPLE.contains(&import.register.as_str()) && !synthetic;
    match import.terms.passing {
        Passing::Open if names_people && import.terms.licence.is_empty() => Passing::Withheld,
        said => said,
    }
}

fn strictest(all: impl Iterator<Item = Passing>) -> Passing {
    let rank = |passing: &Passing| match passing {
        Passing::Open => 0,
        Passing::Withheld => 1,
        Passing::Confidential { .. } => 2,
    };
    all.max_by_key(rank).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use probity_registers::observatory::Terms;

    #[test]
    fn one_confidential_import_makes_the_source_confidential() {
        let salt = Digest::of(b"salt");
        let all = [Passing::Open, Passing::Confidential { salt }, Passing::Withheld];
        assert_eq!(strictest(all.into_iter()), Passing::Confidential { salt });
        assert_eq!(strictest(std::iter::empty()), Passing::Open);
    }

    #[test]
    fn a_file_that_names_people_is_passed_on_only_under_a_licence_that_somebody_named() {
        let import = |register: &str, licence: &str| Import {
            import: 1,
            register: register.to_owned(),
            source: Digest::of(b""),
            name: String::new(),
            group: String::new(),
            representative: Vec::new(),
            partition: None,
            rejects: None,
            read: 0,
            kept: 0,
            rejected: 0,
            records: 0,
            terms: Terms { licence: licence.to_owned(), ..Terms::default() },
        };
        assert_eq!(of(&import("ocds", ""), false), Passing::Withheld);
        assert_eq!(of(&import("ocds", "CC0-1.0"), false), Passing::Open);
        assert_eq!(of(&import("ocds", ""), true), Passing::Open, "nobody in an invented file exists");
        assert_eq!(of(&import("perception-scores", ""), false), Passing::Open);
    }
}

//! The world as a demonstration observatory takes it in: the files that publishers would have given out, what they are
//! to be read as, and the countries a reader should meet first because something was planted in them.

use super::{PlantedKind, World};

/// What the files are read as: register and file, in the order of import.
pub const IMPORTS: [(&str, &str); 5] = [
    ("names", "names.csv"),
    ("perception-scores", "scores.csv"),
    ("perception-raw", "raw.csv"),
    ("perception-truth", "truth.csv"),
    ("governance-scores", "governance.csv"),
];

impl World {
    /// All files: name and text. `governance.csv` is a plan that names one further file an edition.
    pub fn files(&self) -> Vec<(String, String)> {
        let mut plan = String::from("group,sources,representative\n");
        let mut files = vec![
            ("names.csv".to_owned(), self.names_csv()),
            ("scores.csv".to_owned(), self.scores_csv()),
            ("raw.csv".to_owned(), self.raw_csv()),
            ("truth.csv".to_owned(), self.truth_csv()),
        ];
        for (edition, governance) in &self.governance {
            let name = format!("governance-{edition}.csv");
            plan.push_str(&format!("{edition},{name},{}\n", governance.representative_codes().join(" ")));
            files.extend(self.governance_csv(*edition).map(|text| (name, text)));
        }
        files.push(("governance.csv".to_owned(), plan));
        files
    }

    /// `code,en,kk,ru`: what countries and sources are called.
    pub fn names_csv(&self) -> String {
        let countries = self.countries.iter().map(|country| (country.iso3.as_str(), &country.name));
        let sources = self.sources.iter().map(|source| (source.code, &source.name));
        let row = |(code, name): (&str, &probity_core::Text)| format!("{code},{},{},{}\n", name.en, name.kk, name.ru);
        String::from("code,en,kk,ru\n") + &countries.chain(sources).map(row).collect::<String>()
    }

    /// A captured country, one that truly rose and one that truly fell.
    pub fn focus(&self) -> Vec<String> {
        let first = |kind: PlantedKind| self.planted.iter().find(|planted| planted.kind == kind);
        let kinds = [PlantedKind::Capture, PlantedKind::Reform, PlantedKind::Decline];
        kinds.into_iter().filter_map(|kind| first(kind)?.country.clone()).collect()
    }
}

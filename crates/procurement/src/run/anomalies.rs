//! How often something odd stands where: cells of a wrong kind, amounts that could not be paid or were rounded. What is odd
//! is kept as missing and answers nothing, so a reader must see how much of it there is.

use crate::facts::Facts;
use crate::partial::words;
use crate::star::look_for_odd;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// Counts by problem and path; paths have `[]` for positions.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Anomalies(#[serde(deserialize_with = "words::map")] BTreeMap<&'static str, BTreeMap<String, u64>>);

impl Anomalies {
    /// Counts what is odd in a process.
    pub fn observe(&mut self, facts: &Facts<'_>) {
        look_for_odd(facts, &mut |path, _, _, problem| self.add(problem, path, 1));
    }

    fn add(&mut self, problem: &'static str, path: &str, count: u64) {
        let paths = self.0.entry(problem).or_default();
        match paths.get_mut(path) {
            Some(known) => *known += count,
            None => drop(paths.insert(path.to_owned(), count)),
        }
    }

    /// Takes other counts into these.
    pub fn merge(&mut self, other: Self) {
        for (problem, paths) in other.0 {
            paths.iter().for_each(|(path, count)| self.add(problem, path, *count));
        }
    }

    /// Problem, path and count, in the order of problems and paths.
    pub fn counts(&self) -> impl Iterator<Item = (&'static str, &str, u64)> {
        self.0.iter().flat_map(|(problem, paths)| paths.iter().map(|(path, count)| (*problem, path.as_str(), *count)))
    }

    /// The table of `run.json`: the problems, and the paths of each with their counts.
    pub fn json(&self) -> Value {
        serde_json::json!(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::Process;
    use crate::settings::Settings;

    fn counted(texts: &[&str], settings: &str) -> Anomalies {
        let settings = Settings::parse(settings, |_| Ok(Vec::new())).expect("settings");
        let mut all = Anomalies::default();
        for text in texts {
            let process = Process::parse(text).expect("a release");
            let mut one = Anomalies::default();
            one.observe(&Facts::new(&process, &[], &settings));
            all.merge(one);
        }
        all
    }

    const TEXTS: [&str; 3] = [
        r#"{"ocid":"a","tag":[1,[]],"tender":{"value":{"amount":0,"currency":7},"items":{"id":1,"quantity":0.00000012},"title":[]},"buyer":"x"}"#,
        r#"{"ocid":"b","bids":{"details":[{"value":{"amount":-1}},{"value":{"amount":99}},5,{"value":{"amount":1.0000001}}]}}"#,
        r#"{"ocid":"c","auctions":[{"stages":[{"bids":[{"value":{"amount":"n/a"}}]}]}],"tender":{"estimatedValue":{"amount":0}}}"#,
    ];

    #[test]
    fn what_is_odd_is_counted_once_by_path_and_problem() {
        let all = counted(&TEXTS, "");
        let expected = [
            ("negative", "/bids/details[]/value/amount", 1),
            ("not_a_text", "/tag", 1),
            ("not_an_array", "/tender/items", 1),
            ("not_an_object", "/bids/details[]", 1),
            ("not_an_object", "/buyer", 1),
            ("rounded", "/bids/details[]/value/amount", 1),
            ("rounded", "/tender/items[]/quantity", 1),
            ("unreadable", "/auctions[]/stages[]/bids[]/value/amount", 1),
            ("unreadable", "/tender/title", 1),
            ("unreadable", "/tender/value/currency", 1),
            ("zero", "/tender/estimatedValue/amount", 1),
            ("zero", "/tender/value/amount", 1),
        ];
        assert_eq!(all.counts().collect::<Vec<_>>(), expected);
        let with = counted(&TEXTS, "[amounts]\nplaceholders = [\"99\"]");
        let placeholders: Vec<_> = with.counts().filter(|(problem, ..)| *problem == "placeholder").collect();
        assert_eq!(placeholders, [("placeholder", "/bids/details[]/value/amount", 1)]);
    }

    #[test]
    fn what_is_well_formed_is_not_walked_through() {
        let text = r#"{"ocid":"a","tag":["x"],"tender":{"value":{"amount":1.5,"currency":"KZT"},"items":[{"id":1,"quantity":2}]},"bids":null}"#;
        assert!(!Process::parse(text).expect("a release").odd);
        assert!(TEXTS.iter().all(|text| Process::parse(text).expect("a release").odd));
    }
}

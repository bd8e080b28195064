//! The identifiers of a document, one after another: name and number below a prefix, each given once. Documents that are
//! rewritten and acts of the library get theirs here.

use super::clean;
use super::names::{Kind, Names};
use std::collections::BTreeMap;

/// What was given so far.
#[derive(Default)]
pub(in crate::law) struct Ids {
    /// How many elements would have got an id.
    taken: BTreeMap<String, u64>,
    /// Counters of unnumbered elements by prefix and element name.
    counters: BTreeMap<(String, String), u64>,
}

impl Ids {
    /// The id of the next element.
    pub(in crate::law) fn next(&mut self, names: &Names, element: &str, num: Option<&str>, prefix: &str) -> String {
        let number = clean(num.unwrap_or_default());
        let numbered = names.kind(element) == Kind::Numbered;
        let missing = number.is_empty();
        let number = match (missing, numbered) {
            (false, _) => number,
            (true, true) => "nn".to_owned(),
            (true, false) => {
                let counter = self.counters.entry((prefix.to_owned(), element.to_owned())).or_default();
                *counter += 1;
                counter.to_string()
            }
        };
        let wanted = joined(prefix, &format!("{}_{number}", names.alias(element)));
        self.unique(wanted, missing && numbered)
    }

    /// Keeps an id that is given; `false` when it is taken.
    pub(in crate::law) fn take(&mut self, id: &str) -> bool {
        let count = self.taken.entry(id.to_owned()).or_default();
        *count += 1;
        *count == 1
    }

    /// The id with `_k` after it where it is the k-th such; one without a number always has it.
    fn unique(&mut self, mut id: String, mut unnumbered: bool) -> String {
        loop {
            let count = self.taken.entry(id.clone()).or_default();
            *count += 1;
            if *count == 1 && !unnumbered {
                return id;
            }
            id = format!("{id}_{count}");
            unnumbered = false;
        }
    }
}

pub(in crate::law) fn joined(prefix: &str, name: &str) -> String {
    if prefix.is_empty() { name.to_owned() } else { format!("{prefix}__{name}") }
}

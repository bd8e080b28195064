//! Kazakhstan's procurement portal (goszakup) as OCDS 1.1 with lots: announcements, lots and contracts out of saved answers
//! of GraphQL and REST become one compiled release an announcement. Nobody else's mapping exists; the codes are data and
//! are marked unverified. The portal gives no bids in these objects, so none come out.

mod codes;
mod contracts;
mod copies;
mod fields;
mod gather;
mod lots;
mod people;
mod release;

pub use codes::{Codes, CodesError};
pub use people::{People, WeakKey};

use crate::json::documents::Text;
use crate::json::tree;
use fields::Desk;
use gather::Found;
use people::Number;
use probity_core::{Diagnostic, Level};
use std::cell::RefCell;

/// What came out of the portal's files.
#[derive(Debug)]
pub struct Converted {
    /// Releases, one a line, in the order in which announcements first appear.
    pub releases: Vec<String>,
    /// Entries of the register of unfair suppliers.
    pub debarments: Vec<Debarment>,
    /// Files in which not one object could be read.
    pub unreadable: Vec<String>,
    /// What is wrong with the input, each message once.
    pub said: Vec<Diagnostic>,
}

/// An entry of the register of unfair suppliers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Debarment {
    /// The supplier, as parties of releases are named.
    pub id: String,
    /// The name of an organisation; empty for natural persons.
    pub name: String,
    /// The first day.
    pub from: String,
    /// The last day; empty when there is none.
    pub to: String,
    /// Where it stands.
    pub source: &'static str,
    /// Its number there.
    pub number: String,
}

impl Debarment {
    /// The header of the table.
    pub const HEADER: [&'static str; 6] = ["id", "name", "from", "to", "source", "number"];

    /// The row of the table.
    pub fn row(&self) -> [&str; 6] {
        [&self.id, &self.name, &self.from, &self.to, self.source, &self.number]
    }
}

/// Converts files of the portal.
pub fn convert(files: &[Text], codes: &Codes, people: &People) -> Converted {
    let desk = Desk { codes, people, files, faults: RefCell::new(Vec::new()) };
    let mut found = Found::default();
    let mut unreadable = Vec::new();
    for (number, file) in files.iter().enumerate() {
        if found.take(number, file, &desk) == 0 {
            unreadable.push(file.name.clone());
        }
    }
    found.join(&desk);
    let mut releases = Vec::with_capacity(found.buys.len());
    for buy in &found.buys {
        if let Some(tree) = release::release(buy, &found.names, &desk) {
            let mut line = String::new();
            tree::write(&tree, &mut line);
            releases.push(line);
        }
    }
    let debarments = found.rnu.iter().filter_map(|entry| debarment(entry, &desk)).collect();
    let mut said = desk.faults.into_inner();
    // A field may be looked at twice on the way; it is named once.
    let mut seen = std::collections::HashSet::new();
    said.retain(|fault| {
        seen.insert((fault.place.clone(), fault.file.clone(), fault.code.clone(), fault.field.clone()))
    });
    said.sort_by_key(|fault| fault.level == Level::Error);
    Converted { releases, debarments, unreadable, said }
}

fn debarment(entry: &fields::Object<'_>, desk: &Desk<'_>) -> Option<Debarment> {
    let (id, name) = match entry.holder("supplierBiin", desk)? {
        Number::Business(digits) => {
            (format!("KZ-BIN-{digits}"), entry.text("supplierNameRu", desk).unwrap_or_default())
        }
        Number::Person(digits) => match desk.people.identifier(&digits) {
            Some(id) => (id, String::new()),
            None => {
                let message = "an entry about a natural person was left out: there is no key to hash the number with";
                let fault = entry.about(desk, "goszakup-person", message).field(entry.field("supplierBiin"));
                desk.fault(fault.hint("make a key of random bytes and name its file with `--key FILE`"));
                return None;
            }
        },
        Number::Unknown => return None,
    };
    let day = |name, end| {
        let instant = entry.instant(name, end, desk);
        instant.and_then(|instant| instant.get(..10).map(str::to_owned)).unwrap_or_default()
    };
    let from = day("startDate", false);
    if from.is_empty() {
        entry.fault(desk, "startDate", "the day from which the supplier is barred");
        return None;
    }
    let number = entry.text("id", desk).or_else(|| entry.text("pid", desk)).unwrap_or_default();
    Some(Debarment { id, name, from, to: day("endDate", true), source: "KZ-RNU", number })
}

#[cfg(test)]
mod tests;

//! # What it finds
//! Documents of different bidders that are one file: the same address on the web, or the same fingerprint.
//! # Why it matters
//! Bids that share a file were prepared together. Competitors have no reason to know each other's papers.
//! # Formula
//!     documents of a bidder = bids.details[].documents of its submitted bids
//!     flagged when two different bidders have a document with one url or one hash; value = how many are shared
//! # Exclusions
//! Cancelled tenders; fewer than two bidders; fewer than two bidders whose documents have a url or a hash. The
//! texts of the documents and what their software wrote into them are not published as data: this flag does not
//! read files, so `clear` says that no file is shared, not that no text is. A form that the buyer hands out may be
//! a shared file.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R041. The rule over urls and hashes is
//! ours; `hash` is a member that some publishers add to documents.

use super::bidders::{are_several, members};
use super::early::alone;
use crate::facts::Facts;
use crate::flag::{Definition, Evidence, Outcome, Subject};
use crate::flags::gate_all;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// The flag.
pub const DEFINITION: Definition =
    Definition { code: "R041", of: &[Subject::Process], source: include_str!("r041.rs"), build: |_| Ok(alone(look)) };

/// The holders of documents by `url` or `hash` and its value.
type Documents<'p> = BTreeMap<(&'static str, &'p str), Holders<'p>>;

/// Bidders of a document, and where it stands.
type Holders<'p> = (BTreeSet<Cow<'p, str>>, Vec<(String, &'p str)>);

fn look(facts: &Facts<'_>) -> Outcome {
    if let Some(closed) = gate_all(facts) {
        return closed;
    }
    match members(facts) {
        Ok(members) if !are_several(members) => return Outcome::not_applicable("n<2"),
        Ok(_) => {}
        Err(reason) => return Outcome::insufficient(reason),
    }
    let (known, documents) = documents(facts);
    if known.len() < 2 {
        return Outcome::missing("bids/details/documents/url");
    }
    let shared: Vec<_> = documents.values().filter(|(bidders, _)| bidders.len() > 1).collect();
    let mut evidence = Evidence::default();
    for (pointer, published) in shared.iter().flat_map(|(_, places)| places) {
        evidence = evidence.and(pointer, published);
    }
    Outcome::flagged_if(!shared.is_empty()).value(shared.len() as f64).on(evidence)
}

/// Bidders with documents, and the holders of each url and hash.
fn documents<'p>(facts: &Facts<'p>) -> (BTreeSet<Cow<'p, str>>, Documents<'p>) {
    let mut known = BTreeSet::new();
    let mut documents = Documents::new();
    for (at, bid) in facts.submitted() {
        let Some(bidder) = facts.bidder(at) else { continue };
        for (place, document) in bid.documents.iter() {
            for (name, value) in [("url", document.url.get()), ("hash", document.hash.get())] {
                let Some(value) = value.map(|value| value.trim()) else { continue };
                known.insert(bidder.clone());
                let (bidders, places) = documents.entry((name, value)).or_default();
                bidders.insert(bidder.clone());
                places.push((format!("/bids/details/{at}/documents/{place}/{name}"), value));
            }
        }
    }
    (known, documents)
}

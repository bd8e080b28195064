//! # What it finds
//! A lot in which every bid but the winner's was disqualified.
//! # Why it matters
//! Disqualifying all others turns a competition into a direct award. It may be right; each reason is worth reading.
//! # Formula
//!     per lot with one winner and all awards final: exactly one bidder has valid bids, it is the winner, and at least
//!         `threshold` other bidders have disqualified bids; value = their number
//! The winner is flagged as tenderer.
//! # Exclusions
//! Lots without a winner or with an award that is still pending (`stage`), with several winners (`several_awards`), bids
//! without status, or only bids for several lots (`multi_lot_bid`); cancelled and excluded processes.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R035; Cardinal R035. ProZorro's state audit asks for
//! two others (`threshold = 2`), and that none of them was given 24 hours to mend its papers: OCDS has no field for that.

use super::early::{alone, belongs, lack_of_bids, lack_of_status, without_award};
use super::gate::gate_all;
use crate::facts::{Facts, Group, Winner, is_open};
use crate::flag::{Definition, Evidence, Outcome, Subject};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R035",
    of: &[Subject::Process, Subject::Tenderer],
    source: include_str!("r035.rs"),
    build: |setup| {
        let threshold = setup.parameters.get("threshold")?.integer("threshold")?.max(1);
        Ok(alone(move |facts| look(facts, threshold)))
    },
};

fn look(facts: &Facts<'_>, threshold: i64) -> Outcome {
    if let Some(closed) = gate_all(facts) {
        return closed;
    }
    let lack = || lack_of_bids(facts).or_else(|| lack_of_status(facts));
    if facts.active_awards().next().is_none() {
        return without_award(facts, [lack()]);
    }
    let parts = facts.groups.iter().map(|group| lot(facts, group, threshold, lack())).collect();
    Outcome::roll_up(parts).unwrap_or_else(|| Outcome::not_applicable("stage"))
}

fn lot(facts: &Facts<'_>, group: &Group<'_>, threshold: i64, lack: Option<String>) -> Outcome {
    let mut awards = facts.process.awards.records().filter(|award| belongs(facts, group.lot, &award.related_lots));
    if awards.any(is_open) {
        return Outcome::not_applicable("stage");
    }
    let winner = match &group.winner {
        Winner::None => return Outcome::not_applicable("stage"),
        Winner::Several => return Outcome::not_applicable("several_awards"),
        Winner::Unnamed => return Outcome::missing("awards/suppliers/id"),
        Winner::One { bidder, .. } => bidder,
    };
    if let Some(reason) = lack {
        return Outcome::insufficient(reason);
    }
    if !group.bids.iter().any(|(_, bid)| bid.status.is_there()) {
        if group.multi_lot > 0 {
            return Outcome::insufficient("multi_lot_bid");
        }
        return Outcome::missing("bids/details/status");
    }
    let with = |status: &'static str| {
        let bids = group.bids.iter().filter(move |(_, bid)| bid.status.text() == status);
        bids.filter_map(|(at, _)| Some((*at, facts.bidder(*at)?)))
    };
    let valid: BTreeSet<Cow<'_, str>> = with("valid").map(|(_, bidder)| bidder).collect();
    let out: Vec<(usize, Cow<'_, str>)> = with("disqualified").filter(|(_, own)| !valid.contains(own)).collect();
    let others: BTreeSet<&str> = out.iter().map(|(_, own)| own.as_ref()).filter(|own| own != winner).collect();
    let alone = valid.len() == 1 && valid.contains(winner);
    let n = i64::try_from(others.len()).unwrap_or(i64::MAX);
    let flagged = alone && n >= threshold;
    let outcome = Outcome::flagged_if(flagged).value(n as f64);
    if !flagged {
        return outcome;
    }
    let mut evidence = Evidence::default();
    for (at, _) in &out {
        evidence = evidence.and(format_args!("/bids/details/{at}/status"), "disqualified");
    }
    for (at, award) in &group.awards {
        for (place, supplier) in award.suppliers.iter() {
            let Some(id) = supplier.known_by() else { continue };
            evidence = evidence.and(format_args!("/awards/{at}/suppliers/{place}/{}", supplier.known_at()), id);
        }
    }
    outcome.on(evidence.with("threshold", threshold)).with(winner.split('|'))
}

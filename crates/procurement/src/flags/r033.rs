//! # What it finds
//! Two bidders for one lot of whom the same shareholder holds a large part each.
//! # Why it matters
//! A shareholder with a large part of two bidders gains whoever wins, and can see to it that they do not compete.
//! # Formula
//!     shareholders of a bidder = parties[].shareholders of its organisations, known by id, or by name with birth date
//!     shareholding: a fraction; a number above 1 is read as per cent
//!     flagged when one shareholder holds at least `share` of two or more bidders of one lot; value = how many such
//! # Exclusions
//! Cancelled tenders; lots with fewer than two bidders; processes in which fewer than two bidders have shareholders
//! that can be told apart (`no_register`). Holdings that run through other companies are not followed here: the
//! room of owners does that.
//! # Source
//! Open Contracting Partnership, Red flags in public procurement (2024), R033; OCDS extension shareholders.

use super::bidders::{Parties, Pointer, members};
use super::early::alone;
use super::owners::{Holding, Read, shared};
use super::r032::identities;
use crate::facts::Facts;
use crate::flag::{Definition, Outcome, Subject};
use crate::flags::gate_all;
use crate::process::amount::Amount;
use crate::process::organization::{Organization, Shareholder};

/// The flag.
pub const DEFINITION: Definition = Definition {
    code: "R033",
    of: &[Subject::Process],
    source: include_str!("r033.rs"),
    build: |setup| {
        let own = CommonShareholder { share: setup.parameters.get("share")?.number("share")? };
        Ok(alone(move |facts| own.look(facts)))
    },
};

struct CommonShareholder {
    share: f64,
}

impl CommonShareholder {
    fn look(&self, facts: &Facts<'_>) -> Outcome {
        if let Some(closed) = gate_all(facts) {
            return closed;
        }
        match members(facts) {
            Ok(members) => shared(facts, members, Parties::of(facts), self),
            Err(reason) => Outcome::insufficient(reason),
        }
    }
}

impl Read for CommonShareholder {
    fn read(&self, organization: &Organization<'_>, pointer: Pointer) -> Vec<Holding> {
        let holding = |(at, own): (usize, &Shareholder<'_>)| {
            let pointer = format!("{pointer}/shareholders/{at}");
            let counts = own.shareholding.get().map(|share| fraction(*share) >= self.share);
            let who = identities(&own.shareholder).into_iter();
            who.map(move |who| Holding { who, counts, pointer: pointer.clone() })
        };
        organization.shareholders.iter().flat_map(holding).collect()
    }
}

/// A share as a fraction: publishers write 0.25 or 25.
pub(super) fn fraction(share: Amount) -> f64 {
    let share = share.to_f64();
    if share > 1.0 { share / 100.0 } else { share }
}

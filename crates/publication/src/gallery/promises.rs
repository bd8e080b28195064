//! The gallery's room of commitments: the real pages over the invented state of the demonstration, one of every type
//! listed.

use crate::commitments::{CommitmentsSection, Current};
use crate::observatory::Names;
use crate::page::House;
use crate::route::Route;
use crate::site::{Ask, Reply, Request, Section};
use jiff::civil::{Date, date};
use probity_commitments::demonstration::BATCHES;
use probity_commitments::record::evidence::Provision;
use probity_commitments::record::load::{Form, read};
use probity_commitments::report::Kind;
use probity_commitments::rules::{Fold, Library, Shipped, plan};
use probity_commitments::view::{NoWorld, Snapshot};
use probity_core::Digest;
use std::sync::Arc;

/// One page of every type.
const SHOWN: [(Kind, &str); 9] = [
    (Kind::Board, ""),
    (Kind::Calendar, ""),
    (Kind::Situation, "xs-r4"),
    (Kind::Shadow, "xs-r4"),
    (Kind::Compliance, "xs-r4-second-compliance"),
    (Kind::Recommendation, "xs-r4/iii"),
    (Kind::Quarterly, "integrity-plan@2024"),
    (Kind::Treaty, "convention"),
    (Kind::CountrySheet, "XS"),
];

/// The room over the demonstration's log.
pub(super) struct Promises(CommitmentsSection);

/// A library in which every provision has the same text: pages show the pin, not the text.
struct AnyText;

impl Library for AnyText {
    fn pin(&self, _: &Provision, _: Date) -> Option<Digest> {
        Some(Digest::of(b"text"))
    }
}

impl Promises {
    /// The room.
    pub fn new() -> Self {
        Self(CommitmentsSection::new(log(), date(2026, 11, 21), Names::built_in()))
    }
}

/// The demonstration's log.
pub(super) fn log() -> Current {
    let (fold, events) = recorded().unwrap_or_default();
    let head = Digest::of(b"head").to_string();
    let snapshot = Arc::new(Snapshot { state: fold.into_state(), events, head, world: Box::new(NoWorld) });
    Arc::new(move || Arc::clone(&snapshot))
}

/// Everything recorded; `None` when the demonstration breaks a rule, which a test of the room would say.
fn recorded() -> Option<(Fold, u64)> {
    let mut fold = Fold::new(Shipped::with_program().ok()?);
    let mut events = 0;
    for batch in BATCHES {
        let entries = read(batch.name, batch.text, Form::Toml).ok()?;
        let planned = plan(&mut fold, entries, events, batch.at.parse().ok()?, None, &AnyText).ok()?;
        events += planned.drafts.len() as u64;
    }
    Some((fold, events))
}

impl Section for Promises {
    fn page(&self, house: &House, request: &Request) -> Option<String> {
        self.0.page(house, request)
    }

    fn reply(&self, house: &House, ask: &Ask<'_>) -> Option<Reply> {
        self.0.reply(house, ask)
    }

    fn paths(&self) -> Vec<String> {
        SHOWN.iter().map(|(kind, reference)| Route::Commitments(*kind, (*reference).to_owned()).path()).collect()
    }
}

//! How long the first page of the desk takes over a long log: `first_page EVENTS` folds so many invented events in memory
//! and prints, for each role, what waits, the size of the page and the processor time of making it.
#![allow(clippy::print_stdout, clippy::expect_used, clippy::disallowed_methods)] // A measurement that cannot go on stops, and needs a clock.

use jiff::Timestamp;
use jiff::civil::date;
use probity_commitments::record::load::Entry;
use probity_commitments::record::party::Role;
use probity_commitments::record::{Kind, Record};
use probity_commitments::rules::{Act, Fold, Loaded, Shipped};
use probity_commitments::view::{NoWorld, Snapshot};
use probity_core::Language;
use probity_desk::{Asked, EventRow, Filter, Person, Records, Refusal, Shelf, Trouble, Verb, Work, answer};
use probity_publication::gallery::house;
use probity_store::Attachments;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Instant;

/// A log that is only looked at.
struct Looked(Attachments);

impl Records for Looked {
    fn snapshot(&self) -> Result<Arc<Snapshot>, Trouble> {
        Err(Trouble("not asked".to_owned()))
    }

    fn events(&self, _: &Filter) -> Result<Vec<EventRow>, Trouble> {
        Ok(Vec::new())
    }

    fn record(&self, _: Vec<Entry>, _: Timestamp, _: bool) -> Result<Result<Loaded, Refusal>, Trouble> {
        Err(Trouble("not asked".to_owned()))
    }

    fn shelf(&self) -> Shelf<'_> {
        Shelf { files: &self.0, largest: 0 }
    }
}

/// Measures, notices, evidence and statuses in equal parts; every second notice still waits for its status, every third
/// measure is due soon, and a tenth of the evidence has expired.
fn record(n: u64) -> (Kind, Value) {
    let of = n / 4;
    let day = format!("2026-{:02}-{:02}", 1 + of % 12, 1 + of % 28);
    match n % 4 {
        0 => {
            let names = json!({ "en": format!("Measure {of}") });
            let lead = format!("body-{}", of % 109);
            (Kind::Measure, json!({ "id": format!("M{of}"), "lead": lead, "names": names, "term_to": day }))
        }
        1 => {
            let kind = json!({ "on": [format!("measure:M{of}")], "id": format!("D{of}"), "kind": "document" });
            let mut value = kind;
            value["document"] = json!({ "file": "a.pdf" });
            if of.is_multiple_of(10) {
                value["to"] = json!("2026-01-01");
            }
            (Kind::Evidence, value)
        }
        2 => {
            let id = format!("N{of}");
            (
                Kind::Notice,
                json!({ "id": id, "measure": format!("M{of}"), "kind": "result", "sent": day, "text": "Done." }),
            )
        }
        _ => {
            let measure = format!("M{}", of - of % 2);
            (Kind::Status, json!({ "measure": measure, "cutoff": "2026-12-31", "value": "in_progress" }))
        }
    }
}

fn main() {
    let events: u64 = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(100_000);
    let at: Timestamp = "2026-10-01T00:00:00Z".parse().expect("an instant");
    let mut fold = Fold::new(Shipped::with_program().expect("the procedures can be read"));
    for seq in 0..events {
        let (kind, value) = record(seq);
        let record = Record::read(kind, value.as_object().expect("a record")).expect("a record");
        let actor = format!("officer-{}", seq % 37).as_str().into();
        let effective = date(2026, 9, 1);
        // Rules are not what is measured.
        let act = Act { seq, actor, role: Role::Ministry, at, effective, corrects: None, by_observatory: true };
        drop(fold.apply(&act, record));
    }
    let snapshot = Snapshot { state: fold.into_state(), events, head: String::new(), world: Box::new(NoWorld) };
    let (house, records) = (house(), Looked(Attachments::at("none")));
    for role in [Role::Ministry, Role::ValidatingAuthority, Role::Analyst, Role::FocalPoint, Role::Secretariat] {
        let name = "somebody".to_owned();
        let (account, actor, body) = (name.clone(), Some(name.clone()), Some("body-1".to_owned()));
        let person = Person { account, name, actor, roles: vec![role], body, language: Language::En };
        let work = Work { house: &house, records: &records, snapshot: &snapshot, person: &person, form_token: "T" };
        let asked = Asked {
            verb: Verb::Get,
            language: Language::En,
            path: String::new(),
            query: Vec::new(),
            form: Vec::new(),
            session: None,
            own: true,
            now: "2026-11-22T10:00:00Z".parse().expect("an instant"),
        };
        let mut best = f64::INFINITY;
        let mut bytes = 0;
        for _ in 0..5 {
            let begun = Instant::now();
            bytes = answer(&work, &asked).bytes.len();
            best = best.min(begun.elapsed().as_secs_f64());
        }
        println!("{role:?}: {:.1} ms, {bytes} bytes", best * 1000.0);
    }
}

//! How long the fold over a log takes: `fold DIR EVENTS` writes a log of so many events into DIR, unless it is there,
//! and prints the processor time of reading it into a fold.
#![allow(clippy::print_stdout, clippy::expect_used)] // A measurement that cannot go on stops.

use probity_commitments::rules::{Shipped, replay};
use probity_store::{Draft, Log, NoCheckpoint, SigningKey};
use serde_json::{Value, json};

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What a national programme records about its measures: a fifth each of measures, notices, evidence and statuses, and as
/// much of bodies and verdicts.
fn record(n: u64) -> (&'static str, String, Value) {
    let of = n / 5;
    let day = format!("2024-{:02}-{:02}", 1 + of % 12, 1 + of % 28);
    match n % 5 {
        0 => {
            let names = json!({"en": format!("Measure {of}"), "kk": format!("{of}-шара"), "ru": format!("Мера {of}")});
            let value = json!({"id": format!("M{of}"), "lead": format!("body-{}", of % 109), "names": names,
                "programme": "p@1", "recommendations": ["E/iv"], "term_from": "2023-03-01", "term_to": day});
            ("measure", format!("M{of}"), value)
        }
        1 => {
            let value = json!({"evidence": [format!("D{of}")], "id": format!("N{of}"), "kind": "result",
                "measure": format!("M{of}"), "sent": day, "text": "The measure was implemented in full and in time."});
            ("notice", format!("N{of}"), value)
        }
        2 => {
            let value = json!({"document": {"sha256": "ab".repeat(32)}, "id": format!("D{of}"), "kind": "document",
                "on": [format!("measure:M{of}")]});
            ("evidence", format!("D{of}"), value)
        }
        3 => {
            let value = json!({"completed": day, "cutoff": "2024-12-31", "evidence": [format!("D{of}")],
                "measure": format!("M{of}"), "notice": format!("N{of}"), "value": "implemented"});
            ("status", format!("M{of}@2024-12-31"), value)
        }
        _ => {
            let value = json!({"recommendation": format!("E{}/{}", of / 27, 1 + of % 27), "report": format!("R{of}"),
                "value": "partly"});
            ("verdict", format!("E{}/{}@R{of}", of / 27, 1 + of % 27), value)
        }
    }
}

fn write(log: &Log, events: u64) {
    let key = SigningKey::new(&[7; 32]);
    let mut writer = log.write().expect("the log can be written");
    let start: jiff::Timestamp = "2024-12-31T00:00:00Z".parse().expect("an instant");
    while writer.next_seq() < events {
        let first = writer.next_seq();
        let drafts = (first..(first + 10_000).min(events)).map(|n| {
            let (kind, key, value) = record(n);
            let Value::Object(record) = value else { unreachable!("records are objects") };
            let actor = format!("analyst-{}", n % 37);
            let (role, source, effective) =
                ("analyst".to_owned(), "a letter".to_owned(), jiff::civil::date(2024, 3, 1));
            Draft { actor, role, kind: kind.to_owned(), key, effective, source, corrects: None, record }
        });
        let at = start + jiff::SignedDuration::from_secs(i64::try_from(first).expect("a small number"));
        writer.append(drafts.collect(), at, &key, &mut NoCheckpoint).expect("the disk has room");
    }
}

/// Processor time of this process so far, in seconds; the system counts nanoseconds.
fn used() -> f64 {
    let text = fs_err::read_to_string("/proc/self/schedstat").expect("Linux counts");
    text.split(' ').next().and_then(|first| first.parse::<f64>().ok()).expect("a number") / 1e9
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let dir = arguments.next().expect("fold DIR EVENTS");
    let events = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(1_000_000);
    let log = Log::at(dir);
    write(&log, events);
    let mut lines = log.snapshot().expect("the log can be read").lines;
    let (before, mut seen) = (used(), 0_u64);
    let key = SigningKey::new(&[7; 32]);
    let fold = replay(&mut lines, None, Shipped::default(), key.public(), &mut NoCheckpoint, |_, _| seen += 1);
    let fold = fold.expect("a whole log");
    let folded = used() - before;
    drop(fold);
    println!("{seen} events: {folded:.2} s of processor time, {:.2} s with letting go of them", used() - before);
}

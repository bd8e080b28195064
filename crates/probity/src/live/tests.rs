//! What is served and recorded step by step is what a fold over the whole log says, whoever wrote it.

use super::*;
use crate::law;
use crate::ledger::furnish;
use probity_commitments::demonstration::{ACTS, BATCHES};
use probity_commitments::law::library::Given;
use probity_commitments::record::Kind;
use probity_commitments::record::load::{Form, read};
use probity_commitments::rules::State;
use probity_commitments::view::{NoWorld, View, deadlines, measures, status};
use probity_registers::Observatory;

fn observatory() -> (tempfile::TempDir, Live) {
    let dir = tempfile::tempdir().unwrap();
    Observatory::init(dir.path()).unwrap();
    furnish(dir.path(), || Ok([7; 32])).unwrap();
    let acts: Vec<(String, String)> = ACTS.iter().map(|act| (act.name.to_owned(), act.text.to_owned())).collect();
    law::import(dir.path(), &acts, &Given::default(), BATCHES[0].at.parse().unwrap()).unwrap();
    let live = Live::new(Ledger::open(dir.path()).unwrap()).unwrap();
    (dir, live)
}

fn batches() -> impl Iterator<Item = (Vec<Entry>, Timestamp)> {
    BATCHES.iter().map(|batch| (read(batch.name, batch.text, Form::Toml).unwrap(), batch.at.parse().unwrap()))
}

/// Every record with its history, and what views make of them on some days.
fn look(state: &State) -> String {
    let mut text = String::new();
    for kind in Kind::ALL {
        state.of_kind(*kind).for_each(|(key, kept)| text.push_str(&format!("{key} {kept:?}\n")));
    }
    state.drafts().for_each(|kept| text.push_str(&format!("{kept:?}\n")));
    for day in ["2023-06-30", "2024-06-30", "2025-06-30", "2026-06-30"] {
        let view = View::new(state, day.parse().unwrap(), None, &NoWorld);
        let (status, measures) = (status(&view, None, None).cells(), measures(&view, None, None).cells());
        text.push_str(&format!("{:?}{status:?}{measures:?}", deadlines(&view).cells()));
    }
    text
}

/// The same from the first line on.
fn anew(live: &Live) -> (String, u64, String) {
    let (mut events, mut head) = (0, String::new());
    let fold = live.ledger().replay(None, |event, _| {
        events = event.seq + 1;
        head = event.hash.to_string();
    });
    (look(fold.unwrap().state()), events, head)
}

fn as_served(live: &Live) -> (String, u64, String) {
    let now = live.now().unwrap();
    (look(&now.state), now.events, now.head.clone())
}

#[test]
fn what_is_recorded_step_by_step_is_what_the_whole_log_says() {
    let (_dir, live) = observatory();
    assert_eq!(as_served(&live), anew(&live));
    let mut readers = Vec::new();
    for (entries, at) in batches() {
        // Somebody is still reading what was shown before.
        readers.push(live.now().unwrap());
        let rehearsed = live.record(entries.clone(), at, true).unwrap().unwrap();
        assert_eq!(as_served(&live), anew(&live), "a rehearsal changes nothing");
        assert_eq!(live.record(entries.clone(), at, false).unwrap().unwrap(), rehearsed);
        assert_eq!(as_served(&live), anew(&live));
        let refused = live.record(entries, at, false).unwrap();
        assert!(matches!(refused, Err(LoadError::Refused(_))), "the same again");
        assert_eq!(as_served(&live), anew(&live), "what was refused leaves no trace");
    }
    let verified = probity_commitments::rules::verify(
        live.ledger().log().snapshot_as_found().unwrap(),
        live.ledger().key(),
        shipped().unwrap(),
        &mut live.ledger().checkpoint(None).unwrap(),
    );
    assert_eq!(verified.unwrap().defects, vec![]);
}

#[test]
fn what_another_program_records_is_seen_and_built_upon() {
    let (dir, live) = observatory();
    let other = Ledger::open(dir.path()).unwrap();
    let own = other.secret().unwrap();
    for (number, (entries, at)) in batches().enumerate() {
        let recorded = match number % 2 {
            0 => other.append(entries, (&own, &own), at, false),
            _ => live.record(entries, at, false),
        };
        recorded.unwrap().unwrap();
        assert_eq!(as_served(&live), anew(&live));
    }
}

#[test]
fn nothing_is_signed_behind_a_log_that_was_edited_while_it_was_served() {
    let (_dir, live) = observatory();
    let mut batches = batches();
    for (entries, at) in batches.by_ref().take(2) {
        live.record(entries, at, false).unwrap().unwrap();
    }
    let path = live.ledger().log().path();
    // Longer than a tick of the clock by which the system stamps files.
    std::thread::sleep(std::time::Duration::from_millis(30));
    let mut bytes = fs_err::read(&path).unwrap();
    // Readers do not ask signatures; the tree over the lines has them.
    let place = bytes.windows(7).position(|window| window == b"\"sig\":\"").unwrap() + 7;
    bytes[place] = if bytes[place] == b'A' { b'B' } else { b'A' };
    fs_err::write(&path, &bytes).unwrap();
    let (entries, at) = batches.next().unwrap();
    for check in [true, false] {
        let done = live.record(entries.clone(), at, check).unwrap();
        assert!(matches!(done, Err(LoadError::Damaged(_))), "{done:?}");
    }
    assert_eq!(fs_err::read(&path).unwrap(), bytes);
}

#[test]
fn a_log_that_was_cut_is_read_anew() {
    let (dir, live) = observatory();
    for (entries, at) in batches().take(1) {
        live.record(entries, at, false).unwrap().unwrap();
    }
    let files = ["events.jsonl", "checkpoint"].map(|name| dir.path().join("commitments").join(name));
    let kept = files.clone().map(|file| fs_err::read(file).unwrap());
    let before = as_served(&live);
    for (entries, at) in batches().skip(1).take(1) {
        live.record(entries, at, false).unwrap().unwrap();
    }
    assert_ne!(as_served(&live), before);
    for (file, bytes) in files.iter().zip(&kept) {
        fs_err::write(file, bytes).unwrap();
    }
    assert_eq!(as_served(&live), before);
    for (entries, at) in batches().skip(1) {
        live.record(entries, at, false).unwrap().unwrap();
        assert_eq!(as_served(&live), anew(&live));
    }
}

//! Appends are killed between any two steps, and the disk is filled at each of them: afterwards the log is the old one or
//! the new one to the byte, never something between, and never the old one after the caller was told.

use super::*;
use crate::disk::Fault;
use crate::verify::verify;
use crate::{Checkpoint, NoCheckpoint};
use std::cell::Cell;
use std::path::Path;

/// A checkpoint that is the digest of all lines: enough to see whether it goes with its log.
#[derive(Default, Clone)]
struct Digests(Vec<u8>);

impl Digests {
    fn text(&self) -> Vec<u8> {
        Digest::of(&self.0).to_string().into_bytes()
    }
}

impl Checkpoint for Digests {
    fn line(&mut self, line: &[u8]) {
        self.0.extend_from_slice(line);
        self.0.push(b'\n');
    }

    fn extended(&mut self, lines: &[Vec<u8>]) -> Result<Option<Vec<u8>>, String> {
        lines.iter().for_each(|line| self.line(line));
        Ok(Some(self.text()))
    }

    fn defect(&mut self, found: Option<&[u8]>) -> Option<String> {
        let fits = found.map_or(self.0.is_empty(), |found| found == self.text());
        (!fits).then(|| "the checkpoint is of another log".to_owned())
    }
}

fn key() -> SigningKey {
    SigningKey::new(&[7; 32])
}

fn at() -> Timestamp {
    "2024-03-25T09:00:00Z".parse().unwrap()
}

fn drafts(from: u32, count: u32) -> Vec<Draft> {
    let draft = |number: u32| Draft {
        actor: "clerk".into(),
        role: "secretariat".into(),
        kind: "body".into(),
        key: format!("b{number}"),
        effective: jiff::civil::date(2024, 3, 25),
        source: String::new(),
        corrects: None,
        record: [("id".to_owned(), format!("b{number}").into())].into_iter().collect(),
    };
    (from..from + count).map(draft).collect()
}

fn log_bytes(dir: &Path) -> Vec<u8> {
    fs::read(dir.join("events.jsonl")).unwrap_or_default()
}

/// Reads the settled log as anybody would, with nothing wrong in it.
fn clean(log: &Log, kept: bool) -> u64 {
    let mut snapshot = log.snapshot().unwrap();
    let mut digests = Digests::default();
    let keeper: &mut dyn Checkpoint = if kept { &mut digests } else { &mut NoCheckpoint };
    let mut defects = Vec::new();
    let file = snapshot.checkpoint.clone();
    let summary =
        verify(&mut snapshot.lines, key().public().clone(), (keeper, file.as_deref()), |_| vec![], |d| defects.push(d));
    assert_eq!(defects, []);
    summary.unwrap().events
}

/// A log of three events, and the checkpoint's state after them.
fn three(dir: &Path, kept: bool) -> Digests {
    let mut digests = Digests::default();
    let mut writer = Log::at(dir).write().unwrap();
    let keeper: &mut dyn Checkpoint = if kept { &mut digests } else { &mut NoCheckpoint };
    writer.append(drafts(0, 3), at(), &key(), keeper).unwrap();
    digests
}

/// Appends two events with a fault. Gives whether the fault was met, whether the caller was told, and the bytes before.
fn with_fault(dir: &Path, kept: bool, fault: Fault) -> (bool, Result<Appended, LogError>, Vec<u8>) {
    let mut digests = three(dir, kept);
    let before = log_bytes(dir);
    let mut writer = Log::at(dir).write_with(Disk { fault: Cell::new(Some(fault)) }).unwrap();
    let keeper: &mut dyn Checkpoint = if kept { &mut digests } else { &mut NoCheckpoint };
    let told = writer.append(drafts(3, 2), at(), &key(), keeper);
    let met = matches!(writer.disk.fault.get(), Some(Fault::Killed(0) | Fault::Full(0)));
    (met, told, before)
}

/// Settles what is there, then appends once more as if nothing had been.
fn goes_on(dir: &Path, kept: bool) -> u64 {
    let log = Log::at(dir);
    let before = clean(&log, kept);
    let mut writer = log.write().unwrap();
    let mut digests = Digests(log_bytes(dir));
    let keeper: &mut dyn Checkpoint = if kept { &mut digests } else { &mut NoCheckpoint };
    writer.append(drafts(9, 1), at(), &key(), keeper).unwrap();
    drop(writer);
    assert_eq!(clean(&log, kept), before + 1);
    let left: Vec<_> = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().contains("next") && name != "events.pending"), "{left:?}");
    before
}

#[test]
fn a_process_killed_between_any_two_steps_loses_nothing_it_acknowledged() {
    for kept in [true, false] {
        let mut outcomes = [0, 0];
        for step in 0.. {
            let dir = tempfile::tempdir().unwrap();
            let (met, told, before) = with_fault(dir.path(), kept, Fault::Killed(step));
            let events = goes_on(dir.path(), kept);
            assert!(events == 3 || events == 5, "step {step}: {events} events");
            assert!(told.is_err() || events == 5, "step {step}: the caller was told, and the events are gone");
            assert!(log_bytes(dir.path()).starts_with(&before), "step {step}");
            outcomes[usize::from(events == 5)] += 1;
            if !met {
                assert!(told.is_ok());
                break;
            }
        }
        assert!(outcomes[0] >= 5 && outcomes[1] >= 3, "{outcomes:?}: every step was tried");
    }
}

#[test]
fn a_process_killed_while_it_settles_leaves_what_can_be_settled_again() {
    for kept in [true, false] {
        // The steps that leave a note behind, and every step of settling it.
        for step in 3..10 {
            for again in 0..6 {
                let dir = tempfile::tempdir().unwrap();
                let (_, told, before) = with_fault(dir.path(), kept, Fault::Killed(step));
                drop(Log::at(dir.path()).write_with(Disk { fault: Cell::new(Some(Fault::Killed(again))) }));
                let events = goes_on(dir.path(), kept);
                assert!(events == 3 || events == 5, "steps {step}, {again}");
                assert!(told.is_err() || events == 5, "steps {step}, {again}");
                assert!(log_bytes(dir.path()).starts_with(&before), "steps {step}, {again}");
            }
        }
    }
}

#[test]
fn a_full_disk_leaves_the_log_its_bytes_and_says_so() {
    for kept in [true, false] {
        for step in 0.. {
            let dir = tempfile::tempdir().unwrap();
            let (met, told, before) = with_fault(dir.path(), kept, Fault::Full(step));
            if told.is_ok() {
                assert!(step >= 2, "kept {kept}");
                break;
            }
            assert!(met);
            assert!(matches!(told, Err(LogError::Disk(_))), "{told:?}");
            assert_eq!(log_bytes(dir.path()), before, "step {step}");
            assert_eq!(goes_on(dir.path(), kept), 3);
        }
    }
}

#[test]
fn an_event_torn_without_a_note_was_not_torn_by_a_crash_and_is_never_cut() {
    let dir = tempfile::tempdir().unwrap();
    three(dir.path(), false);
    let mut torn = log_bytes(dir.path());
    torn.truncate(torn.len() - 5);
    fs::write(dir.path().join("events.jsonl"), &torn).unwrap();
    assert!(matches!(Log::at(dir.path()).write(), Err(LogError::Damaged { .. })));
    assert_eq!(log_bytes(dir.path()), torn);
}

#[test]
fn a_log_shorter_than_its_note_is_not_touched() {
    let dir = tempfile::tempdir().unwrap();
    // Killed right after the note was put in its place.
    let (_, told, before) = with_fault(dir.path(), false, Fault::Killed(3));
    assert!(told.is_err() && dir.path().join("events.pending").exists());
    fs::write(dir.path().join("events.jsonl"), &before[..10]).unwrap();
    assert!(matches!(Log::at(dir.path()).write(), Err(LogError::Lost { .. })));
    assert!(matches!(Log::at(dir.path()).snapshot(), Err(LogError::Lost { .. })));
    assert_eq!(log_bytes(dir.path()), &before[..10]);
    fs::write(dir.path().join("events.pending"), "{").unwrap();
    assert!(matches!(Log::at(dir.path()).write(), Err(LogError::Note(_))));
}

#[test]
fn a_second_writer_waits_for_the_first() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().to_owned();
    let mut first = Log::at(&path).write().unwrap();
    let second = std::thread::spawn(move || {
        let mut writer = Log::at(&path).write().unwrap();
        writer.append(drafts(1, 1), at(), &key(), &mut NoCheckpoint).unwrap()
    });
    first.append(drafts(0, 1), at(), &key(), &mut NoCheckpoint).unwrap();
    drop(first);
    assert_eq!(second.join().unwrap().first, 1);
    assert_eq!(clean(&Log::at(dir.path()), false), 2);
}

#[test]
fn time_never_goes_backwards_and_a_refused_batch_leaves_the_log() {
    let dir = tempfile::tempdir().unwrap();
    three(dir.path(), false);
    let before = log_bytes(dir.path());
    let mut writer = Log::at(dir.path()).write().unwrap();
    let earlier = "2024-03-25T08:59:59Z".parse().unwrap();
    let refused = writer.append(drafts(3, 1), earlier, &key(), &mut NoCheckpoint);
    assert!(matches!(refused, Err(LogError::Backwards { .. })));
    assert_eq!(log_bytes(dir.path()), before);
    let nothing = writer.append(Vec::new(), at(), &key(), &mut NoCheckpoint).unwrap();
    assert_eq!((nothing.appended, nothing.first, nothing.last), (0, 3, Some(2)));
}

#[test]
fn a_planted_note_hides_no_line() {
    let dir = tempfile::tempdir().unwrap();
    three(dir.path(), false);
    let bytes = log_bytes(dir.path());
    let first = bytes.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    let note = Pending { from: 0, to: first as u64, batch: Digest::of(&bytes[..first]), checkpoint: None };
    fs::write(dir.path().join("events.pending"), note.bytes().unwrap()).unwrap();
    assert_eq!(clean(&Log::at(dir.path()), false), 3);
    assert_eq!(Log::at(dir.path()).write().unwrap().recovered(), Recovered::Kept);
    assert_eq!(log_bytes(dir.path()), bytes);
}

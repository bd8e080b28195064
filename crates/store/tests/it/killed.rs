//! A real process is really killed while it appends, again and again: everything it said it had recorded is there, the log
//! verifies, and the next one goes on. The unit tests of `log` try every step; this one leaves the moment to chance.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test stops at the first surprise.

use probity_store::{Draft, Log, NoCheckpoint, SigningKey, verify};
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};

fn draft(number: u64) -> Draft {
    Draft {
        actor: "clerk".into(),
        role: "secretariat".into(),
        kind: "body".into(),
        key: number.to_string(),
        effective: jiff::civil::date(2024, 2, 1),
        source: "x".repeat(500),
        corrects: None,
        record: serde_json::Map::new(),
    }
}

#[test]
#[ignore = "the process that the other test kills"]
fn a_child_appends_until_it_is_killed() {
    if !std::path::Path::new("go").exists() {
        return;
    }
    let (log, key) = (Log::at("log"), SigningKey::new(&[5; 32]));
    let at = "2024-03-25T09:00:00Z".parse().unwrap();
    loop {
        let mut writer = log.write().unwrap();
        let next = writer.next_seq();
        let batch = (next..next + 5).map(draft).collect();
        let last = writer.append(batch, at, &key, &mut NoCheckpoint).unwrap().last.unwrap();
        let mut out = std::io::stdout().lock();
        writeln!(out, "recorded {last}").unwrap();
        out.flush().unwrap();
    }
}

#[test]
fn a_killed_process_loses_nothing_it_said_it_had_recorded() {
    let dir = tempfile::tempdir().unwrap();
    fs_err::write(dir.path().join("go"), "").unwrap();
    let mut said = None;
    for round in 1..6 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--ignored", "--exact", "killed::a_child_appends_until_it_is_killed", "--nocapture"])
            .current_dir(dir.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let recorded = |line: String| line.split_once("recorded ").map(|(_, last)| last.parse::<u64>().unwrap());
        // Another moment each time; what is still in the pipe was said too.
        let told = lines.by_ref().map(Result::unwrap).filter_map(recorded).take(round * 3).last();
        child.kill().unwrap();
        child.wait().unwrap();
        let rest = lines.map_while(Result::ok).filter_map(recorded).last();
        said = rest.or(told).or(said);
        let mut found = Vec::new();
        let mut snapshot = Log::at(dir.path().join("log")).snapshot().unwrap();
        let key = SigningKey::new(&[5; 32]).public().clone();
        let seen =
            verify(&mut snapshot.lines, key, (&mut NoCheckpoint, None), |_| vec![], |it| found.push(it)).unwrap();
        assert_eq!(found, []);
        assert!(seen.events > said.unwrap(), "{} events, but {said:?} was recorded", seen.events);
        assert_eq!(seen.events % 5, 0, "batches are whole");
    }
}

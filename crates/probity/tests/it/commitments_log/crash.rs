//! Real processes are killed while they load, and real writes meet a limit: whatever was acknowledged is in the log, the
//! log verifies, and the next one goes on as if nothing had been.

use super::{NOW, log, recorded, verified};
use crate::program::{place, probity};
use serde_json::Value;
use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// A file of bodies nobody has recorded.
fn bodies(dir: &Path, name: &str, prefix: &str, count: usize) {
    let records: String = (0..count)
        .map(|n| {
            format!("[[body]]\nid = \"{prefix}-{n}\"\nkind = \"ngo\"\nnames = {{ en = \"Body {n} of {prefix}\" }}\n")
        })
        .collect();
    fs_err::write(dir.join(name), format!("[defaults]\nactor = \"op\"\nrole = \"operator\"\n{records}")).unwrap();
}

/// Starts a load, kills it after a while, and gives what it had acknowledged by then.
fn killed(dir: &Path, after: Duration) -> (Option<Value>, bool) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_probity"))
        .args(["commitments", "load", "b.toml", "--dir", "o", "--now", NOW])
        .current_dir(dir)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(after);
    // `kill` is SIGKILL; a process that has ended by itself is not killed any more.
    let ended = child.try_wait().unwrap().is_some();
    let _ = child.kill();
    child.wait().unwrap();
    let mut said = String::new();
    child.stdout.take().unwrap().read_to_string(&mut said).unwrap();
    // What is in the pipe was said, whether or not the process lived to end.
    (serde_json::from_str(&said).ok(), !ended)
}

#[test]
#[allow(
    clippy::disallowed_methods,
    reason = "how often it is killed comes from outside, and when depends on the machine"
)]
fn a_killed_load_loses_nothing_it_acknowledged() {
    let rounds: u32 = std::env::var("PROBITY_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(60);
    let dir = place();
    probity(dir.path(), "init o").well();
    let (mut acknowledged, mut events, mut deaths, mut silent) = (0, 0, 0, 0);
    let began = std::time::Instant::now();
    bodies(dir.path(), "b.toml", "first", 5);
    probity(dir.path(), &format!("commitments load b.toml --dir o --now {NOW}")).well();
    events += 5;
    let usual = began.elapsed();
    for round in 0..rounds {
        bodies(dir.path(), "b.toml", &format!("r{round}"), 5);
        // Spread over all of the time a load takes, and a little more; longer the longer the log is.
        let part = f64::from(round.wrapping_mul(2_654_435_761) >> 8) / f64::from(u32::MAX >> 8);
        let (said, died) = killed(dir.path(), usual.mul_f64(1.2 * part));
        deaths += u32::from(died);
        let whole = || log(dir.path()).0.iter().filter(|byte| **byte == b'\n').count();
        match said {
            Some(said) => {
                acknowledged += said["appended"].as_u64().unwrap();
                let head = format!("\"hash\":{}", said["head"]);
                let (bytes, _) = log(dir.path());
                assert!(String::from_utf8_lossy(&bytes).contains(&head), "round {round}: {head} is lost");
                events = whole();
            }
            None => {
                let settled = verified(dir.path());
                assert_eq!(settled.0, 0, "round {round}: {}", settled.2);
                let found = settled.2["events"].as_u64().unwrap() as usize;
                assert!(found == events || found == events + 5, "round {round}: {found} after {events}");
                silent += u32::from(found > events);
                events = found;
            }
        }
    }
    bodies(dir.path(), "b.toml", "last", 1);
    probity(dir.path(), &format!("commitments load b.toml --dir o --now {NOW}")).well();
    let (code, _, said) = verified(dir.path());
    assert_eq!((code, said["events"].as_u64().unwrap() as usize), (0, events + 1), "{said}");
    eprintln!(
        "{rounds} loads, {deaths} killed: {acknowledged} events acknowledged, {} found, {silent} batches written but not told",
        events - 5
    );
}

#[cfg(unix)]
#[test]
fn a_disk_without_room_leaves_the_log_its_bytes() {
    let dir = recorded();
    bodies(dir.path(), "big.toml", "big", 400);
    let before = log(dir.path());
    // The shell lets no file grow beyond its limit, in blocks of 512 bytes or 1 KiB; the log is larger than the note and
    // the checkpoint, so that its append is what fails, somewhere within.
    for blocks in [50, 60, 100] {
        let command = format!(
            "trap '' XFSZ; ulimit -f {blocks}; exec {} commitments load big.toml --dir o --now {NOW}",
            env!("CARGO_BIN_EXE_probity")
        );
        let ran = Command::new("sh").args(["-c", &command]).current_dir(dir.path()).output().unwrap();
        let told = String::from_utf8_lossy(&ran.stderr).into_owned();
        assert_eq!((ran.status.code(), ran.stdout.is_empty()), (Some(3), true), "{blocks}: {told}");
        assert!(told.contains("events.jsonl"), "{told}");
        assert!(log(dir.path()) == before, "{blocks}");
        assert_eq!(verified(dir.path()).0, 0);
    }
    probity(dir.path(), &format!("commitments load big.toml --dir o --now {NOW}")).well();
    assert_eq!(verified(dir.path()).0, 0);
}

//! What standard output does not take: a full disk ends a command with an error, because a script would take the piece that
//! arrived for the whole; a reader that went away ends it quietly.
#![cfg(target_os = "linux")]

use super::program::place;
use std::path::Path;
use std::process::{Command, Stdio};

const COMMANDS: [&str; 6] = [
    "procurement merge x.jsonl",
    "procurement coverage x.jsonl",
    "procurement prepare x.jsonl",
    "procurement flags --compat cardinal x.jsonl",
    "procurement flags --explain-differences x.jsonl",
    "methods list",
];

/// Exit code and messages of a command that writes into something.
fn writing(dir: &Path, arguments: &str, out: Stdio) -> (Option<i32>, String) {
    let program = Command::new(env!("CARGO_BIN_EXE_probity"))
        .args(arguments.split_whitespace())
        .current_dir(dir)
        .stdout(out)
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    (program.status.code(), String::from_utf8(program.stderr).unwrap())
}

#[test]
fn a_full_disk_is_an_error_and_a_reader_that_went_away_is_none() {
    let dir = place();
    let release = r#"{"ocid":"ocds-a-1","date":"2024-01-01T00:00:00Z","tender":{"id":"1","title":"x"}}"#;
    fs_err::write(dir.path().join("x.jsonl"), format!("{release}\n")).unwrap();
    for command in COMMANDS {
        let full = fs_err::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let (code, said) = writing(dir.path(), command, full.into_parts().0.into());
        assert_eq!(code, Some(3), "{command}");
        assert!(said.contains("standard output cannot be written") && said.contains("hint: "), "{command}: {said}");
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let (code, said) = writing(dir.path(), command, writer.into());
        assert_eq!(code, Some(0), "{command}: {said}");
    }
}

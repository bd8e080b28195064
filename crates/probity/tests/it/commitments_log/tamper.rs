//! Whatever is done to the bytes of a log that `load` wrote, `verify` finds it; and nothing is recorded behind damage.

use super::{NOW, load, log, recorded, verified};
use crate::program::{place, probity};
use proptest::prelude::*;
use std::path::Path;
use std::sync::LazyLock;

/// What somebody does to the lines of a log.
#[derive(Debug, Clone)]
enum Edit {
    /// One byte becomes another.
    Byte(prop::sample::Index, u8),
    /// One byte goes.
    Cut(prop::sample::Index),
    /// A line goes.
    Remove(prop::sample::Index),
    /// A line stands twice, the second time somewhere behind.
    Repeat(prop::sample::Index, prop::sample::Index),
    /// Two lines change places.
    Swap(prop::sample::Index, prop::sample::Index),
}

fn edits() -> impl Strategy<Value = Edit> {
    let index = any::<prop::sample::Index>;
    prop_oneof![
        4 => (index(), 1..=255u8).prop_map(|(at, change)| Edit::Byte(at, change)),
        1 => index().prop_map(Edit::Cut),
        1 => index().prop_map(Edit::Remove),
        1 => (index(), index()).prop_map(|(from, to)| Edit::Repeat(from, to)),
        1 => (index(), index()).prop_map(|(a, b)| Edit::Swap(a, b)),
    ]
}

fn edited(log: &[u8], edit: &Edit) -> Vec<u8> {
    let mut lines: Vec<&[u8]> = log.split_inclusive(|byte| *byte == b'\n').collect();
    let count = lines.len();
    match edit {
        Edit::Byte(at, change) => {
            let mut bytes = log.to_vec();
            bytes[at.index(log.len())] ^= change;
            bytes
        }
        Edit::Cut(at) => {
            let mut bytes = log.to_vec();
            bytes.remove(at.index(log.len()));
            bytes
        }
        Edit::Remove(at) => {
            lines.remove(at.index(count));
            lines.concat()
        }
        Edit::Repeat(from, to) => {
            lines.insert(to.index(count + 1), lines[from.index(count)]);
            lines.concat()
        }
        Edit::Swap(a, b) => {
            lines.swap(a.index(count), b.index(count));
            lines.concat()
        }
    }
}

/// A recorded observatory that all cases copy.
static RECORDED: LazyLock<tempfile::TempDir> = LazyLock::new(recorded);

fn copy(from: &Path, to: &Path) {
    for (name, bytes) in crate::program::files(from) {
        let path = to.join(name);
        fs_err::create_dir_all(path.parent().unwrap()).unwrap();
        fs_err::write(path, bytes).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_byte_changed_and_any_line_removed_repeated_or_moved_is_found(edit in edits()) {
        let dir = place();
        copy(RECORDED.path(), dir.path());
        let (before, _) = log(dir.path());
        let after = edited(&before, &edit);
        prop_assume!(after != before);
        fs_err::write(dir.path().join("o/commitments/events.jsonl"), after).unwrap();
        let (code, codes, _) = verified(dir.path());
        prop_assert_eq!(code, 1);
        prop_assert!(!codes.is_empty());
    }
}

/// Rewrites one file of the log's folder.
fn rewrite(folder: &Path, name: &str, change: impl Fn(&str) -> String) {
    let text = fs_err::read_to_string(folder.join(name)).unwrap();
    fs_err::write(folder.join(name), change(&text)).unwrap();
}

/// All lines but the last.
fn shortened(text: &str) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    lines[..lines.len() - 1].concat()
}

/// What is done to a log's folder, and a word of what `verify` says.
type Damage = (&'static str, fn(&Path));

#[test]
fn a_checkpoint_that_is_missing_unsigned_of_another_log_or_alone_is_found() {
    let damages: [Damage; 7] = [
        ("is missing", |folder| fs_err::remove_file(folder.join("checkpoint")).unwrap()),
        ("no signed note", |folder| {
            rewrite(folder, "checkpoint", |text| text.split_once("\n\n").unwrap().0.to_owned() + "\n");
        }),
        ("not signed", |folder| fs_err::write(folder.join("checkpoint"), log(recorded().path()).1).unwrap()),
        ("not signed", |folder| rewrite(folder, "checkpoint", |text| text.replacen('\n', "\n1", 1))),
        ("events are missing", |folder| rewrite(folder, "events.jsonl", shortened)),
        ("without a log", |folder| fs_err::write(folder.join("events.jsonl"), "").unwrap()),
        ("without a log", |folder| fs_err::remove_file(folder.join("events.jsonl")).unwrap()),
    ];
    for (told, damage) in damages {
        let dir = recorded();
        damage(&dir.path().join("o/commitments"));
        let (code, codes, said) = verified(dir.path());
        // What is missing may also be missed by what refers to it.
        assert_eq!((code, codes.last().map(String::as_str)), (1, Some("V8")), "{told}: {said}");
        assert!(said["defects"][codes.len() - 1]["message"].as_str().unwrap().contains(told), "{told}: {said}");
        let before = log(dir.path());
        let more =
            "[[body]]\nactor = \"sec\"\nrole = \"secretariat\"\nid = \"x\"\nkind = \"ngo\"\nnames = { en = \"X\" }\n";
        let ran = load(dir.path(), more);
        assert_eq!((ran.code, log(dir.path()) == before), (3, true), "{told}: {}", ran.told());
        assert!(ran.err.contains("commitments verify"), "{told}: {}", ran.err);
    }
}

#[test]
fn a_note_of_an_append_that_nobody_made_hides_nothing() {
    let dir = recorded();
    let note = dir.path().join("o/commitments/events.pending");
    for text in [
        "garbage".to_owned(),
        format!("{{\"batch\":\"{0}\",\"checkpoint\":null,\"from\":9,\"to\":99}}", "0".repeat(64)),
        format!("{{\"batch\":\"{0}\",\"checkpoint\":\"{0}\",\"from\":99999,\"to\":199999}}", "0".repeat(64)),
    ] {
        fs_err::write(&note, &text).unwrap();
        let (code, codes, said) = verified(dir.path());
        assert_eq!((code, codes.iter().any(|code| code == "V8")), (1, true), "{text}: {said}");
    }
    fs_err::remove_file(note).unwrap();
    assert_eq!(probity(dir.path(), &format!("commitments load base.toml --dir o --now {NOW}")).code, 1);
    assert_eq!(verified(dir.path()).0, 0);
}

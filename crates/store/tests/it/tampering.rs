//! The laws of the log, over invented records: what was appended verifies, how it was divided into batches leaves no
//! trace, and no byte, line or order can be changed without a defect that names the place.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A test stops at the first surprise.

use jiff::Timestamp;
use probity_core::Digest;
use probity_store::{Checkpoint, Code, Defect, Draft, Lines, Log, NoCheckpoint, SigningKey, Summary, verify};
use proptest::prelude::*;
use serde_json::Value;

/// A checkpoint that is the digest of all lines.
#[derive(Default)]
struct Digests(Vec<u8>);

impl Checkpoint for Digests {
    fn line(&mut self, line: &[u8]) {
        self.0.extend_from_slice(line);
        self.0.push(b'\n');
    }

    fn extended(&mut self, lines: &[Vec<u8>]) -> Result<Option<Vec<u8>>, String> {
        lines.iter().for_each(|line| self.line(line));
        Ok(Some(Digest::of(&self.0).to_string().into_bytes()))
    }

    fn defect(&mut self, found: Option<&[u8]>) -> Option<String> {
        let text = Digest::of(&self.0).to_string();
        let fits = found.map_or(self.0.is_empty(), |found| found == text.as_bytes());
        (!fits).then(|| "the checkpoint is of another log".to_owned())
    }
}

fn key() -> SigningKey {
    SigningKey::new(&[42; 32])
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_711_357_200 + second).unwrap()
}

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{0,8}",
        any::<String>().prop_map(|text| text.chars().take(12).collect()),
        Just("ә\"\\\u{1}€😀".into())
    ]
}

fn records() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        any::<i32>().prop_map(Value::from),
        (-9_999_999i64..9_999_999, 0u32..7).prop_map(|(n, d)| Value::from(n as f64 / 10f64.powi(d as i32))),
        any::<bool>().prop_map(Value::from),
        texts().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(texts(), inner, 0..4).prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

fn drafts() -> impl Strategy<Value = Draft> {
    let record = prop::collection::btree_map(texts(), records(), 0..4);
    (texts(), texts(), 1i8..=28, prop::option::of(texts()), record).prop_map(|(actor, key, day, corrects, record)| {
        Draft {
            actor,
            role: "secretariat".into(),
            kind: "body".into(),
            key,
            effective: jiff::civil::date(2024, 2, day),
            source: "a letter".into(),
            corrects,
            record: record.into_iter().collect(),
        }
    })
}

/// A log of these batches, one a second or all in the same: its bytes and its checkpoint.
fn written(batches: &[Vec<Draft>], step: i64) -> (Vec<u8>, Vec<u8>) {
    let dir = tempfile::tempdir().unwrap();
    let log = Log::at(dir.path().join("commitments"));
    let mut digests = Digests::default();
    let mut checkpoint = Vec::new();
    for (number, batch) in batches.iter().enumerate() {
        // A writer each, as one command after the other.
        let mut writer = log.write().unwrap();
        writer.append(batch.clone(), at(step * number as i64), &key(), &mut digests).unwrap();
        checkpoint = writer.snapshot().map_or(checkpoint, |found| found.checkpoint.unwrap_or_default());
    }
    (fs_err::read(log.path()).unwrap_or_default(), checkpoint)
}

fn defects(bytes: &[u8], checkpoint: Option<&[u8]>) -> (Summary, Vec<Defect>) {
    let mut found = Vec::new();
    let mut digests = Digests::default();
    let keeper: &mut dyn Checkpoint = if checkpoint.is_some() { &mut digests } else { &mut NoCheckpoint };
    let mut lines = Lines::new(bytes);
    let summary =
        verify(&mut lines, key().public().clone(), (keeper, checkpoint), |_| vec![], |defect| found.push(defect));
    (summary.unwrap(), found)
}

fn lines(bytes: &[u8]) -> Vec<Vec<u8>> {
    bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_was_appended_verifies(batches in prop::collection::vec(prop::collection::vec(drafts(), 1..4), 1..4)) {
        let (bytes, checkpoint) = written(&batches, 60);
        let (summary, found) = defects(&bytes, Some(&checkpoint));
        prop_assert_eq!(found, vec![]);
        prop_assert_eq!(summary.events, batches.iter().map(Vec::len).sum::<usize>() as u64);
    }

    #[test]
    fn one_batch_or_several_give_the_same_file(events in prop::collection::vec(drafts(), 1..8), size in 1usize..4) {
        let several: Vec<Vec<Draft>> = events.chunks(size).map(<[Draft]>::to_vec).collect();
        prop_assert_eq!(written(&[events], 0), written(&several, 0));
    }

    #[test]
    fn a_quick_look_sees_what_the_whole_event_says(events in prop::collection::vec(drafts(), 1..5)) {
        let (bytes, _) = written(&[events], 0);
        for line in bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
            let whole = probity_store::Event::parse(line, &mut Vec::new()).unwrap();
            let quick = probity_store::Glance::at(line).unwrap();
            prop_assert_eq!((quick.seq, quick.at, quick.effective), (whole.seq, whole.at, whole.effective));
            let texts = [quick.actor, quick.hash, quick.key, quick.kind, quick.prev, quick.role, quick.signer, quick.source];
            let expected = [whole.actor, whole.hash, whole.key, whole.kind, whole.prev, whole.role, whole.signer, whole.source];
            prop_assert_eq!(texts.map(String::from), expected);
            prop_assert_eq!(quick.corrects.map(String::from), whole.corrects);
            prop_assert_eq!(serde_json::from_str::<Value>(quick.record).unwrap(), Value::Object(whole.record));
        }
    }

    #[test]
    fn any_changed_byte_is_found(
        events in prop::collection::vec(drafts(), 1..5), place in any::<prop::sample::Index>(), other in 1u8..=255,
    ) {
        let (mut bytes, _) = written(&[events], 0);
        let place = place.index(bytes.len());
        bytes[place] ^= other;
        let line = bytes[..place].iter().filter(|byte| **byte == b'\n').count() as u64;
        // Without a checkpoint: the chain alone has to see it, in the line where it is.
        let (_, found) = defects(&bytes, None);
        prop_assert!(found.iter().any(|defect| defect.seq == line), "byte {}: {:?}", place, found);
    }

    #[test]
    fn a_removed_byte_or_an_added_one_is_found(
        events in prop::collection::vec(drafts(), 1..4), place in any::<prop::sample::Index>(), added in any::<Option<u8>>(),
    ) {
        let (mut bytes, checkpoint) = written(&[events], 0);
        let place = place.index(bytes.len());
        match added {
            Some(byte) => bytes.insert(place, byte),
            None => drop(bytes.remove(place)),
        }
        prop_assert!(!defects(&bytes, Some(&checkpoint)).1.is_empty());
    }

    #[test]
    fn a_removed_repeated_or_moved_line_is_found(
        events in prop::collection::vec(drafts(), 2..7), at in any::<prop::sample::Index>(), to in any::<prop::sample::Index>(),
    ) {
        let (bytes, checkpoint) = written(&[events], 0);
        let whole = lines(&bytes);
        let (at, to) = (at.index(whole.len()), to.index(whole.len()));
        let changed = |change: &dyn Fn(&mut Vec<Vec<u8>>)| {
            let mut lines = whole.clone();
            change(&mut lines);
            defects(&lines.concat(), Some(&checkpoint)).1
        };
        prop_assert!(!changed(&|lines| drop(lines.remove(at))).is_empty());
        prop_assert!(!changed(&|lines| lines.truncate(at)).is_empty());
        prop_assert!(!changed(&|lines| lines.insert(to, lines[at].clone())).is_empty());
        if at != to {
            prop_assert!(!changed(&|lines| lines.swap(at, to)).is_empty());
        }
    }

    #[test]
    fn no_bytes_make_the_verifier_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let (summary, found) = defects(&bytes, None);
        prop_assert_eq!(summary.events == 0, found.is_empty());
    }
}

fn plain(key: &str) -> Draft {
    Draft {
        actor: "clerk".into(),
        role: "secretariat".into(),
        kind: "body".into(),
        key: key.into(),
        effective: jiff::civil::date(2024, 2, 1),
        source: String::new(),
        corrects: None,
        record: serde_json::Map::new(),
    }
}

fn codes(bytes: &[u8]) -> Vec<(u64, Code)> {
    defects(bytes, None).1.into_iter().map(|defect| (defect.seq, defect.code)).collect()
}

#[test]
fn a_line_is_exactly_the_form_the_specification_shows() {
    let mut draft = plain("ev/iv@r1");
    draft.corrects = Some("a typing error".into());
    draft.record = [("value".to_owned(), Value::from(42.50)), ("été".to_owned(), Value::Null)].into_iter().collect();
    let (bytes, _) = written(&[vec![draft]], 0);
    let text = String::from_utf8(bytes).unwrap();
    let zeros = "0".repeat(64);
    let start =
        r#"{"actor":"clerk","at":"2024-03-25T09:00:00Z","corrects":"a typing error","effective":"2024-02-01","hash":""#;
    assert!(text.starts_with(start), "{text}");
    let middle = format!(
        r#","key":"ev/iv@r1","kind":"body","prev":"{zeros}","record":{{"value":42.5,"été":null}},"role":"secretariat","seq":0,"sig":""#
    );
    assert!(text.contains(&middle), "{text}");
    let signer = key().public().signer().to_owned();
    assert!(text.ends_with(&format!(r#","signer":"{signer}","source":"","v":1}}{}"#, '\n')), "{text}");
    // The hash is over the line without the members `hash` and `sig`.
    let event: Value = serde_json::from_str(&text).unwrap();
    let (hash, sig) = (event["hash"].as_str().unwrap(), event["sig"].as_str().unwrap());
    let bare = text.trim_end().replace(&format!(r#""hash":"{hash}","#), "").replace(&format!(r#""sig":"{sig}","#), "");
    assert_eq!(Digest::of(bare.as_bytes()).to_string(), hash);
    assert!(key().public().fits(hash, sig));
    assert!(!key().public().fits(&zeros, sig));
}

#[test]
fn each_defect_has_its_code_and_blames_one_line() {
    let (bytes, _) = written(&[vec![plain("a"), plain("b"), plain("c"), plain("d")]], 0);
    let text = String::from_utf8(bytes.clone()).unwrap();
    let whole = lines(&bytes);
    let edit = |from: &str, to: &str| text.replacen(from, to, 1).into_bytes();
    assert_eq!(codes(&bytes), []);
    assert_eq!(codes(&edit("{\"actor\"", "{ \"actor\"")), [(0, Code::V1)]);
    assert_eq!(codes(&edit("\"v\":1}\n", "\"v\":1}\r\n")), [(0, Code::V1)]);
    assert_eq!(codes(&edit("\"v\":1}", "\"v\":2}")), [(0, Code::V1)]);
    assert_eq!(codes(&edit("\"v\":1}", "\"v\":1,\"w\":1}")), [(0, Code::V1)]);
    assert_eq!(codes(&bytes[..bytes.len() - 1]), [(3, Code::V1)]);
    assert_eq!(codes(&edit("\"key\":\"b\"", "\"key\":\"x\"")), [(1, Code::V4)]);
    let sig = text.find("\"sig\":\"").unwrap() + 7;
    let mut broken = bytes.clone();
    broken[sig] = if broken[sig] == b'A' { b'B' } else { b'A' };
    assert_eq!(codes(&broken), [(0, Code::V5)]);
    broken[sig] = b'!';
    assert_eq!(codes(&broken), [(0, Code::V5)], "not base64 at all");
    let removed = [whole[0].clone(), whole[2].clone(), whole[3].clone()].concat();
    assert_eq!(codes(&removed), [(1, Code::V2), (1, Code::V3)]);
    let repeated = [whole[0].clone(), whole[1].clone(), whole[1].clone(), whole[2].clone(), whole[3].clone()].concat();
    assert_eq!(codes(&repeated), [(2, Code::V2), (2, Code::V3)]);
    assert_eq!(defects(&bytes, Some(b"other")).1.iter().map(|defect| defect.code).collect::<Vec<_>>(), [Code::V8]);
}

#[test]
fn a_log_written_by_another_key_or_backwards_in_time_is_found() {
    let other = SigningKey::new(&[1; 32]);
    let first = probity_store::Event::seal(plain("a"), at(60), 0, probity_store::event::NO_HASH, &other);
    let second = probity_store::Event::seal(plain("b"), at(0), 1, &first.hash, &key());
    let bytes = [first.line(), b"\n".to_vec(), second.line(), b"\n".to_vec()].concat();
    assert_eq!(codes(&bytes), [(0, Code::V6), (1, Code::V7)]);
    assert!(first.known_by(jiff::civil::date(2024, 3, 25)));
    assert!(!first.known_by(jiff::civil::date(2024, 3, 24)));
}

#[test]
fn keys_are_named_and_spelled_as_the_configuration_has_them() {
    let public = key().public().to_string();
    assert!(public.starts_with("ed25519:"));
    let read: probity_store::PublicKey = public.parse().unwrap();
    assert_eq!(&read, key().public());
    assert_eq!(read.signer().len(), 16);
    assert_eq!(SigningKey::parse(&key().secret_line()).unwrap().public(), key().public());
    for text in ["", "ed25519:", "ed25519:AAAA", "rsa:AAAA", "ed25519:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="] {
        assert!(text.parse::<probity_store::PublicKey>().is_err(), "{text}");
    }
}

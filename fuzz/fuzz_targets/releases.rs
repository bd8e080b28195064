//! Releases in any shape: no bytes crash the reader, what it gives can be read again, and nothing is lost: processes and
//! rejects are together as many as the elements that the documents hold, counted here in another way.
#![no_main]

use probity_procurement::process::Process;
use probity_procurement::source::{Digest, Reading, read};
use probity_registers::Input;
use serde_json::{Map, Value};

/// As deep as arrays of arrays are followed.
const NESTED_MAX: usize = 4;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let input = Input::bytes("a.json", bytes.to_vec());
    for reading in [Reading::Told, Reading::Documents] {
        let mut seen = 0;
        let mut digest = Digest::default();
        let all = read(&input, 0, reading, &mut digest, &mut |block| {
            let looked = block.releases(&mut |given| {
                assert!(given.texts.iter().all(|text| Process::parse(text).is_ok_and(|own| own.ocid.is_there())));
                seen += given.texts.len();
            });
            seen += looked.rejects.len();
            Some(block.into_room())
        });
        if all.is_ok()
            && let Some(expected) = expected(bytes, reading)
        {
            assert_eq!(seen, expected, "{reading:?}");
        }
    }
});

/// How many elements there are, where that can be told without this reader: every line, or the whole, is JSON. A line may
/// hold several documents.
fn expected(bytes: &[u8], reading: Reading) -> Option<usize> {
    // Names of members may be written with escapes, which only a whole tree shows and the reader need not see.
    if bytes.contains(&b'\\') {
        return None;
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
    let by_line: Option<usize> = lines.map(documents).sum();
    by_line.or_else(|| documents(bytes).filter(|_| reading == Reading::Documents))
}

/// The elements of documents that stand one behind another; `None` when one of them is no JSON.
fn documents(text: &[u8]) -> Option<usize> {
    let documents = serde_json::Deserializer::from_slice(text).into_iter::<Value>();
    documents.map(|own| own.ok().map(|own| elements(&own, 0))).sum()
}

fn elements(value: &Value, depth: usize) -> usize {
    match value {
        Value::Array(inner) if depth < NESTED_MAX => inner.iter().map(|own| elements(own, depth + 1)).sum(),
        Value::Object(members) => object(members),
        _ => 1,
    }
}

fn object(members: &Map<String, Value>) -> usize {
    let has = |name: &str| members.contains_key(name);
    let compiled = members.get("compiledRelease").is_some_and(Value::is_object);
    match (members.get("records"), members.get("releases")) {
        (Some(Value::Array(records)), _) => records.iter().map(|own| own.as_object().map_or(1, record)).sum(),
        (Some(_), _) => 1,
        _ if compiled || has("versionedRelease") || (has("ocid") && has("releases")) => record(members),
        (None, Some(Value::Array(releases))) => releases.len(),
        _ => 1,
    }
}

fn record(members: &Map<String, Value>) -> usize {
    let releases = match members.get("releases") {
        Some(Value::Array(releases)) => releases.as_slice(),
        _ => &[],
    };
    let is_link = |own: &&Value| own.get("url").is_some() && own.get("ocid").is_none();
    let links = releases.iter().filter(is_link).count();
    let is_object = |name: &str| members.get(name).is_some_and(Value::is_object);
    // A compiled release stands for all others, and a versioned one for others that are not there.
    let used = match releases.len() - links {
        _ if is_object("compiledRelease") => 1,
        0 => usize::from(is_object("versionedRelease")),
        used => used,
    };
    // All links are one reject; a record without any release is one.
    (used + usize::from(links > 0)).max(1)
}

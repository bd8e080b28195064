//! Anything as releases, or as answers of a portal: what merges is JSON, every process gives its line or says why not, and
//! no number of a person comes out of a conversion as one of an organisation.
#![no_main]

use probity_procurement::goszakup::{Codes, People, convert};
use probity_procurement::json::documents::Text;
use probity_procurement::json::tree::{Tree, write};
use probity_procurement::merge::{Batch, Options, Output, Rules, Sort};
use std::sync::LazyLock;

static OPTIONS: LazyLock<[Options; 2]> = LazyLock::new(|| {
    [Output::Compiled, Output::Versioned].map(|output| {
        let (rules, old) = (Rules::ocds_1_1().unwrap(), Rules::ocds_1_0().unwrap());
        Options { output, sort: Sort::Instant, rules, old }
    })
});
static CODES: LazyLock<Codes> = LazyLock::new(|| Codes::own().unwrap());

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    // What others read is read, and what is written is read again as the same.
    let is_json = serde_json::from_str::<serde_json::Value>(text).is_ok();
    match Tree::parse(text) {
        Ok(tree) => {
            let mut written = String::new();
            write(&tree, &mut written);
            let (again, mut twice) = (Tree::parse(&written).expect("what was written is JSON"), String::new());
            write(&again, &mut twice);
            assert_eq!(written, twice);
        }
        Err(fault) => assert!(!is_json, "{fault:?}"),
    }
    let files = [Text::new("a.json", text)];
    for options in &*OPTIONS {
        let batch = Batch::gather(&files, 0, options);
        let mut answered = 0;
        let _ = batch.merge(|line, said| {
            answered += 1;
            match line {
                Some(line) => assert!(Tree::parse(line).is_ok(), "{line}"),
                None => assert!(said.iter().any(|said| said.is_error()), "a process was lost"),
            }
            Ok::<(), ()>(())
        });
        assert_eq!(answered, batch.len());
    }
    let converted = convert(&files, &CODES, &People::default());
    for line in &converted.releases {
        assert!(Tree::parse(line).is_ok(), "{line}");
        // The fifth digit of a number tells people (0 to 3) from organisations; names and titles may say anything.
        if !text.contains("KZ-") && !text.contains('\\') {
            for (at, before) in line.match_indices("KZ-BIN-") {
                let fifth = line.as_bytes().get(at + before.len() + 4);
                assert!(fifth.is_some_and(|digit| (b'4'..=b'6').contains(digit)), "{line}");
            }
        }
    }
});

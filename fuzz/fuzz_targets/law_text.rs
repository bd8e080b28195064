//! Texts of law in any bytes: references stay inside their line, instructions are read or refused, addresses are valid or
//! say why, words have stems.
#![no_main]

use probity_commitments::law::stem::Stemmer;
use probity_commitments::law::{eid, instructions, refs, uri};
use probity_core::Language;
use std::sync::LazyLock;

/// Made once: reading the lexicon takes longer than all the rest.
static STEMMERS: LazyLock<Vec<Stemmer>> =
    LazyLock::new(|| [Language::Kk, Language::Ru, Language::En].map(|own| Stemmer::new(own).expect("shipped")).into());

libfuzzer_sys::fuzz_target!(|text: &str| {
    for lang in [Language::Ru, Language::Kk, Language::En] {
        for line in text.lines() {
            let length = line.chars().count();
            assert!(refs::find(lang, line).iter().all(|found| found.start < found.end && found.end <= length));
        }
    }
    let _ = instructions::read("f", text, None);
    let lines: Vec<&str> = text.lines().collect();
    assert!(uri::rows(&lines).iter().all(|row| row.valid == row.error.is_none()));
    let words: Vec<&str> = text.split_whitespace().collect();
    for stemmer in STEMMERS.iter() {
        words.iter().for_each(|word| drop(stemmer.stem(word)));
    }
    for word in words {
        let clean = eid::clean(word);
        assert_eq!(eid::clean(&clean), clean);
    }
});

//! Texts of law in any bytes: references stay inside their line, instructions are read or refused, addresses are valid or
//! say why, words have stems.
#![no_main]

use probity_commitments::law::{eid, instructions, refs, stem, uri};
use probity_core::Language;

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
    for language in [Language::Kk, Language::Ru, Language::En] {
        assert!(stem::stem_words(language, &words).is_ok_and(|rows| rows.len() == words.len()));
    }
    for word in words {
        let clean = eid::clean(word);
        assert_eq!(eid::clean(&clean), clean);
    }
});

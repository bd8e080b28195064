//! Akoma Ntoso in any bytes: what gets its identifiers keeps them when it gets them again.
#![no_main]

use probity_commitments::law::eid::rewrite;

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Ok(first) = rewrite("f", text) {
        let again = rewrite("f", &first.xml);
        assert_eq!(again.map(|own| own.xml).ok(), Some(first.xml));
    }
});

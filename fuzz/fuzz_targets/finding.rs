//! Names of findings: what parses is written back as it was.
#![no_main]

use probity_core::FindingId;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(id) = text.parse::<FindingId>() {
        assert_eq!(id.to_string(), text);
    }
});

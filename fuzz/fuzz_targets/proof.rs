//! Proofs as JSON, with sizes up to 2⁶⁴: none may hang, overflow or trip.
#![no_main]

use probity_publication::log::{Entry, Vector};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(vector) = Vector::parse(bytes) {
        let _ = vector.check();
    }
    if let Ok(entry) = Entry::parse(bytes) {
        assert_eq!(entry.bytes().ok().as_deref(), Some(bytes));
    }
});

//! Proofs that travel with an entry.
#![no_main]

use probity_publication::log::TlogProof;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(proof) = TlogProof::parse(bytes) {
        assert_eq!(proof.to_string().as_bytes(), bytes, "a proof was read otherwise than it is written");
        let _ = proof.includes(b"entry");
    }
});

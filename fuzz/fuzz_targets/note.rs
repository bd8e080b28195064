//! Signed notes and keys: what is read is written again byte for byte, and checking never trips.
#![no_main]

use probity_publication::note::{Note, SigningKey, VerifierKey};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let key = VerifierKey::parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    if let Ok(note) = Note::parse(bytes) {
        assert_eq!(note.to_string().as_bytes(), bytes, "a note was read otherwise than it is written");
        assert!(note.verify(&key.into_iter().collect::<Vec<_>>()).is_err(), "a signature was made up");
    }
    if let Ok(line) = std::str::from_utf8(bytes) {
        if let Ok(key) = VerifierKey::parse(line) {
            assert_eq!(VerifierKey::parse(&key.to_string()), Ok(key));
        }
        if let Ok(key) = SigningKey::parse(line) {
            assert_eq!(SigningKey::parse(&key.secret_line()).map(|again| again.id()), Ok(key.id()));
        }
    }
});

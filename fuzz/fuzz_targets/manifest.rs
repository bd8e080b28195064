//! Lists of files, statements about them, and whole packages made of arbitrary documents.
#![no_main]

use probity_publication::package::{
    DESCRIPTOR, Files, MANIFEST, Manifest, NOTE, PROOF, Present, Statement, diff, verify,
};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(manifest) = Manifest::parse(bytes) {
        assert_eq!(manifest.to_string().as_bytes(), bytes, "a list was read otherwise than it is written");
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        if let Ok(statement) = Statement::parse(text) {
            assert_eq!(statement.to_string(), text);
        }
    }
    let parts = bytes.split(|byte| *byte == 0);
    let paths = [MANIFEST, NOTE, PROOF, DESCRIPTOR, "data/a.csv"];
    let files: Files = paths.iter().zip(parts).map(|(path, part)| ((*path).to_owned(), part.to_vec())).collect();
    assert!(!verify(&Present::of(&files), &[]).ok, "a package was made up");
    let _ = diff(&files, &Files::new());
});

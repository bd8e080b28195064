//! `probity.toml`: whatever it holds, opening answers with the observatory or with an error.
#![no_main]

use probity_registers::Observatory;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    thread_local! {
        static FOLDER: tempfile::TempDir = tempfile::tempdir().expect("a temporary folder");
    }
    FOLDER.with(|folder| {
        std::fs::write(folder.path().join("probity.toml"), bytes).expect("the file is written");
        let _ = Observatory::open(folder.path()).map_err(|error| error.to_string());
    });
});

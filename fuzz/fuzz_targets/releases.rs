//! Releases in any shape: no bytes crash the reader, and what it gives can be read again.
#![no_main]

use probity_procurement::process::Process;
use probity_procurement::source::{Reading, read};
use probity_registers::Input;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let input = Input::bytes("a.json", bytes.to_vec());
    for reading in [Reading::Told, Reading::Documents] {
        let _ = read(&input, 0, reading, &mut |block| {
            block.releases(&mut |given| {
                assert!(given.texts.iter().all(|text| Process::parse(text).is_ok_and(|own| own.ocid.is_there())));
            });
            true
        });
    }
});

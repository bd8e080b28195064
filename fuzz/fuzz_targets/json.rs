//! JSON arrays as score panels.
#![no_main]

use probity_fuzz::read;
use probity_registers::perception::scores;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    read("a.json", bytes, scores);
});

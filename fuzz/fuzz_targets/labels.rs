//! Names in three languages.
#![no_main]

use probity_fuzz::read;
use probity_registers::perception::labels;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    read("a.csv", bytes, labels);
});

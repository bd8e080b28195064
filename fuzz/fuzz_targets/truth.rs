//! Simulated true levels.
#![no_main]

use probity_fuzz::read;
use probity_registers::perception::truth;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    read("a.csv", bytes, truth);
});

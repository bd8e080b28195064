//! Scores on the sources' own scales.
#![no_main]

use probity_fuzz::read;
use probity_registers::perception::raw;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    for cell in read("a.csv", bytes, raw) {
        assert!(cell.value.is_finite() && cell.place.row > 1);
    }
});

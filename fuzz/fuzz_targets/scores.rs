//! Panels of standardised scores: comma, semicolon and tab, as the bytes decide.
#![no_main]

use probity_fuzz::read;
use probity_registers::perception::scores;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    for cell in read("a.csv", bytes, scores) {
        assert!((0.0..=100.0).contains(&cell.value) && cell.place.row > 1 && cell.place.column > 0);
    }
});

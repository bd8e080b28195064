//! Cases one by one: none ends before it begins, and an end comes with an outcome.
#![no_main]

use probity_fuzz::read;
use probity_registers::legal::cases;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    for case in read("a.csv", bytes, |input| cases(input, None)) {
        assert_eq!(case.end.is_some(), case.outcome.is_some());
        assert!(case.end.is_none_or(|end| end.day() >= case.start.day()));
        assert!(!case.cohort.is_empty());
    }
});

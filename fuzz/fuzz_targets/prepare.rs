//! Lines to prepare as Cardinal does: whatever the bytes, no line is lost, and what was prepared is lines that can be
//! prepared again.
#![no_main]

use probity_procurement::compat::{Settings, prepare};
use std::sync::LazyLock;

static SETTINGS: LazyLock<Settings> = LazyLock::new(|| {
    let text = "[defaults]\ncurrency = USD\nbid_status = valid\naward_status = active\nparty_roles = true\n\
                [redactions]\namount = 0|nan\norganization_id = 1\n[corrections]\naward_status_by_contract_status = true\n\
                [modifications]\nmove_auctions = true\nprefix_tenderer_or_supplier_id = T-\n";
    Settings::parse(text).unwrap_or_default()
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let preparation = &SETTINGS.preparation;
    let (mut once, mut twice, mut rows) = (Vec::new(), Vec::new(), Vec::new());
    let Ok(prepared) = prepare(preparation, bytes, &mut once, &mut rows) else { return };
    let again = prepare(preparation, once.as_slice(), &mut twice, &mut rows).expect("it is in memory");
    let written = once.iter().filter(|byte| **byte == b'\n').count() as u64;
    assert_eq!((written, again.passed_over), (again.lines, 0));
    // Packed bytes are other lines than these.
    if !bytes.starts_with(b"\x1f\x8b") && !bytes.starts_with(b"\x28\xb5\x2f\xfd") {
        let is_there = |line: &&[u8]| !line.iter().all(u8::is_ascii_whitespace);
        let lines = || bytes.split(|byte| *byte == b'\n').filter(is_there);
        assert_eq!(written + prepared.passed_over, lines().count() as u64, "lines were lost");
        let is_object = |line: &&[u8]| serde_json::from_slice::<serde_json::Value>(line).is_ok_and(|own| own.is_object());
        assert!(written >= lines().filter(is_object).count() as u64, "an object was passed over");
    }
});

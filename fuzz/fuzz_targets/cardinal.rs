//! Lines for Cardinal's commands: whatever the bytes, the answers are whole, no line is lost, and what was prepared is
//! lines that can be prepared again.
#![no_main]

use probity_procurement::compat::{Indicators, Settings, coverage, prepare};
use std::sync::LazyLock;

static SETTINGS: LazyLock<Settings> = LazyLock::new(|| {
    let codes = "R003 R018 R024 R025 R028 R030 R035 R036 R038 R048 R058".split(' ');
    let indicators: String = codes.map(|code| format!("[{code}]\n")).collect();
    let preparation = "[defaults]\ncurrency = USD\nbid_status = valid\naward_status = active\nparty_roles = true\n\
                       [redactions]\namount = 0|nan\norganization_id = 1\n[corrections]\naward_status_by_contract_status = true\n\
                       [modifications]\nmove_auctions = true\nprefix_tenderer_or_supplier_id = T-\n";
    Settings::parse(&format!("{indicators}{preparation}")).unwrap_or_default()
});

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    // Settings come from people too.
    let _ = std::str::from_utf8(bytes).map(Settings::parse);
    let settings = &*SETTINGS;
    let mut indicators = Indicators::new(settings, true);
    let Ok(said) = indicators.read(bytes) else { return };
    let mut answer = Vec::new();
    indicators.write(&mut answer).expect("memory takes everything");
    serde_json::from_slice::<serde_json::Value>(&answer).expect("the answer is JSON");
    let (_, counted) = coverage(bytes).expect("what was read once is read again");
    assert_eq!((said.lines, said.passed_over), (counted.lines, counted.passed_over));
    let (mut once, mut twice, mut rows) = (Vec::new(), Vec::new(), Vec::new());
    let prepared = prepare(&settings.preparation, bytes, &mut once, &mut rows).expect("what was read once is read again");
    let again = prepare(&settings.preparation, once.as_slice(), &mut twice, &mut rows).expect("it is in memory");
    let written = once.iter().filter(|byte| **byte == b'\n').count() as u64;
    assert_eq!((written, again.passed_over), (again.lines, 0));
    // Packed bytes are other lines than these.
    if !bytes.starts_with(b"\x1f\x8b") && !bytes.starts_with(b"\x28\xb5\x2f\xfd") {
        let is_there = |line: &&[u8]| !line.iter().all(u8::is_ascii_whitespace);
        let lines = || bytes.split(|byte| *byte == b'\n').filter(is_there);
        assert_eq!(written + prepared.passed_over, lines().count() as u64, "lines were lost");
        let json = lines().filter(|line| serde_json::from_slice::<serde_json::Value>(line).is_ok()).count() as u64;
        assert!(lines().count() as u64 - counted.passed_over >= json, "a line of JSON was passed over");
    }
});

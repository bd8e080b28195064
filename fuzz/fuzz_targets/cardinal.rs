//! Lines for Cardinal's commands: whatever the bytes, the answers are whole, and what was prepared is lines that can
//! be prepared again.
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
    let settings = &*SETTINGS;
    let mut indicators = Indicators::new(settings, true);
    let Ok(said) = indicators.read(bytes) else { return };
    let mut answer = Vec::new();
    indicators.write(&mut answer).expect("memory takes everything");
    serde_json::from_slice::<serde_json::Value>(&answer).expect("the answer is JSON");
    let (_, counted) = coverage(bytes).expect("what was read once is read again");
    assert_eq!((said.lines, said.passed_over), (counted.lines, counted.passed_over));
    let (mut once, mut twice, mut rows) = (Vec::new(), Vec::new(), Vec::new());
    prepare(&settings.preparation, bytes, &mut once, &mut rows).expect("what was read once is read again");
    let again = prepare(&settings.preparation, once.as_slice(), &mut twice, &mut rows).expect("it is in memory");
    assert_eq!(once.iter().filter(|byte| **byte == b'\n').count() as u64, again.lines);
    // Settings come from people too.
    let _ = std::str::from_utf8(bytes).map(Settings::parse);
});

//! Addresses of the API: any path, query and `Accept` is answered without a fault, and a key that parses reads back
//! what it writes.
#![no_main]

use probity_publication::api::key::Pattern;
use probity_publication::api::{Call, Verb, samples};
use std::sync::LazyLock;

static API: LazyLock<probity_publication::api::Api> = LazyLock::new(samples::api);

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let mut lines = text.lines();
    let (key, query, accept) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default(), lines.next());
    if let Ok(pattern) = Pattern::parse(key) {
        assert_eq!(Pattern::parse(&pattern.to_string()), Ok(pattern));
    }
    for path in [format!("/v1/data/CPI/{key}"), format!("/v1/{key}")] {
        let reply = API.answer(&Call { verb: Verb::Get, path: &path, query, accept, base: "", body: &[] });
        assert!(reply.status < 500, "{path}?{query}");
    }
    API.answer(&Call { verb: Verb::Post, path: "/v1/verify", query: "", accept: None, base: "", body: bytes });
});

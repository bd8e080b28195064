//! Load files and events in any bytes: no bytes crash the reader, and what it took reads again from what it would write.
#![no_main]

use probity_commitments::record::load::{Form, read, read_event};
use probity_commitments::record::{Kind, Record};

libfuzzer_sys::fuzz_target!(|text: &str| {
    for form in [Form::Toml, Form::Json, Form::Csv(Kind::Measure), Form::Csv(Kind::Recommendation), Form::Csv(Kind::Evidence)] {
        for entry in read("f", text, form).unwrap_or_default() {
            let again = Record::read(entry.record.kind(), &entry.record.members());
            assert_eq!(again.ok().as_ref(), Some(&entry.record));
        }
    }
    let _ = read_event("f", text);
});

//! Files of law in any bytes, as they are imported: what is kept is written as Akoma Ntoso and read again, what is not says why.
#![no_main]

use probity_commitments::date::Day;
use probity_commitments::law::library::{Collection, Given, Source, akn, flatten, read};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let given = Given {
        work: "/akn/kz/act/law/2020-01-01/1-vi".parse().ok(),
        language: "rus".parse().ok(),
        date: Some(Day(jiff::civil::date(2020, 1, 1))),
    };
    let Ok(read) = read(Source { name: "f", text }, &given) else { return };
    assert_eq!(read.read, read.kept() + read.rejected);
    assert!(read.rejected == 0 || !read.diagnostics.is_empty());
    for expression in read.expressions {
        let mut ids: Vec<&str> = flatten(&expression.provisions).iter().map(|one| one.provision.eid.as_str()).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "identifiers are unique");
        let mut collection = Collection::default();
        let work = expression.work.clone();
        collection.add(expression.clone());
        if let Some(holding) = collection.work(work.as_str()) {
            let _ = akn::write(holding, &expression);
        }
    }
});

//! Anything as releases, or as answers of a portal: what merges is JSON and merges alone into itself; no number of a person
//! comes out of a conversion.
#![no_main]

use probity_procurement::goszakup::{Codes, People, convert};
use probity_procurement::json::documents::Text;
use probity_procurement::json::quick;
use probity_procurement::json::tree::Tree;
use probity_procurement::merge::{Batch, Options, Output, Rules, Sort};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(tree) = Tree::parse(text) {
        assert_eq!(quick::parse(text).as_ref(), Ok(&tree));
    }
    let files = [Text::new("a.json", text)];
    for output in [Output::Compiled, Output::Versioned] {
        let (rules, old) = (Rules::ocds_1_1().unwrap(), Rules::ocds_1_0().unwrap());
        let options = Options { output, sort: Sort::Instant, rules, old };
        let _ = Batch::gather(&files, 0, &options).merge(|line, _| {
            if let Some(line) = line {
                assert!(quick::parse(&line).is_ok(), "{line}");
            }
            Ok::<(), ()>(())
        });
    }
    let converted = convert(&files, &Codes::own().unwrap(), &People::default());
    for line in &converted.releases {
        assert!(quick::parse(line).is_ok(), "{line}");
    }
});

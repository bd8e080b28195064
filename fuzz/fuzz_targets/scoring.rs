//! Methods and answers in any bytes: the text up to the first line of dashes is the method, the rest the answers. No
//! value above its maximum comes out.
#![no_main]

use probity_commitments::score::{Node, Scores, Source, score};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let (method, answers) = text.split_once("\n---\n").unwrap_or((text, "input,value\na,1\n"));
    let scored = score(&Source { name: "m", text: method }, &Source { name: "a", text: answers }, None);
    match scored.scores {
        Some(Scores::One(root)) => within(&root),
        Some(Scores::Each(roots)) => roots.iter().for_each(within),
        None => assert!(!scored.diagnostics.is_empty()),
    }
});

fn within(node: &Node) {
    if let Some((low, high)) = node.bounds() {
        assert!(!high.minus(low).is_negative(), "{node:?}");
    }
    node.children.iter().for_each(within);
}

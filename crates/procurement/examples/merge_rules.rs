//! Prints the merge rules that a release schema states, in the form of `data/merge-rules-*.toml`; run it when a new
//! version of OCDS comes out: `cargo run -p probity-procurement --example merge_rules -- SCHEMA VERSION`.
#![allow(clippy::print_stdout, clippy::unwrap_used)] // A chore, run by hand.

use probity_procurement::merge::derive;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, schema, version] = arguments.as_slice() else { return };
    let schema = serde_json::from_str(&fs_err::read_to_string(schema).unwrap()).unwrap();
    let list = derive(&schema, version).unwrap();
    println!("# Merge rules of OCDS {version}, as its release schema states them: paths without positions in arrays.");
    println!(
        "# Made by `cargo run -p probity-procurement --example merge_rules`; a test compares them with the schema.\n"
    );
    print!("{}", toml::to_string_pretty(&list).unwrap());
}

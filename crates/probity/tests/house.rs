//! The house stands as ARCHITECTURE.md draws it. The rule itself lives in `xtask`, where `xtask tidy` uses it too.

use std::path::Path;

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

#[test]
fn the_dependency_rule_holds() {
    let metadata = xtask::metadata(root()).unwrap();
    let core = metadata["packages"].as_array().unwrap().iter().any(|package| package["name"] == "probity-core");
    assert!(core, "the metadata is not that of this workspace");
    assert_eq!(xtask::layers::breaches(&metadata), Vec::<String>::new());
}

#[test]
fn there_is_one_arrow() {
    let lock = fs_err::read_to_string(root().join("Cargo.lock")).unwrap();
    assert!(lock.contains("name = \"arrow-array\""), "the lock file is not that of this workspace");
    assert_eq!(xtask::lock::arrows(&lock).unwrap(), Vec::<String>::new());
}

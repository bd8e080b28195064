//! Runs every rule of the house over the tree and says what breaks it. Fails fast in CI, before anything is compiled
//! for long.

use crate::sizes::{self, EXEMPT, FILES, FUNCTIONS, Sized};
use crate::{cases, layers, lock, messages, metadata, words};
use anyhow::{Context, Result};
use fs_err as fs;
use std::path::{Path, PathBuf};

/// What was measured and what was found.
#[derive(Debug, Default)]
pub struct Report {
    /// Lines of figures.
    pub figures: Vec<String>,
    /// Breaches; empty when the house is tidy.
    pub breaches: Vec<String>,
}

/// Folders with Rust source, from the root of the workspace.
const FOLDERS: [&str; 3] = ["crates", "xtask", "fuzz"];

/// Checks the workspace at `root`.
///
/// # Errors
/// When a file cannot be read, a source file is not Rust, or cargo does not answer.
pub fn check(root: &Path) -> Result<Report> {
    let mut report = check_source(root)?;
    report.breaches.extend(layers::breaches(&metadata(root)?));
    report.breaches.extend(cases::breaches(root)?);
    report.breaches.extend(messages::breaches(root)?);
    let lock = fs::read_to_string(root.join("Cargo.lock"))?;
    report.breaches.extend(lock::arrows(&lock).context("Cargo.lock is not TOML")?);
    Ok(report)
}

/// The rules that only need source files.
fn check_source(root: &Path) -> Result<Report> {
    let mut report = Report::default();
    let (mut files, mut functions) = (Vec::new(), Vec::new());
    for path in rust_files(root)? {
        let name = path.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
        let source = fs::read_to_string(&path)?;
        let parsed = syn::parse_file(&source).with_context(|| format!("{name} is not Rust"))?;
        if !source.starts_with("//!") {
            report.breaches.push(format!("{name}: does not open with `//!` and why it exists"));
        }
        if !EXEMPT.iter().any(|(exempt, _)| *exempt == name) {
            files.push(Sized { place: name.clone(), lines: source.lines().count() });
        }
        functions.extend(sizes::functions(&name, &parsed));
        if let Some(layer @ (0 | 2)) = layer_of_source(&name) {
            report.breaches.extend(words::breaches(&name, &parsed, layer));
        }
    }
    for (budget, measured) in [(FILES, files), (FUNCTIONS, functions)] {
        report.figures.push(budget.summary(&measured));
        report.breaches.extend(budget.breaches(&measured));
    }
    Ok(report)
}

/// The layer of the crate whose source (not tests) `name` is: `crates/core/src/date.rs` is of layer 0.
fn layer_of_source(name: &str) -> Option<u8> {
    let (folder, file) = name.strip_prefix("crates/")?.split_once('/')?;
    let package = if folder == "probity" { folder.to_owned() } else { format!("probity-{folder}") };
    layers::layer(&package).filter(|_| file.starts_with("src/"))
}

/// All Rust files of the workspace, sorted; nothing that was built or generated into `target`.
fn rust_files(root: &Path) -> Result<Vec<PathBuf>> {
    let mut waiting: Vec<PathBuf> = FOLDERS.iter().map(|name| root.join(name)).filter(|path| path.is_dir()).collect();
    let mut found = Vec::new();
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() && path.file_name().is_none_or(|name| name != "target") {
                waiting.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_about_source_is_applied_to_the_tree() {
        let root = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let path = root.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write("crates/core/src/lib.rs", "//! Pure.\nuse std::fs;\n");
        write("crates/core/tests/it/main.rs", "//! Tests may read files.\nuse std::fs;\n");
        write("crates/registers/src/lib.rs", "//! Layer 1 reads files.\nuse std::fs;\n");
        write("crates/engine/src/target/x.rs", "not Rust, but built");
        write("xtask/src/main.rs", &format!("fn main() {{\n{}}}\n", "    f();\n".repeat(80)));
        let breaches = check_source(root.path()).unwrap().breaches;
        let expected = [
            "crates/core/src/lib.rs:2: `std::fs` may not occur in layer 0",
            "xtask/src/main.rs: does not open with `//!` and why it exists",
            "xtask/src/main.rs:1 `main`: the function has 82 lines, the most is 70",
            "one function in ten has 82 lines or more, the budget is 35",
        ];
        assert_eq!(breaches, expected);
    }
}

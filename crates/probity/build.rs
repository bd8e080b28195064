//! Gives the program the digest of what it is built from: sources, data, messages, methods and the versions of all
//! dependencies. A recipe names it, because the digest of the binary itself changes with compiler and machine.

use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

/// What decides the program's behaviour, from the root of the repository. Tests, benches and documents do not.
const PARTS: [&str; 4] = ["Cargo.lock", "crates", "methods", "rust-toolchain.toml"];
const LEFT_OUT: [&str; 5] = ["tests", "benches", "examples", "snapshots", "target"];

fn main() -> std::io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut files = Vec::new();
    for part in PARTS {
        println!("cargo::rerun-if-changed={}", root.join(part).display());
        gather(&root, Path::new(part), &mut files)?;
    }
    files.sort();
    let mut all = Sha256::new();
    for file in &files {
        let digest = Sha256::digest(fs_err::read(root.join(file))?);
        let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        // The form of a manifest: anyone can make it again with `sha256sum`.
        all.update(format!("{hex}  {}\n", file.to_string_lossy().replace('\\', "/")));
    }
    let hex: String = all.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    println!("cargo::rustc-env=PROBITY_SOURCES_SHA256={hex}");
    Ok(())
}

fn gather(root: &Path, path: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    let full = root.join(path);
    if full.is_file() {
        files.push(path.to_owned());
        return Ok(());
    }
    if !full.is_dir() {
        return Ok(());
    }
    for entry in fs_err::read_dir(full)? {
        let name = entry?.file_name();
        let left_out = name.to_str().is_none_or(|name| LEFT_OUT.contains(&name) || name.starts_with('.'));
        if !left_out {
            gather(root, &path.join(name), files)?;
        }
    }
    Ok(())
}

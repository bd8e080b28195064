//! Every methodology has worked examples. The catalogue pairs folders with computations when the program starts; that a
//! folder also holds cases, complete ones, is a matter of the repository and is checked here, before anything is built.

use anyhow::Result;
use fs_err as fs;
use std::path::{Path, PathBuf};

/// The files every case has besides its inputs.
const FILES: [&str; 2] = ["expected.csv", "why.md"];

/// What is missing below `methods/` of the workspace at `root`.
pub fn breaches(root: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for area in folders(&root.join("methods"))? {
        // Rule packs of countries lie beside the methods they speak of.
        for method in folders(&area)?.into_iter().filter(|folder| !folder.ends_with("packs")) {
            let say = |what: &str| format!("{}: {what}", method.strip_prefix(root).unwrap_or(&method).display());
            if !method.join("method.toml").is_file() {
                found.push(say("has no method.toml"));
            }
            let cases = folders(&method.join("cases"))?;
            if cases.is_empty() {
                found.push(say("has no case; write one under cases/ (CONTRIBUTING.md, \"Add a method\")"));
            }
            for case in cases {
                let name = case.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let missing = FILES.iter().filter(|file| !case.join(file).is_file());
                found.extend(missing.map(|file| say(&format!("the case `{name}` has no {file}"))));
            }
        }
    }
    Ok(found)
}

/// The folders in `folder`, sorted; none when it is not there.
fn folders(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    if folder.is_dir() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
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
    fn a_method_without_a_complete_case_is_found() {
        let root = tempfile::tempdir().unwrap();
        let write = |name: &str| {
            let path = root.path().join("methods/area").join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        };
        for name in ["good/method.toml", "good/cases/one/expected.csv", "good/cases/one/why.md"] {
            write(name);
        }
        write("none/method.toml");
        write("half/cases/one/expected.csv");
        let expected = [
            "methods/area/half: has no method.toml",
            "methods/area/half: the case `one` has no why.md",
            "methods/area/none: has no case; write one under cases/ (CONTRIBUTING.md, \"Add a method\")",
        ];
        assert_eq!(breaches(root.path()).unwrap(), expected);
    }
}

//! Messages that nobody shows. Where message files become functions, the compiler finds them; the desk looks its sentences
//! up by name, so this reads its source for every name, whole or put together.

use anyhow::Result;
use fs_err as fs;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The crates that look messages up by name.
const CRATES: [&str; 1] = ["crates/desk"];

/// Every message of these crates that no source names.
///
/// # Errors
/// When a file cannot be read.
pub fn breaches(root: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for name in CRATES {
        let source = sources(&root.join(name).join("src"))?;
        let texts = texts(&source);
        let mut files: Vec<PathBuf> = listed(&root.join(name).join("messages"))?;
        files.retain(|path| path.to_string_lossy().ends_with(".en.ftl"));
        files.sort();
        for path in files {
            let shown = path.strip_prefix(root)?.display().to_string();
            for key in keys(&fs::read_to_string(&path)?).filter(|key| !is_named(key, &texts)) {
                found.push(format!("{shown}: nothing shows `{key}`"));
            }
        }
    }
    Ok(found)
}

fn listed(folder: &Path) -> Result<Vec<PathBuf>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    Ok(fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?)
}

/// All Rust source below a folder, in one text.
fn sources(folder: &Path) -> Result<String> {
    let mut text = String::new();
    for path in listed(folder)? {
        if path.is_dir() {
            text += &sources(&path)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            text += &fs::read_to_string(&path)?;
        }
    }
    Ok(text)
}

/// The names of messages in a file.
fn keys(text: &str) -> impl Iterator<Item = &str> {
    let name = |line: &&str| line.starts_with(|letter: char| letter.is_ascii_lowercase());
    text.lines().filter(name).filter_map(|line| line.split_once(" =").map(|(key, _)| key))
}

/// What stands between quotation marks and could be a name or the pattern of one.
fn texts(source: &str) -> BTreeSet<&str> {
    let letter = |letter: char| letter.is_ascii_alphanumeric() || "-_{}.".contains(letter);
    source.split('"').filter(|text| !text.is_empty() && text.chars().all(letter)).collect()
}

/// Whether a message is named whole, or as `rule-{}` or `{what}-title` puts names together. What stands in front of a
/// name must be said somewhere itself.
fn is_named(key: &str, texts: &BTreeSet<&str>) -> bool {
    texts.contains(key)
        || texts.iter().any(|text| {
            let Some((before, rest)) = text.split_once('{') else { return false };
            let Some((_, behind)) = rest.split_once('}') else { return false };
            let between = key.strip_prefix(before).and_then(|rest| rest.strip_suffix(behind));
            between.is_some_and(|between| before.ends_with('-') || behind.starts_with('-') && texts.contains(between))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_that_nothing_names_is_found() {
        let root = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let path = root.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write(
            "crates/desk/messages/desk.en.ftl",
            "# Words\nnav-desk = Desk\nrule-S1 = No.\nlost-title = Lost\nfound-title = Found\nold = Old\n",
        );
        write(
            "crates/desk/src/a/b.rs",
            "say(\"nav-desk\"); format!(\"rule-{}\", it); format!(\"{what}-title\"); \"lost\"",
        );
        let expected = [
            "crates/desk/messages/desk.en.ftl: nothing shows `found-title`",
            "crates/desk/messages/desk.en.ftl: nothing shows `old`",
        ];
        assert_eq!(breaches(root.path()).unwrap(), expected);
    }
}

//! One version of Arrow. Two of them in one binary do not understand each other's arrays and double the build, and
//! nothing but the lock file shows it.

use std::collections::{BTreeMap, BTreeSet};

/// Says so when `Cargo.lock` has crates of the Arrow family of more than one major version;
/// empty when there is one Arrow or none. Patch releases of one major version understand each other.
///
/// # Errors
/// When the text is not TOML.
pub fn arrows(lock: &str) -> Result<Vec<String>, toml::de::Error> {
    let lock: toml::Table = toml::from_str(lock)?;
    let mut by_major: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for package in lock.get("package").and_then(toml::Value::as_array).into_iter().flatten() {
        if let (Some(name), Some(version)) = (text(package, "name"), text(package, "version"))
            && (name == "parquet" || name == "arrow" || name.starts_with("arrow-"))
        {
            by_major.entry(version.split('.').next().unwrap_or(version)).or_default().insert(name);
        }
    }
    if by_major.len() < 2 {
        return Ok(Vec::new());
    }
    let list = |names: &BTreeSet<&str>| names.iter().copied().collect::<Vec<_>>().join(", ");
    let kinds: Vec<String> = by_major.iter().map(|(major, names)| format!("{major} ({})", list(names))).collect();
    Ok(vec![format!("Cargo.lock has {} major versions of Arrow: {}", kinds.len(), kinds.join("; "))])
}

fn text<'a>(package: &'a toml::Value, key: &str) -> Option<&'a str> {
    package.get(key).and_then(toml::Value::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "[[package]]\nname = \"arrow-array\"\nversion = \"59.3.0\"\n\
                       [[package]]\nname = \"parquet\"\nversion = \"59.3.0\"\n";

    #[test]
    fn a_second_arrow_is_named() {
        let patch = "[[package]]\nname = \"arrow-buffer\"\nversion = \"59.3.2\"\n";
        assert!(arrows(&format!("{ONE}{patch}")).unwrap().is_empty());
        let two = format!("{ONE}[[package]]\nname = \"arrow-array\"\nversion = \"60.1.0\"\n");
        assert_eq!(
            arrows(&two).unwrap(),
            ["Cargo.lock has 2 major versions of Arrow: 59 (arrow-array, parquet); 60 (arrow-array)"]
        );
        assert!(arrows("[[package").is_err());
    }
}

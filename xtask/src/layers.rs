//! The dependency rule: a crate depends on lower layers only, rooms never on each other, and a heavy or impure crate
//! of others has exactly one home. The table below is ARCHITECTURE.md's picture of the house in a form that can fail.

use serde_json::Value;

/// Every crate of the house and its layer. A crate that is not listed has no place yet.
const LAYERS: [(&str, u8); 21] = [
    ("probity-core", 0),
    ("probity-identity", 0),
    ("probity-measurement", 0),
    ("probity-statistics", 0),
    ("probity-wire", 0),
    ("probity-registers", 1),
    ("probity-store", 1),
    ("probity-engine", 2),
    ("probity-procurement", 2),
    ("probity-ownership", 2),
    ("probity-declarations", 2),
    ("probity-commitments", 2),
    ("probity-channels", 2),
    ("probity-publication", 3),
    ("probity-pdf", 3),
    ("probity-desk", 3),
    ("probity-query", 3),
    ("probity-server", 4),
    ("probity", 4),
    ("probity-testkit", u8::MAX),
    ("xtask", u8::MAX),
];

/// Crates that only tests and chores use. They may use everything.
const DEVELOPMENT: [&str; 2] = ["probity-testkit", "xtask"];

/// Steps sideways within a layer: the words of `core` are for everybody, reports are typeset from `publication`'s
/// tree, the desk's pages have its frame, and the program starts the server.
const SIDEWAYS: [(&str, &str); 6] = [
    ("probity-identity", "probity-core"),
    ("probity-measurement", "probity-core"),
    ("probity-statistics", "probity-core"),
    ("probity-pdf", "probity-publication"),
    ("probity-desk", "probity-publication"),
    ("probity", "probity-server"),
];

/// Crates that may use less than their layer allows: sealed cases touch no register.
const ONLY: [(&str, &[&str]); 1] = [("probity-channels", &["probity-core", "probity-store"])];

/// Crates of others, by the beginning of the name, and the only crates that may depend on them.
const HOMES: [(&str, &[&str]); 16] = [
    ("arrow", &["probity-registers", "probity-query"]),
    ("parquet", &["probity-registers", "probity-query"]),
    ("datafusion", &["probity-query"]),
    ("ballista", &["probity-query"]),
    ("axum", &["probity-server"]),
    ("hyper", &["probity-server"]),
    ("multer", &["probity-server"]),
    ("tower", &["probity-server"]),
    ("tokio-postgres-rustls", &["probity-wire"]),
    // DataFusion cannot be called without its runtime.
    ("tokio", &["probity-server", "probity-query"]),
    ("rusqlite", &["probity-store"]),
    ("postgres", &["probity-store"]),
    ("typst", &["probity-pdf"]),
    ("reqwest", &[]),
    ("rustls", &["probity-wire"]),
    ("ureq", &["probity-wire"]),
];

/// Every breach of the rule in what [`crate::metadata`] says; empty when it holds.
pub fn breaches(metadata: &Value) -> Vec<String> {
    let packages = metadata["packages"].as_array().map(Vec::as_slice).unwrap_or_default();
    if packages.is_empty() {
        return vec!["no packages to check: the metadata is not that of a workspace".to_owned()];
    }
    let mut found: Vec<String> = packages.iter().flat_map(of_package).collect();
    found.sort();
    found.dedup();
    found
}

fn of_package(package: &Value) -> Vec<String> {
    let name = package["name"].as_str().unwrap_or_default();
    if layer(name).is_none() {
        return vec![format!("`{name}` has no layer: give it one in `xtask/src/layers.rs` and ARCHITECTURE.md")];
    }
    if DEVELOPMENT.contains(&name) {
        return Vec::new();
    }
    let dependencies = package["dependencies"].as_array().map(Vec::as_slice).unwrap_or_default();
    dependencies
        .iter()
        .filter_map(|dependency| {
            let other = dependency["name"].as_str().unwrap_or_default();
            let for_tests = dependency["kind"].as_str() == Some("dev");
            of_edge(name, other, for_tests)
        })
        .collect()
}

/// What is wrong with `name` depending on `other`, if anything.
fn of_edge(name: &str, other: &str, for_tests: bool) -> Option<String> {
    match layer(other) {
        None => of_foreign(name, other).filter(|_| !for_tests),
        Some(_) if DEVELOPMENT.contains(&other) => {
            (!for_tests).then(|| format!("`{name}` depends on `{other}`, which is for tests only"))
        }
        Some(_) if ONLY.iter().any(|(who, allowed)| *who == name && !allowed.contains(&other)) => {
            Some(format!("`{name}` depends on `{other}`, which it must not know"))
        }
        Some(above) => (layer(name) <= Some(above) && !SIDEWAYS.contains(&(name, other))).then(|| {
            format!("`{name}` (layer {}) depends on `{other}` (layer {above}), which is not below it", shown(name))
        }),
    }
}

fn of_foreign(name: &str, other: &str) -> Option<String> {
    let (_, homes) = HOMES.iter().find(|(start, _)| belongs_to_family(other, start))?;
    (!homes.contains(&name)).then(|| match homes {
        [] => format!("`{name}` depends on `{other}`, which no crate may"),
        _ => format!("`{name}` depends on `{other}`, which only `{}` may", homes.join("`, `")),
    })
}

/// `arrow` and `arrow-array` belong to `arrow`; `arrowhead` does not.
fn belongs_to_family(name: &str, start: &str) -> bool {
    name.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_']))
}

/// The layer of a crate of the house.
pub fn layer(name: &str) -> Option<u8> {
    LAYERS.iter().find(|(listed, _)| *listed == name).map(|(_, layer)| *layer)
}

fn shown(name: &str) -> String {
    layer(name).map(|layer| layer.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// The breaches of one package with one dependency.
    fn edge(name: &str, other: &str, kind: Option<&str>) -> Vec<String> {
        let dependency = json!({ "name": other, "kind": kind });
        breaches(&json!({ "packages": [{ "name": name, "dependencies": [dependency] }] }))
    }

    #[test]
    fn a_crate_depends_on_lower_layers_only() {
        assert!(edge("probity-engine", "probity-registers", None).is_empty());
        assert!(edge("probity-publication", "probity-procurement", None).is_empty());
        assert!(edge("probity-measurement", "probity-core", None).is_empty());
        assert_eq!(edge("probity-core", "probity-measurement", None).len(), 1);
        assert_eq!(edge("probity-registers", "probity-engine", None).len(), 1);
        assert_eq!(edge("probity-registers", "probity-engine", Some("dev")).len(), 1);
        assert_eq!(edge("probity-server", "probity", Some("build")).len(), 1);
    }

    #[test]
    fn rooms_do_not_know_each_other() {
        assert_eq!(edge("probity-procurement", "probity-ownership", None).len(), 1);
        assert_eq!(edge("probity-statistics", "probity-identity", None).len(), 1);
        assert_eq!(edge("probity-channels", "probity-registers", None).len(), 1);
        assert!(edge("probity-channels", "probity-store", None).is_empty());
    }

    #[test]
    fn a_heavy_crate_has_one_home() {
        assert!(edge("probity-registers", "arrow-array", None).is_empty());
        assert!(edge("probity-publication", "arrowhead", None).is_empty());
        assert!(edge("probity-publication", "parquet", Some("dev")).is_empty());
        for (name, other) in [("probity-engine", "arrow-array"), ("probity", "tokio"), ("probity-store", "datafusion")]
        {
            assert_eq!(edge(name, other, None).len(), 1, "{name} {other}");
        }
    }

    #[test]
    fn tools_of_tests_stay_in_tests_and_every_crate_has_a_layer() {
        assert!(edge("probity-core", "probity-testkit", Some("dev")).is_empty());
        assert_eq!(edge("probity-core", "probity-testkit", None).len(), 1);
        assert_eq!(edge("probity-attic", "serde", None).len(), 1);
        assert_eq!(breaches(&json!({})).len(), 1);
    }
}

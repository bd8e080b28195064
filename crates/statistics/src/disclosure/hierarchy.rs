//! The tree of codes of one dimension: the total at the root, the codes of the table at the leaves. Every inner node is
//! a total of its own, published and attacked like any other.

use std::collections::{BTreeMap, BTreeSet};

/// The code of the total when nothing else is said.
const TOTAL: &str = "_T";

/// A tree of codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hierarchy {
    codes: Vec<String>,
    children: Vec<Vec<usize>>,
    parent: Vec<Option<usize>>,
    root: usize,
}

impl Hierarchy {
    /// One total over all `leaves`.
    ///
    /// # Errors
    /// When a leaf has the code of the total, or there are no leaves.
    pub fn flat<'a>(leaves: impl IntoIterator<Item = &'a str>) -> Result<Self, String> {
        let leaves: BTreeSet<String> = leaves.into_iter().map(str::to_owned).collect();
        Self::new(TOTAL, &BTreeMap::from([(TOTAL.to_owned(), leaves.into_iter().collect())]))
    }

    /// The tree in which each key of `parts` is the total of its list.
    ///
    /// # Errors
    /// When it is no tree: a code in two places, a total nobody contains, a total without parts, a circle.
    pub fn new(root: &str, parts: &BTreeMap<String, Vec<String>>) -> Result<Self, String> {
        let mut parent_of: BTreeMap<&str, &str> = BTreeMap::new();
        for (whole, list) in parts {
            if list.is_empty() {
                return Err(format!("`{whole}` has no parts"));
            }
            for part in list {
                if let Some(other) = parent_of.insert(part, whole) {
                    return Err(format!(
                        "`{part}` is a part of `{other}` and of `{whole}`; it can be in one place only"
                    ));
                }
            }
        }
        if !parts.contains_key(root) {
            return Err(format!("the root `{root}` has no parts"));
        }
        if let Some(whole) = parent_of.get(root) {
            return Err(format!("the root `{root}` is a part of `{whole}`"));
        }
        if let Some(orphan) = parts.keys().find(|code| *code != root && !parent_of.contains_key(code.as_str())) {
            return Err(format!("`{orphan}` has parts but is itself no part of `{root}`"));
        }
        let hierarchy = Self::build(root, parts, &parent_of);
        match hierarchy.codes.iter().enumerate().find(|(node, _)| !hierarchy.reaches_root(*node)) {
            Some((_, code)) => Err(format!("`{code}` is in a circle")),
            None => Ok(hierarchy),
        }
    }

    fn build(root: &str, parts: &BTreeMap<String, Vec<String>>, parent_of: &BTreeMap<&str, &str>) -> Self {
        let mut codes: Vec<String> = parent_of.keys().map(|code| (*code).to_owned()).collect();
        codes.push(root.to_owned());
        codes.sort_by(|a, b| order(a).cmp(&order(b)));
        let index: BTreeMap<&str, usize> = codes.iter().enumerate().map(|(node, code)| (code.as_str(), node)).collect();
        let parent: Vec<Option<usize>> =
            codes.iter().map(|code| parent_of.get(code.as_str()).and_then(|whole| index.get(whole).copied())).collect();
        let mut children = vec![Vec::new(); codes.len()];
        for (node, whole) in parent.iter().enumerate() {
            if let Some(whole) = whole {
                children[*whole].push(node);
            }
        }
        debug_assert_eq!(parts.len(), children.iter().filter(|list| !list.is_empty()).count());
        let root = index.get(root).copied().unwrap_or_default();
        Self { codes, children, parent, root }
    }

    fn reaches_root(&self, node: usize) -> bool {
        self.ancestors(node).last() == Some(self.root)
    }

    /// The codes, `_T` first, then by code point. A node is the index of its code.
    pub fn codes(&self) -> &[String] {
        &self.codes
    }

    /// The node of a code.
    pub fn node(&self, code: &str) -> Option<usize> {
        self.codes.binary_search_by(|known| order(known).cmp(&order(code))).ok()
    }

    /// The parts of a node; none for a leaf.
    pub fn children(&self, node: usize) -> &[usize] {
        &self.children[node]
    }

    /// Whether a node is a leaf.
    pub fn is_leaf(&self, node: usize) -> bool {
        self.children[node].is_empty()
    }

    /// The node of the total.
    pub fn root(&self) -> usize {
        self.root
    }

    /// The node itself and everything it is a part of. At most as many as there are codes, even in a circle.
    pub fn ancestors(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(node), |node| self.parent[*node]).take(self.codes.len())
    }
}

/// The order of codes everywhere: `_T` first, then code points.
fn order(code: &str) -> (bool, &str) {
    (code != TOTAL, code)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Lists<'a> = &'a [(&'a str, &'a [&'a str])];

    fn parts(list: Lists<'_>) -> BTreeMap<String, Vec<String>> {
        list.iter().map(|(whole, of)| ((*whole).into(), of.iter().map(|code| (*code).into()).collect())).collect()
    }

    #[test]
    fn totals_come_first_and_every_leaf_leads_to_the_root() {
        let tree = Hierarchy::new("_T", &parts(&[("_T", &["N", "S"]), ("N", &["B", "A"])])).unwrap();
        assert_eq!(tree.codes(), ["_T", "A", "B", "N", "S"]);
        assert_eq!(tree.ancestors(tree.node("A").unwrap()).collect::<Vec<_>>(), [1, 3, 0]);
        assert!(tree.is_leaf(tree.node("S").unwrap()) && !tree.is_leaf(tree.node("N").unwrap()));
    }

    #[test]
    fn what_is_no_tree_is_refused_with_the_code_at_fault() {
        let wrong: [(Lists<'_>, &str); 5] = [
            (&[("_T", &["A", "N"]), ("N", &["A"])], "`A` is a part of"),
            (&[("_T", &["A"]), ("N", &["B"])], "`N` has parts but"),
            (&[("_T", &[])], "has no parts"),
            (&[("_T", &["A"]), ("A", &["_T"])], "the root `_T` is a part of `A`"),
            (&[("_T", &["A"]), ("M", &["N"]), ("N", &["M"])], "is in a circle"),
        ];
        for (list, message) in wrong {
            let error = Hierarchy::new("_T", &parts(list)).unwrap_err();
            assert!(error.contains(message), "{error}");
        }
    }
}

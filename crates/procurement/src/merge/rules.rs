//! The rules of merging: which fields are left out, which arrays are replaced as a whole, and (as overrides) which arrays
//! are never matched by `id`. Rules of OCDS 1.0 and 1.1 are data of this crate; others are derived from a schema.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What happens to the value at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// It is left out.
    Omit,
    /// It is replaced as a whole.
    WholeList,
}

/// How the objects of an array find their like in earlier releases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Strategy {
    /// By their `id`.
    #[default]
    ById,
    /// Never: each is new.
    Append,
    /// By their position.
    ByPosition,
}

/// The place of a path among the rules; paths that no rule speaks of have none.
pub(super) type Place = Option<usize>;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Node {
    rule: Option<Rule>,
    strategy: Strategy,
    children: BTreeMap<String, usize>,
}

/// Rules by path. Positions in arrays are no part of a path: `tender/items/id` is the `id` of every item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    nodes: Vec<Node>,
}

/// A list of rules as the data files of this crate hold it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleList {
    /// The version of OCDS.
    pub version: String,
    /// Paths of the fields that are left out.
    pub omit: BTreeSet<String>,
    /// Paths of the arrays that are replaced as a whole.
    pub whole_list: BTreeSet<String>,
    /// Paths of the arrays whose objects are matched by `id`. This is what happens without a rule, too.
    pub identifier: BTreeSet<String>,
}

/// A list of rules that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("the list of merge rules cannot be read: {0}")]
pub struct RulesError(#[from] toml::de::Error);

impl Default for Rules {
    fn default() -> Self {
        Self { nodes: vec![Node::default()] }
    }
}

impl Rules {
    /// The rules of OCDS 1.1.
    ///
    /// # Errors
    /// Never: the list is part of the program and is read by its tests.
    pub fn ocds_1_1() -> Result<Self, RulesError> {
        Self::listed(include_str!("../../data/merge-rules-1.1.toml"))
    }

    /// The rules of OCDS 1.0.
    ///
    /// # Errors
    /// Never: the list is part of the program and is read by its tests.
    pub fn ocds_1_0() -> Result<Self, RulesError> {
        Self::listed(include_str!("../../data/merge-rules-1.0.toml"))
    }

    fn listed(text: &str) -> Result<Self, RulesError> {
        Ok(Self::from(&toml::from_str::<RuleList>(text)?))
    }

    /// Sets how the objects of the array at a path are matched. Members are joined by `/` (`tender/items`).
    pub fn match_by(&mut self, path: &str, strategy: Strategy) {
        let place = self.make(path);
        if let Some(node) = self.nodes.get_mut(place) {
            node.strategy = strategy;
        }
    }

    fn set(&mut self, path: &str, rule: Rule) {
        let place = self.make(path);
        if let Some(node) = self.nodes.get_mut(place) {
            node.rule = Some(rule);
        }
    }

    /// The place of a path, which is made if it is not there.
    fn make(&mut self, path: &str) -> usize {
        let mut at = 0;
        for part in path.split('/').filter(|part| !part.is_empty()) {
            let next = self.nodes.len();
            let Some(node) = self.nodes.get_mut(at) else { break };
            match node.children.get(part) {
                Some(known) => at = *known,
                None => {
                    node.children.insert(part.to_owned(), next);
                    self.nodes.push(Node::default());
                    at = next;
                }
            }
        }
        at
    }

    /// The place of the whole release.
    pub(super) fn root(&self) -> Place {
        Some(0)
    }

    /// The place of a member below a place.
    pub(super) fn child(&self, place: Place, key: &str) -> Place {
        self.nodes.get(place?)?.children.get(key).copied()
    }

    /// The rule at a place.
    pub(super) fn rule(&self, place: Place) -> Option<Rule> {
        self.nodes.get(place?)?.rule
    }

    /// How the objects of the array at a place are matched.
    pub(super) fn strategy(&self, place: Place) -> Strategy {
        place.and_then(|place| self.nodes.get(place)).map_or(Strategy::ById, |node| node.strategy)
    }
}

impl From<&RuleList> for Rules {
    fn from(list: &RuleList) -> Self {
        let mut rules = Self::default();
        list.omit.iter().for_each(|path| rules.set(path, Rule::Omit));
        list.whole_list.iter().for_each(|path| rules.set(path, Rule::WholeList));
        rules
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_of_both_versions_are_part_of_the_program() {
        let one = Rules::ocds_1_1().expect("it is read");
        let id = one.child(one.root(), "id");
        assert_eq!(one.rule(id), Some(Rule::Omit));
        assert_eq!(one.rule(one.child(one.root(), "ocid")), None);
        let old = Rules::ocds_1_0().expect("it is read");
        assert_eq!(old.rule(old.child(old.root(), "ocid")), Some(Rule::Omit), "1.0 says so by mistake");
    }

    #[test]
    fn an_array_can_be_taken_out_of_matching_by_id() {
        let mut rules = Rules::default();
        rules.match_by("/a/b", Strategy::Append);
        let a = rules.child(rules.root(), "a");
        assert_eq!(rules.strategy(a), Strategy::ById);
        assert_eq!(rules.strategy(rules.child(a, "b")), Strategy::Append);
        assert_eq!(rules.strategy(rules.child(a, "c")), Strategy::ById);
    }
}

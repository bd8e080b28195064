//! Acts by who does what when, from `data/forms/groups.toml`: what a person does by their role comes first, in the order in
//! which it is done.

use super::form::{self, Form};
use probity_commitments::record::Kind;
use probity_commitments::record::party::Role;
use probity_core::{Language, Text};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Acts that belong together.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Group {
    /// Its anchor.
    pub id: String,
    /// Whose first business it is.
    first: Vec<Role>,
    pub title: Text,
    acts: Vec<Kind>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    group: Vec<Group>,
    when: BTreeMap<String, Text>,
}

// A test reads the file; without it acts would not be listed.
static GROUPS: LazyLock<File> =
    LazyLock::new(|| toml::from_str(include_str!("../../data/forms/groups.toml")).unwrap_or_default());

/// An act, with the roles in which somebody may do it.
type Offered = (&'static Form, Vec<Role>);

/// The groups in which a person is offered something, their own business first; each act with the roles.
pub(super) fn of(roles: &[Role]) -> Vec<(&'static Group, Vec<Offered>)> {
    let offered = |kind: &Kind| {
        let form = form::of(*kind)?;
        Some((form, form.offered(roles, false))).filter(|(_, roles)| !roles.is_empty())
    };
    let mut found: Vec<_> =
        GROUPS.group.iter().map(|group| (group, group.acts.iter().filter_map(offered).collect::<Vec<_>>())).collect();
    found.retain(|(_, acts)| !acts.is_empty());
    found.sort_by_key(|(group, _)| !group.first.iter().any(|role| roles.contains(role)));
    found
}

/// When an act is done.
pub(super) fn when(kind: Kind, language: Language) -> Option<&'static str> {
    GROUPS.when.get(kind.name()).map(|text| text.get(language))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_act_is_in_one_group_and_says_when_it_is_done() {
        let file: File = toml::from_str(include_str!("../../data/forms/groups.toml")).unwrap();
        for kind in Kind::ALL {
            assert_eq!(file.group.iter().flat_map(|it| &it.acts).filter(|it| *it == kind).count(), 1, "{kind}");
            assert!(file.when.contains_key(kind.name()), "{kind}");
        }
        assert_eq!(file.when.len(), Kind::ALL.len());
    }

    #[test]
    fn what_a_person_does_by_their_role_comes_first() {
        let first = |role| of(&[role])[0].0.id.clone();
        assert_eq!(first(Role::Ministry), "carry-out");
        assert_eq!(first(Role::Secretariat), "evaluate");
        assert_eq!(first(Role::Ngo), "answer");
        assert_eq!(first(Role::Operator), "registers");
    }
}

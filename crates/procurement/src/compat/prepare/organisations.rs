//! Identifiers of organisations: numbers become texts, placeholders go, prefixes come, and the roles that a release
//! gives an organisation are noted for its entry under `parties`.

use super::super::settings::Listed;
use super::set;
use crate::json::raw::{Kind, Raw};
use crate::json::tree::Tree;
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

/// Turns a number into a text of the same digits.
pub fn stringify(object: &mut Tree, key: &str) {
    if let Some(value) = object.get_mut(key)
        && let Tree::Scalar(raw) = value
        && Raw(raw).kind() == Kind::Number
    {
        *value = Tree::text(raw);
    }
}

/// The roles of the parties of a release by their identifier.
#[derive(Default)]
pub struct Roles(HashMap<String, BTreeSet<String>>);

impl Roles {
    /// The roles as published.
    pub fn of(release: &Tree) -> Self {
        let mut roles = HashMap::new();
        if let Some(Tree::List(parties)) = release.get("parties") {
            for party in parties {
                let Some(id) = party.get("id").and_then(Tree::as_text) else { continue };
                let published = match party.get("roles") {
                    Some(Tree::List(published)) => published.as_slice(),
                    _ => &[],
                };
                let texts = published.iter().filter_map(Tree::as_text).map(Cow::into_owned).collect();
                roles.insert(id.into_owned(), texts);
            }
        }
        Self(roles)
    }

    fn add(&mut self, id: &str, role: &str) {
        if let Some(roles) = self.0.get_mut(id) {
            roles.insert(role.to_owned());
        }
    }

    /// Writes them into the parties that have any.
    pub fn write(&self, release: &mut Tree) {
        let parties = match release.get_mut("parties") {
            Some(Tree::List(parties)) if !self.0.is_empty() => parties,
            _ => return,
        };
        for party in parties {
            let roles = party.get("id").and_then(Tree::as_text).and_then(|id| self.0.get(id.as_ref()));
            if let Some(roles) = roles.filter(|roles| !roles.is_empty()) {
                set(party, "roles", Tree::List(roles.iter().map(|role| Tree::text(role)).collect()));
            }
        }
    }
}

/// What is done to identifiers.
#[derive(Clone, Copy)]
pub struct Ids<'s> {
    /// Identifiers that go.
    pub redacted: &'s Listed,
    /// What every identifier begins with.
    pub prefix: &'s str,
}

impl Ids<'_> {
    /// An organisation under a key.
    pub fn object(self, parent: &mut Tree, key: &str, role: Option<(&mut Roles, &str)>) {
        if let Some(object) = parent.get_mut(key) {
            self.organisation(object, role);
        }
    }

    /// Organisations under a key; a single one becomes an array.
    pub fn array(self, parent: &mut Tree, key: &str, mut role: Option<(&mut Roles, &str)>) {
        let Some(value) = parent.get_mut(key) else { return };
        if matches!(value, Tree::Object(_)) {
            let single = std::mem::replace(value, Tree::List(Vec::new()));
            *value = Tree::List(vec![single]);
        }
        if let Tree::List(organisations) = value {
            for organisation in organisations {
                let role = role.as_mut().map(|(roles, role)| (&mut **roles, *role));
                self.organisation(organisation, role);
            }
        }
    }

    fn organisation(self, object: &mut Tree, role: Option<(&mut Roles, &str)>) {
        stringify(object, "id");
        let Some(id) = object.get("id").and_then(Tree::as_text).map(Cow::into_owned) else { return };
        if self.redacted.contains(&id) {
            super::remove(object, "id");
            return;
        }
        let missing = !id.starts_with(self.prefix);
        let id = if missing { format!("{}{id}", self.prefix) } else { id };
        if missing {
            set(object, "id", Tree::text(&id));
        }
        if let Some((roles, role)) = role {
            roles.add(&id, role);
        }
    }
}

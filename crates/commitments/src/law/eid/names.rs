//! Which elements get an identifier and by which short name: a shipped list, looked up by the element's local name.

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// What the rule does with an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::law) enum Kind {
    /// Left alone, with all inside.
    Skipped,
    /// No id; descendants are prefixed as if it were not there.
    Never,
    /// No id; its name goes before the ids inside.
    Prefix,
    /// An id; `nn` stands for a missing number.
    Numbered,
    /// An id; counted when it has no number.
    Counted,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::law) struct Names {
    pub(in crate::law) namespace: String,
    pub(super) drafts: Vec<String>,
    skipped: BTreeSet<String>,
    never: BTreeSet<String>,
    prefixes: BTreeSet<String>,
    numbered: BTreeSet<String>,
    alias: BTreeMap<String, String>,
}

static NAMES: LazyLock<Option<Names>> =
    LazyLock::new(|| toml::from_str(include_str!("../../../data/law/eid.toml")).ok());

impl Names {
    /// The shipped list; `None` only if what is shipped is damaged, which a test excludes.
    pub(in crate::law) fn shipped() -> Option<&'static Self> {
        NAMES.as_ref()
    }

    pub(in crate::law) fn kind(&self, element: &str) -> Kind {
        let holds = |set: &BTreeSet<String>| set.contains(element);
        if holds(&self.skipped) {
            Kind::Skipped
        } else if holds(&self.never) {
            Kind::Never
        } else if holds(&self.prefixes) {
            Kind::Prefix
        } else if holds(&self.numbered) {
            Kind::Numbered
        } else {
            Kind::Counted
        }
    }

    pub(in crate::law) fn alias<'a>(&'a self, element: &'a str) -> &'a str {
        self.alias.get(element).map_or(element, String::as_str)
    }

    /// Whether elements of this namespace are Akoma Ntoso's; none at all is taken for it.
    pub(in crate::law) fn knows(&self, namespace: Option<&str>) -> bool {
        namespace
            .is_none_or(|namespace| namespace == self.namespace || self.drafts.iter().any(|draft| draft == namespace))
    }
}

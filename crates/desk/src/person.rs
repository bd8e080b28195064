//! Who sits at the desk, as far as its pages need to know. An account holds no role: whoever computes a person asks the
//! log who its actor is at that moment.

use probity_commitments::record::party::Role;
use probity_core::Language;

/// Somebody who has signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The account.
    pub account: String,
    /// The name shown.
    pub name: String,
    /// The `actor` of the log for whom they record; without one they only read.
    pub actor: Option<String>,
    /// The roles which the log gives that actor today.
    pub roles: Vec<Role>,
    /// The body for which the actor acts.
    pub body: Option<String>,
    /// The language they chose.
    pub language: Language,
}

impl Person {
    /// Whether they have a role.
    pub fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}

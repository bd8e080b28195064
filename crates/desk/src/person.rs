//! Who somebody is in the log: the roles and the body that an `actor` record gives them on this day, and nothing that a form
//! or an account could add. The rules of the log would refuse anything else (S10).
//!
//! *Before the first `actor` record* the log accepts anybody under the observatory's key, in any role. That is how an
//! observatory begins at the command line; the desk gives far less: whoever has an account acts as `operator`, who can
//! record bodies and actors but no report and no verdict, until the first `actor` record is there. From then on only the
//! records count, also for who wrote the first one.

use crate::people::Account;
use jiff::Timestamp;
use probity_commitments::record::Kind;
use probity_commitments::record::party::{Actor, Role};
use probity_commitments::rules::State;
use probity_core::Language;
use probity_store::event::day;

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
    /// Who the owner of an account is in the log at an instant.
    pub fn of(account: &Account, state: &State, now: Timestamp) -> Self {
        let recorded = account.actor.as_deref().and_then(|id| state.actor(id));
        let nobody = state.of_kind(Kind::Actor).next().is_none();
        let roles = match recorded {
            Some(actor) => within(actor, now),
            None if nobody && account.actor.is_some() => vec![Role::Operator],
            None => Vec::new(),
        };
        Self {
            account: account.login.clone(),
            name: account.name.clone(),
            actor: account.actor.clone().filter(|_| !roles.is_empty()),
            roles,
            body: recorded.map(|actor| actor.body.to_string()),
            language: account.language,
        }
    }

    /// Whether they have a role.
    pub fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}

/// S10: a record gives its roles from its first day to its last.
fn within(actor: &Actor, now: Timestamp) -> Vec<Role> {
    let today = day(now);
    let begun = actor.from.is_none_or(|from| from.0 <= today);
    let ended = actor.to.is_some_and(|to| to.0 < today);
    if begun && !ended { actor.roles.clone() } else { Vec::new() }
}

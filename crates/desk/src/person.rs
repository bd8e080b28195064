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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::AccountState;
    use probity_commitments::record::Record;
    use probity_commitments::rules::{Act, Fold};
    use probity_core::Language;
    use serde_json::{Value, json};

    fn account(actor: Option<&str>) -> Account {
        Account {
            id: "1".to_owned(),
            login: "aigerim".to_owned(),
            name: "Aigerim".to_owned(),
            actor: actor.map(str::to_owned),
            language: Language::Kk,
            state: AccountState::Active,
            created: Timestamp::UNIX_EPOCH,
            seen: None,
            has_password: true,
            has_code: true,
        }
    }

    fn state(records: &[(Kind, Value)]) -> State {
        let mut fold = Fold::default();
        for (seq, (kind, record)) in (0..).zip(records) {
            let at: Timestamp = "2025-12-01T00:00:00Z".parse().unwrap();
            let (effective, actor) = (day(at), "operator".into());
            let act = Act { seq, actor, role: Role::Operator, at, effective, corrects: None, by_observatory: true };
            let broken = fold.apply(&act, Record::read(*kind, record.as_object().unwrap()).unwrap());
            assert!(broken.is_empty(), "{broken:?}");
        }
        fold.into_state()
    }

    fn body() -> (Kind, Value) {
        (Kind::Body, json!({"id": "agency", "kind": "agency", "names": {"en": "Agency"}}))
    }

    fn recorded() -> State {
        let roles = ["focal_point", "analyst"];
        let (from, to) = ("2026-01-01", "2026-06-30");
        let actor = json!({"id": "aigerim", "body": "agency", "roles": roles, "from": from, "to": to});
        state(&[body(), (Kind::Actor, actor)])
    }

    fn on(account: &Account, state: &State, day: &str) -> (Vec<Role>, Option<String>) {
        let person = Person::of(account, state, format!("{day}T23:59:59Z").parse().unwrap());
        (person.roles, person.actor)
    }

    #[test]
    fn roles_come_from_the_record_from_its_first_day_to_its_last() {
        let (account, state) = (account(Some("aigerim")), recorded());
        let both = vec![Role::FocalPoint, Role::Analyst];
        assert_eq!(on(&account, &state, "2025-12-31"), (vec![], None));
        for day in ["2026-01-01", "2026-06-30"] {
            assert_eq!(on(&account, &state, day), (both.clone(), Some("aigerim".to_owned())));
        }
        assert_eq!(on(&account, &state, "2026-07-01"), (vec![], None));
        let person = Person::of(&account, &state, "2026-03-01T00:00:00Z".parse().unwrap());
        assert_eq!(person.body.as_deref(), Some("agency"));
        assert!(person.has(Role::Analyst) && !person.has(Role::Secretariat));
    }

    #[test]
    fn who_is_not_recorded_may_only_read() {
        let state = recorded();
        for actor in [None, Some("nobody"), Some("")] {
            assert_eq!(on(&account(actor), &state, "2026-03-01"), (vec![], None), "{actor:?}");
        }
    }

    #[test]
    fn before_anybody_is_recorded_there_is_an_operator_and_nothing_more() {
        let state = state(&[body()]);
        let found = on(&account(Some("aigerim")), &state, "2026-03-01");
        assert_eq!(found, (vec![Role::Operator], Some("aigerim".to_owned())));
        assert_eq!(on(&account(None), &state, "2026-03-01").0, vec![]);
    }
}

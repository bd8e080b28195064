//! Who somebody is in the log: the roles and the body that an `actor` record gives them on this day, and nothing that a form
//! or an account could add. The rules of the log would refuse anything else (S10).
//!
//! *Before the first `actor` record* the log accepts anybody under the observatory's key, in any role. That is how an
//! observatory begins at the command line; the desk gives far less: whoever has an account acts as `operator`, who can
//! record bodies and actors but no report and no verdict, until the first `actor` record is there. From then on only the
//! records count, also for who wrote the first one.

use super::People;
use super::account::Account;
use crate::Snapshot;
use crate::session::{Session, Stage};
use jiff::Timestamp;
use probity_commitments::record::Kind;
use probity_commitments::record::party::{Actor, Body, Role};
use probity_commitments::rules::State;
use probity_store::event::day;

/// Why somebody has the roles they have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// An `actor` record gives them.
    Recorded,
    /// Nobody is recorded yet, so there is an operator to begin with.
    First,
    /// No `actor` record names this account: it may read.
    Unrecorded,
    /// The record begins later.
    NotYet,
    /// The record has ended.
    Over,
    /// The session is for setting up a password and a device.
    SettingUp,
}

/// Somebody at the desk.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// The account.
    pub account: Account,
    /// What they are called.
    pub name: String,
    /// The id under which they record; empty when they record nothing.
    pub acts_as: String,
    /// Their record, also when it does not hold today.
    pub actor: Option<Actor>,
    /// The roles they may record in today; none means that they may only read.
    pub roles: Vec<Role>,
    /// The body they act for.
    pub body: Option<Body>,
    /// Why.
    pub standing: Standing,
}

impl Person {
    /// Who the owner of an account is in the log, now.
    pub fn of(account: &Account, state: &State, now: Timestamp) -> Self {
        let id = account.actor.clone().unwrap_or_default();
        let actor = account.actor.as_deref().and_then(|id| state.actor(id)).cloned();
        let body = actor.as_ref().and_then(|actor| state.body(actor.body.as_str())).cloned();
        let nobody = state.of_kind(Kind::Actor).next().is_none();
        let (standing, roles) = match &actor {
            Some(actor) => within(actor, now),
            None if nobody && account.actor.is_some() => (Standing::First, vec![Role::Operator]),
            None => (Standing::Unrecorded, Vec::new()),
        };
        let acts_as = if roles.is_empty() { String::new() } else { id };
        Self { account: account.clone(), name: account.name.clone(), acts_as, actor, roles, body, standing }
    }

    /// Whether they may record in a role today.
    pub fn may(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}

/// S10: a record gives its roles from its first day to its last.
fn within(actor: &Actor, now: Timestamp) -> (Standing, Vec<Role>) {
    let today = day(now);
    if actor.from.is_some_and(|from| today < from.0) {
        (Standing::NotYet, Vec::new())
    } else if actor.to.is_some_and(|to| to.0 < today) {
        (Standing::Over, Vec::new())
    } else {
        (Standing::Recorded, actor.roles.clone())
    }
}

impl People {
    /// Who somebody is who is signed in. A session that is for setting up gives no role.
    pub fn person(&self, session: &Session, snapshot: &Snapshot, now: Timestamp) -> Person {
        let person = Person::of(&session.account, &snapshot.state, now);
        match session.stage {
            Stage::Full => person,
            Stage::SettingUp => {
                Person { roles: Vec::new(), acts_as: String::new(), standing: Standing::SettingUp, ..person }
            }
        }
    }
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
            let (effective, actor) = (day(at), "operator".to_owned());
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

    fn standing(account: &Account, state: &State, day: &str) -> (Standing, Vec<Role>, String) {
        let person = Person::of(account, state, format!("{day}T23:59:59Z").parse().unwrap());
        (person.standing, person.roles, person.acts_as)
    }

    #[test]
    fn roles_come_from_the_record_from_its_first_day_to_its_last() {
        let (account, state) = (account(Some("aigerim")), recorded());
        let both = vec![Role::FocalPoint, Role::Analyst];
        assert_eq!(standing(&account, &state, "2025-12-31"), (Standing::NotYet, vec![], String::new()));
        for day in ["2026-01-01", "2026-06-30"] {
            assert_eq!(standing(&account, &state, day), (Standing::Recorded, both.clone(), "aigerim".to_owned()));
        }
        assert_eq!(standing(&account, &state, "2026-07-01"), (Standing::Over, vec![], String::new()));
        let person = Person::of(&account, &state, "2026-03-01T00:00:00Z".parse().unwrap());
        assert_eq!(person.body.as_ref().map(|body| body.id.to_string()).as_deref(), Some("agency"));
        assert!(person.may(Role::Analyst) && !person.may(Role::Secretariat));
    }

    #[test]
    fn who_is_not_recorded_may_only_read() {
        let state = recorded();
        for actor in [None, Some("nobody"), Some("")] {
            let found = standing(&account(actor), &state, "2026-03-01");
            assert_eq!(found, (Standing::Unrecorded, vec![], String::new()), "{actor:?}");
        }
    }

    #[test]
    fn before_anybody_is_recorded_there_is_an_operator_and_nothing_more() {
        let state = state(&[body()]);
        let found = standing(&account(Some("aigerim")), &state, "2026-03-01");
        assert_eq!(found, (Standing::First, vec![Role::Operator], "aigerim".to_owned()));
        assert_eq!(standing(&account(None), &state, "2026-03-01").1, vec![]);
    }
}

//! The way in: which page an address means, who asks, and whether a form was sent from here. Behind it a person works
//! ([`crate::answer`]); before it there are only the pages for signing in.

mod account;
mod door;
mod passkey;
mod programs;
mod sign_on;
mod upload;

pub use upload::Receiving;

use crate::exchange::{Answered, Asked, Cookie, Told, Verb};
use crate::pages::{
    closed_page, href,
    passkey::{ADDRESS, SCRIPT},
};
use crate::people::{People, System};
use crate::person::Person;
use crate::records::{Records, Trouble};
use crate::session::Stage;
use crate::work::{Work, answer};
use probity_publication::page::House;

/// The desk of an observatory.
pub struct Desk {
    people: People,
    records: Box<dyn Records>,
}

impl Desk {
    /// A desk of these people over this log.
    pub fn new(people: People, records: Box<dyn Records>) -> Self {
        Self { people, records }
    }

    /// The script of the desk, and where pages look for it.
    pub fn script() -> (&'static str, &'static str) {
        (ADDRESS, SCRIPT)
    }

    /// Answers a person. Waits for the disk and, when a password is checked, for a good part of a second.
    pub fn answer(&self, house: &House, asked: &Asked) -> Answered {
        self.tried(house, asked)
            .unwrap_or_else(|trouble| Answered::page(503, closed_page(house, asked.language, "trouble", &trouble.0)))
    }

    /// Answers a program that records.
    pub fn told(&self, told: &Told<'_>) -> Answered {
        programs::record(&self.people, &*self.records, told)
    }

    fn tried(&self, house: &House, asked: &Asked) -> Result<Answered, Trouble> {
        if asked.verb == Verb::Post && !asked.own {
            return Ok(foreign(house, asked));
        }
        for before in [door::answer, passkey::answer, sign_on::answer] {
            if let Some(answered) = before(self, house, asked)? {
                return Ok(answered);
            }
        }
        let session = match &asked.session {
            Some(cookie) => self.people.session(cookie, asked.now)?,
            None => None,
        };
        let Some(session) = session else { return Ok(door::first(asked)) };
        let sent = asked.field("form-token").unwrap_or_default();
        if asked.verb == Verb::Post && !session.is_form_token(sent) {
            return Ok(foreign(house, asked));
        }
        if session.stage == Stage::SettingUp {
            return door::set_up(self, house, asked, &session);
        }
        if let Some(answered) = account::answer(self, house, asked, &session)? {
            return Ok(answered);
        }
        let snapshot = self.records.snapshot()?;
        let person = Person::of(&session.account, &snapshot.state, asked.now);
        let form_token = session.form_token();
        let work =
            Work { house, records: &*self.records, snapshot: &snapshot, person: &person, form_token: &form_token };
        Ok(answer(&work, asked))
    }
}

/// A form that was not sent from this desk, or is older than the session: nothing was done.
fn foreign(house: &House, asked: &Asked) -> Answered {
    Answered::page(403, closed_page(house, asked.language, "foreign", ""))
}

/// Somewhere else at the desk.
fn to(asked: &Asked, path: &str) -> Answered {
    Answered::elsewhere(href(asked.language, path))
}

/// Into the desk with a new session.
fn inside(asked: &Asked, path: &str, token: &crate::people::Secret) -> Answered {
    to(asked, path).with(Cookie::Set(token.reveal().to_owned()))
}

/// Where secrets come from while people work.
fn random() -> System {
    System
}

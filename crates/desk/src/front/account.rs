//! What people do about their own account: the password, the sessions, the keys of their programs.

use super::{Desk, door, random, to};
use crate::exchange::{Answered, Asked, Cookie, Verb};
use crate::pages::{AccountPage, KeyRow, SessionRow, account_page};
use crate::people::Denied;
use crate::person::Person;
use crate::records::Trouble;
use crate::session::Session;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use probity_publication::page::House;

/// What was done, and what is shown this once.
#[derive(Default)]
struct Done {
    said: Option<&'static str>,
    key: Option<String>,
}

/// The addresses of the account; `None` for all others.
pub(super) fn answer(
    desk: &Desk,
    house: &House,
    asked: &Asked,
    session: &Session,
) -> Result<Option<Answered>, Trouble> {
    let done = match (asked.path.as_str(), asked.verb) {
        ("account", Verb::Get) => Ok(Done::default()),
        ("account/password", Verb::Post) => password(desk, asked, session),
        ("account/key", Verb::Post) => key(desk, asked, session),
        ("account/key/revoke", Verb::Post) => {
            let id = asked.field("key").unwrap_or_default();
            desk.people.revoke_key(session, id, asked.now).map(|()| done("done-revoked"))
        }
        ("account/passkey/options", Verb::Post) => return Ok(Some(options(desk, asked, session))),
        ("account/passkey", Verb::Post) => passkey(desk, asked, session),
        ("account/passkey/remove", Verb::Post) => {
            let id = asked.field("passkey").unwrap_or_default();
            desk.people.remove_passkey(session, id, asked.now).map(|()| done("done-passkey-removed"))
        }
        ("account/sign-on", Verb::Get) if asked.own => {
            match desk.people.visit_to_link(session, asked.now, &mut random()) {
                Ok(address) => return Ok(Some(Answered::elsewhere(address))),
                Err(denied) => Err(denied),
            }
        }
        ("account/unlink", Verb::Post) => {
            let id = asked.field("identity").unwrap_or_default();
            desk.people.unlink(session, id, asked.now).map(|()| done("done-unlinked"))
        }
        ("account/sign-out-everywhere", Verb::Post) => match desk.people.sign_out_everywhere(session, asked.now) {
            Ok(()) => return Ok(Some(to(asked, "sign-in").with(Cookie::Clear))),
            Err(denied) => Err(denied),
        },
        ("set-up", _) => return Ok(Some(to(asked, ""))),
        _ => return Ok(None),
    };
    page(desk, house, asked, session, done).map(Some)
}

/// The page for somebody whose account was just linked with a single sign-on.
pub(super) fn linked(desk: &Desk, house: &House, asked: &Asked, session: &Session) -> Result<Answered, Trouble> {
    page(desk, house, asked, session, Ok(done("done-linked")))
}

fn done(said: &'static str) -> Done {
    Done { said: Some(said), key: None }
}

fn options(desk: &Desk, asked: &Asked, session: &Session) -> Answered {
    match desk.people.ask_new_passkey(session, asked.now) {
        Ok(options) => Answered::json(200, &options),
        Err(denied) => super::passkey::problem(&denied),
    }
}

fn passkey(desk: &Desk, asked: &Asked, session: &Session) -> Result<Done, Denied> {
    let field = |name| asked.field(name).unwrap_or_default();
    desk.people.add_passkey(session, field("passkey-name"), field("credential"), asked.now, &mut random())?;
    Ok(done("done-passkey"))
}

fn password(desk: &Desk, asked: &Asked, session: &Session) -> Result<Done, Denied> {
    let field = |name| asked.field(name).unwrap_or_default();
    if field("password") != field("again") {
        return Err(Denied::Different);
    }
    desk.people.change_password(session, field("current"), field("password"), asked.now, &mut random())?;
    Ok(done("done-password"))
}

fn key(desk: &Desk, asked: &Asked, session: &Session) -> Result<Done, Denied> {
    let until = asked.field("ends").and_then(end).unwrap_or(asked.now);
    let name = asked.field("name").unwrap_or_default();
    let (secret, _) = desk.people.make_key(session, name, until, asked.now, &mut random())?;
    Ok(Done { said: Some("done-key"), key: Some(secret.reveal().to_owned()) })
}

/// The last instant of a day.
fn end(day: &str) -> Option<Timestamp> {
    let next = day.parse::<Date>().ok()?.tomorrow().ok()?;
    Some(next.to_zoned(TimeZone::UTC).ok()?.timestamp())
}

fn page(
    desk: &Desk,
    house: &House,
    asked: &Asked,
    session: &Session,
    done: Result<Done, Denied>,
) -> Result<Answered, Trouble> {
    let account = &session.account;
    let sessions = desk.people.sessions(session, asked.now)?;
    let sessions: Vec<SessionRow> =
        sessions.iter().map(|it| SessionRow { begun: it.created, seen: it.seen, here: it.is_this }).collect();
    let keys = desk.people.keys(&account.id)?;
    let keys: Vec<KeyRow> = keys
        .into_iter()
        .filter(|key| key.revoked.is_none() && key.until > asked.now)
        .map(|key| KeyRow { id: key.id, name: key.name, created: key.created, ends: Some(key.until) })
        .collect();
    let passkeys = desk.people.passkeys(&account.id)?;
    let identities = desk.people.identities(&account.id)?;
    let status = done.as_ref().err().map_or(200, door::status);
    let problem = done.as_ref().err().map(Denied::key);
    let done = done.unwrap_or_default();
    let person = Person::of(account, &desk.records.snapshot()?.state, asked.now);
    let form_token = session.form_token();
    let it = AccountPage {
        sessions: &sessions,
        keys: &keys,
        new_key: done.key.as_deref(),
        passkeys: desk.people.has_passkeys().then_some(passkeys.as_slice()),
        sign_on: desk.people.sign_on_name(),
        identities: &identities,
        codes: desk.people.recovery_left(&account.id)?,
        problem,
        done: done.said,
        form_token: &form_token,
    };
    Ok(account_page(house, asked, &person, &it, status))
}

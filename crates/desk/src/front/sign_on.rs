//! Signing in by a single sign-on. The browser comes back from the issuer without its cookie, because that is only sent where
//! this site sends it; so what it brings goes into a form, and the form, which is ours, brings the cookie.

use super::{Desk, account, door, inside, random, to};
use crate::exchange::{Answered, Asked, Cookie, Verb};
use crate::pages::{arrived_page, encoded};
use crate::people::{Arrived, Denied, Fault, Returned};
use crate::records::Trouble;
use probity_publication::page::House;

/// What an issuer adds to the address it sends people back to, as far as the desk reads it.
const BROUGHT: [&str; 3] = ["state", "code", "iss"];

/// The addresses of single sign-on; `None` for all others.
pub(super) fn answer(desk: &Desk, house: &House, asked: &Asked) -> Result<Option<Answered>, Trouble> {
    if desk.people.sign_on_name().is_none() {
        return Ok(None);
    }
    Ok(match (asked.path.as_str(), asked.verb) {
        ("sign-on/go", Verb::Get) => Some(go(desk, house, asked)),
        ("sign-on", Verb::Get) => Some(back(desk, house, asked)),
        ("sign-on/finish", Verb::Post) => Some(finish(desk, house, asked)?),
        ("sign-on/finish", Verb::Get) => Some(to(asked, "sign-in")),
        _ => None,
    })
}

fn go(desk: &Desk, house: &House, asked: &Asked) -> Answered {
    // Another site must not be able to end somebody's session by a link.
    if !asked.own {
        return to(asked, "sign-in");
    }
    match desk.people.visit(door::next(asked), asked.now, &mut random()) {
        Ok((address, holder)) => {
            door::leave(desk, asked);
            Answered::elsewhere(address).with(Cookie::Set(holder.reveal().to_owned()))
        }
        Err(denied) => door::refused(desk, house, asked, &denied),
    }
}

fn back(desk: &Desk, house: &House, asked: &Asked) -> Answered {
    if let Some(error) = asked.first("error") {
        return door::refused(desk, house, asked, &Denied::SignOn(Fault::Refused(error.to_owned())));
    }
    let fields: Vec<(&str, &str)> =
        BROUGHT.iter().filter_map(|name| asked.first(name).map(|value| (*name, value))).collect();
    let name = desk.people.sign_on_name().unwrap_or_default();
    Answered::page(200, arrived_page(house, asked.language, name, &fields))
}

fn finish(desk: &Desk, house: &House, asked: &Asked) -> Result<Answered, Trouble> {
    let field = |name| asked.field(name).unwrap_or_default();
    let holder = asked.session.as_deref().unwrap_or_default();
    let session = desk.people.session(holder, asked.now)?;
    let returned = Returned { state: field("state"), code: field("code"), issuer: asked.field("iss") };
    Ok(match desk.people.arrive(holder, session.as_ref(), &returned, asked.now, &mut random()) {
        Ok(Arrived::In(signed, next)) => inside(asked, &encoded(&next), &signed.token),
        Ok(Arrived::Linked) => match &session {
            Some(session) => account::linked(desk, house, asked, session)?,
            None => to(asked, "account"),
        },
        Err(denied) => door::refused(desk, house, asked, &denied),
    })
}

//! Signing in with a passkey: the browser asks what to ask the device, and sends what the device signed. Between the two it
//! holds a cookie that opens nothing, so that an answer is taken from the browser that was asked, and once.

use super::{Desk, door, inside, random, to};
use crate::exchange::{Answered, Asked, Cookie, Verb};
use crate::pages::{code_page, encoded};
use crate::people::{Denied, Opened};
use crate::records::Trouble;
use probity_publication::page::House;

/// The addresses of signing in with a passkey; `None` for all others.
pub(super) fn answer(desk: &Desk, house: &House, asked: &Asked) -> Result<Option<Answered>, Trouble> {
    Ok(match (asked.path.as_str(), asked.verb) {
        ("sign-in/passkey/options", Verb::Post) => Some(options(desk, asked)),
        ("sign-in/passkey", Verb::Post) => Some(signed_in(desk, house, asked)),
        ("sign-in/code", Verb::Get) => {
            Some(Answered::page(200, code_page(house, asked.language, None, door::next(asked))))
        }
        ("sign-in/code", Verb::Post) => Some(coded(desk, house, asked)),
        ("sign-in/passkey/options" | "sign-in/passkey", Verb::Get) => Some(to(asked, "sign-in")),
        _ => None,
    })
}

fn options(desk: &Desk, asked: &Asked) -> Answered {
    match desk.people.ask_passkey(asked.now, &mut random()) {
        Ok((options, holder)) => {
            door::leave(desk, asked);
            Answered::json(200, &options).with(Cookie::Set(holder.reveal().to_owned()))
        }
        Err(denied) => problem(&denied),
    }
}

/// What the script is told; the sentence is for whoever looks into the browser's console.
pub(super) fn problem(denied: &Denied) -> Answered {
    Answered::json(door::status(denied), &serde_json::json!({ "detail": denied.to_string() }))
}

fn signed_in(desk: &Desk, house: &House, asked: &Asked) -> Answered {
    let (holder, answer) =
        (asked.session.as_deref().unwrap_or_default(), asked.field("credential").unwrap_or_default());
    match desk.people.sign_in_with_passkey(holder, answer, asked.now, &mut random()) {
        Ok(Opened::In(signed)) => inside(asked, &encoded(door::next(asked)), &signed.token),
        Ok(Opened::Code) => Answered::page(200, code_page(house, asked.language, None, door::next(asked))),
        Err(denied) => door::refused(desk, house, asked, &denied),
    }
}

fn coded(desk: &Desk, house: &House, asked: &Asked) -> Answered {
    let (holder, code) = (asked.session.as_deref().unwrap_or_default(), asked.field("code").unwrap_or_default());
    match desk.people.sign_in_with_code(holder, code, asked.now, &mut random()) {
        Ok(signed) => inside(asked, &encoded(door::next(asked)), &signed.token),
        Err(Denied::Late) => door::refused(desk, house, asked, &Denied::Late),
        Err(denied) => {
            let page = code_page(house, asked.language, Some(denied.key()), door::next(asked));
            Answered::page(door::status(&denied), page)
        }
    }
}

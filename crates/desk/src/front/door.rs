//! Signing in and out, and the first sign-in with a token. A token is only ever used up by a form, so that a mail program
//! which looks at a link does not open it.

use super::{Desk, foreign, inside, random, to};
use crate::exchange::{Answered, Asked, Cookie, Verb};
use crate::pages::{SetUpPage, SignInPage, codes_page, set_up_page, sign_in_page, token_page};
use crate::people::{Denied, Fault, Secret};
use crate::records::Trouble;
use crate::session::Session;
use probity_publication::page::House;

/// The addresses that need no session.
pub(super) fn answer(desk: &Desk, house: &House, asked: &Asked) -> Result<Option<Answered>, Trouble> {
    Ok(match (asked.path.as_str(), asked.verb) {
        ("sign-in", Verb::Get) => Some(sign_in(desk, house, asked, 200, None)),
        ("sign-in", Verb::Post) => Some(signed_in(desk, house, asked)),
        ("token", Verb::Get) => Some(Answered::page(200, token_page(house, asked.language, None))),
        ("token", Verb::Post) => Some(redeemed(desk, house, asked)),
        ("sign-out", Verb::Post) => Some(signed_out(desk, house, asked)?),
        _ => None,
    })
}

/// The way to the page for signing in, and back to what was asked for.
pub(super) fn first(asked: &Asked) -> Answered {
    let next = if asked.verb == Verb::Get { asked.path.as_str() } else { "" };
    match next {
        "" => to(asked, "sign-in"),
        next => to(asked, &format!("sign-in?next={}", crate::pages::encoded(next))),
    }
}

fn sign_in(desk: &Desk, house: &House, asked: &Asked, status: u16, problem: Option<&str>) -> Answered {
    let it = SignInPage {
        problem,
        account: asked.field("account").unwrap_or_default(),
        next: next(asked),
        passkeys: desk.people.has_passkeys(),
        sign_on: desk.people.sign_on_name(),
        form_token: "",
    };
    let answered = Answered::page(status, sign_in_page(house, asked.language, &it));
    if it.passkeys { answered.with_script() } else { answered }
}

/// The page for signing in, which says what was wrong.
pub(super) fn refused(desk: &Desk, house: &House, asked: &Asked, denied: &Denied) -> Answered {
    sign_in(desk, house, asked, status(denied), Some(denied.key()))
}

/// Where to go after signing in.
pub(super) fn next(asked: &Asked) -> &str {
    asked.field("next").or_else(|| asked.first("next")).unwrap_or_default()
}

/// The session the browser had before belongs to nobody now.
pub(super) fn leave(desk: &Desk, asked: &Asked) {
    if let Some(old) = &asked.session {
        drop(desk.people.sign_out(old, asked.now));
    }
}

fn signed_in(desk: &Desk, house: &House, asked: &Asked) -> Answered {
    let field = |name| asked.field(name).unwrap_or_default();
    let (name, password, code) = (field("account"), field("password"), field("code"));
    match desk.people.sign_in(name, password, code, asked.now, &mut random()) {
        Ok(signed) => {
            leave(desk, asked);
            inside(asked, field("next"), &signed.token)
        }
        Err(denied) => refused(desk, house, asked, &denied),
    }
}

fn redeemed(desk: &Desk, house: &House, asked: &Asked) -> Answered {
    match desk.people.redeem(asked.field("token").unwrap_or_default(), asked.now, &mut random()) {
        Ok(signed) => inside(asked, "set-up", &signed.token),
        Err(denied) => Answered::page(status(&denied), token_page(house, asked.language, Some(denied.key()))),
    }
}

fn signed_out(desk: &Desk, house: &House, asked: &Asked) -> Result<Answered, Trouble> {
    let Some(cookie) = &asked.session else { return Ok(to(asked, "sign-in")) };
    let session = desk.people.session(cookie, asked.now)?;
    let sent = asked.field("form-token").unwrap_or_default();
    if session.is_some_and(|session| !session.is_form_token(sent)) {
        return Ok(foreign(house, asked));
    }
    match desk.people.sign_out(cookie, asked.now) {
        Ok(()) => Ok(to(asked, "sign-in").with(Cookie::Clear)),
        Err(denied) => Err(Trouble(denied.to_string())),
    }
}

/// Password and device for a new account, or for one whose owner lost them.
pub(super) fn set_up(desk: &Desk, house: &House, asked: &Asked, session: &Session) -> Result<Answered, Trouble> {
    if asked.path != "set-up" {
        return Ok(to(asked, "set-up"));
    }
    if asked.verb == Verb::Get {
        return set_up_form(desk, house, asked, session, None);
    }
    match finished(desk, asked, session) {
        Ok((codes, token)) => {
            Ok(Answered::page(200, codes_page(house, asked.language, &codes))
                .with(Cookie::Set(token.reveal().to_owned())))
        }
        Err(denied) => set_up_form(desk, house, asked, session, Some(&denied)),
    }
}

fn finished(desk: &Desk, asked: &Asked, session: &Session) -> Result<(Vec<String>, Secret), Denied> {
    let field = |name| asked.field(name).unwrap_or_default();
    if field("password") != field("again") {
        return Err(Denied::Different);
    }
    desk.people.set_password(session, field("password"), asked.now, &mut random())?;
    let codes = desk.people.confirm_code(session, field("code"), asked.now, &mut random())?;
    let signed = desk.people.finish_set_up(session, asked.now, &mut random())?;
    Ok((codes, signed.token))
}

fn set_up_form(
    desk: &Desk,
    house: &House,
    asked: &Asked,
    session: &Session,
    denied: Option<&Denied>,
) -> Result<Answered, Trouble> {
    let drawn = desk.people.enrolment(session, &mut random()).map_err(|denied| Trouble(denied.to_string()))?;
    let form_token = session.form_token();
    let it = SetUpPage {
        name: &session.account.name,
        uri: &drawn.uri,
        secret: &drawn.secret,
        problem: denied.map(Denied::key),
        form_token: &form_token,
    };
    Ok(Answered::page(denied.map_or(200, status), set_up_page(house, asked.language, &it)))
}

/// The status of a page that says why something was not done.
pub(super) fn status(denied: &Denied) -> u16 {
    match denied {
        Denied::Wait { .. } => 429,
        Denied::Refused | Denied::Token | Denied::Late | Denied::Passkey(_) | Denied::Copied => 403,
        Denied::SignOn(Fault::Unreachable(_)) => 502,
        Denied::SignOn(_) => 403,
        Denied::Trouble(_) => 503,
        _ => 422,
    }
}

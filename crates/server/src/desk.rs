//! The desk over HTTP: the cookie, the origin of a request, the body of a form. What is answered is the desk's business;
//! nothing of it is ever kept, neither here nor on the way.

use crate::answer::Answer;
use crate::upload::{self, Stopped};
use axum::body::{Body, Bytes};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, Method, StatusCode, header};
use jiff::Timestamp;
use probity_core::Language;
use probity_desk::{Answered, Asked, Attached, Cookie, Told, Verb};
use probity_publication::address::path;
use probity_publication::page::House;

/// Largest form that is read, in bytes: a record with long texts in three languages.
pub(crate) const BODY_MAX: usize = 1 << 20;

/// The cookie of a session. The prefix makes browsers refuse it unless it is `Secure`, for the whole host, and of this host
/// alone; they count a host of this machine as secure.
const COOKIE: &str = "__Host-desk";

/// Where programs record.
const PROGRAMS: &str = "/desk/events";

/// The desk, and the clock it goes by.
pub struct Staffed {
    /// The desk.
    pub desk: probity_desk::Desk,
    /// What time it is.
    pub clock: fn() -> Timestamp,
}

/// Whether an address belongs to the desk.
pub(crate) fn owns(path: &str) -> bool {
    let below = |path: &str| path == "/desk" || path.starts_with("/desk/");
    let language = path.get(1..3).is_some_and(|code| code.parse::<Language>().is_ok());
    below(path) || (language && path.get(3..).is_some_and(below))
}

/// Answers a request to the desk; `body` is `None` when it was too long to be read.
pub(crate) fn answer(staffed: &Staffed, house: &House, request: &Parts, body: Option<&[u8]>) -> Answer {
    let Some(body) = body else {
        return Answer::text(StatusCode::PAYLOAD_TOO_LARGE, "text/plain", "the form is too long\n");
    };
    let raw = request.uri.path();
    if raw == PROGRAMS {
        return programs(staffed, request, body);
    }
    let (address, script) = probity_desk::Desk::script();
    if raw == address {
        return Answer::text(StatusCode::OK, "text/javascript; charset=utf-8", script);
    }
    let wanted = crate::accept::language(text(&request.headers, header::ACCEPT_LANGUAGE));
    let query = request.uri.query().map_or(String::new(), |query| format!("?{query}"));
    if let Some(rest) = raw.strip_prefix("/desk") {
        return Answer::redirect(StatusCode::SEE_OTHER, &format!("/{wanted}/desk{rest}{query}"))
            .with(header::VARY, "accept-language");
    }
    if !matches!(request.method, Method::GET | Method::HEAD | Method::POST) {
        return Answer::text(StatusCode::METHOD_NOT_ALLOWED, "text/plain", "").with(header::ALLOW, "GET, POST");
    }
    let asked = asked(staffed, request, fields(body));
    dress(staffed.desk.answer(house, &asked), Some(asked.language))
}

/// What a request asks of the desk, with the fields of a form.
pub(crate) fn asked(staffed: &Staffed, request: &Parts, form: Vec<(String, String)>) -> Asked {
    let raw = request.uri.path();
    let wanted = crate::accept::language(text(&request.headers, header::ACCEPT_LANGUAGE));
    let verb = if request.method == Method::POST { Verb::Post } else { Verb::Get };
    let below = raw.get("/en/desk".len()..).unwrap_or_default().trim_start_matches('/');
    Asked {
        verb,
        language: raw.get(1..3).and_then(|code| code.parse().ok()).unwrap_or(wanted),
        path: path(&format!("/{below}")).unwrap_or_else(|| "-".to_owned()),
        query: fields(request.uri.query().unwrap_or_default().as_bytes()),
        form: if verb == Verb::Post { form } else { Vec::new() },
        session: cookie(&request.headers),
        own: own(&request.headers),
        now: (staffed.clock)(),
    }
}

/// The form of a request that brings a file, as one that brings none; else the answer to it.
pub(crate) async fn upload(
    staffed: &Staffed,
    house: &House,
    request: &Parts,
    body: Body,
    boundary: String,
) -> Result<Bytes, Answer> {
    let said = |status, text: &str| Answer::text(status, "text/plain", format!("{text}\n"));
    match upload::form(staffed, house, request, body, boundary).await {
        Ok(fields) => {
            Ok(form_urlencoded::Serializer::new(String::new()).extend_pairs(&fields).finish().into_bytes().into())
        }
        Err(Stopped::Silent) => Err(said(StatusCode::REQUEST_TIMEOUT, "the form stopped coming")),
        Err(Stopped::TooLong) => Err(said(StatusCode::PAYLOAD_TOO_LARGE, "the form is too long")),
        Err(Stopped::Malformed) => Err(said(StatusCode::BAD_REQUEST, "the form is not what its header says")),
        Err(Stopped::Refused(answered)) => Err(dress(*answered, Some(asked(staffed, request, Vec::new()).language))),
    }
}

fn programs(staffed: &Staffed, request: &Parts, body: &[u8]) -> Answer {
    if request.method != Method::POST {
        return Answer::text(StatusCode::METHOD_NOT_ALLOWED, "text/plain", "").with(header::ALLOW, "POST");
    }
    let bearer = text(&request.headers, header::AUTHORIZATION).and_then(|value| value.strip_prefix("Bearer "));
    dress(staffed.desk.told(&Told { bearer, body, now: (staffed.clock)() }), None)
}

fn fields(text: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(text).into_owned().collect()
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn cookie(headers: &HeaderMap) -> Option<String> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = all.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == COOKIE).map(|(_, value)| value.to_owned())
}

/// Whether the request began on this site. Browsers say so in `Sec-Fetch-Site`, older ones in `Origin`; what says neither
/// is no browser, and no browser's cookie can be used through it.
fn own(headers: &HeaderMap) -> bool {
    match text(headers, HeaderName::from_static("sec-fetch-site")) {
        Some(site) => matches!(site, "same-origin" | "none"),
        None => match text(headers, header::ORIGIN) {
            Some(origin) => origin.split_once("://").map(|(_, host)| host) == text(headers, header::HOST),
            None => true,
        },
    }
}

/// A file of evidence. Anybody with an account may have sent it, so no browser shall do anything but save it.
fn attach(attached: &Attached, status: StatusCode) -> Answer {
    let answer = Answer::file(status, "application/octet-stream", attached);
    answer
        .with(header::CONTENT_DISPOSITION, &upload::disposition(&attached.name))
        .with(header::CACHE_CONTROL, "no-store")
        .with(header::VARY, "cookie")
}

fn dress(answered: Answered, language: Option<Language>) -> Answer {
    let status = StatusCode::from_u16(answered.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if let Some(attached) = &answered.attached {
        return attach(attached, status);
    }
    let mut answer = match (language, answered.media_type.starts_with("text/html")) {
        (Some(language), true) => Answer::page(status, language, String::from_utf8_lossy(&answered.bytes).into_owned()),
        _ => Answer::new(status, answered.media_type, Bytes::from(answered.bytes)),
    };
    answer = answer.with(header::CACHE_CONTROL, "no-store").with(header::VARY, "cookie");
    if !answered.script {
        answer = answer.with(header::CONTENT_SECURITY_POLICY, crate::answer::SCRIPTLESS);
    }
    if let Some(to) = &answered.location {
        answer = answer.with(header::LOCATION, to);
    }
    match answered.cookie {
        Some(Cookie::Set(value)) => {
            answer.with(header::SET_COOKIE, &format!("{COOKIE}={value}; Path=/; Secure; HttpOnly; SameSite=Strict"))
        }
        Some(Cookie::Clear) => {
            answer.with(header::SET_COOKIE, &format!("{COOKIE}=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0"))
        }
        None => answer,
    }
}

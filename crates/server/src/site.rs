//! From a request to an answer: which language, which page, which file. Addresses are decoded once, here; a byte that
//! is no text, an encoded slash or a control character means that there is no such page.

use crate::cache::Cache;
use crate::desk::{self, Staffed};
use crate::{accept, answer::Answer, api, host};
use axum::body::{Body, Bytes};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, Response, StatusCode, header};
use probity_core::Language;
use probity_publication::address::{pairs, path};
use probity_publication::api::{BODY_MAX, Call, Kind};
use probity_publication::page::error::Problem;
use probity_publication::{Ask, Request, Site, assets, robots, sitemap};
use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// Longest address answered, path and query together.
const ADDRESS_MAX: usize = 4096;

const PLAIN: &str = "text/plain; charset=utf-8";
const XML: &str = "application/xml; charset=utf-8";

/// What a request is answered from.
pub(crate) struct Shared {
    /// The site.
    pub(crate) site: Site,
    /// Where staff work; without it these addresses lead nowhere.
    pub(crate) desk: Option<Staffed>,
    /// Answers made before.
    pub(crate) cache: Cache,
    /// Where the server listens.
    pub(crate) bound: SocketAddr,
}

/// Answers a request; `body` is `None` when it was too long to be read. Never fails: the last resort is a page that
/// says the fault is ours.
pub(crate) fn respond(shared: &Shared, request: &Parts, body: Option<&[u8]>) -> Response<Body> {
    let path = request.uri.path();
    let answer = catch_unwind(AssertUnwindSafe(|| match (&shared.site.api, &shared.desk) {
        (Some(interface), _) if api::owns(path) => of_api(shared, interface, request, body),
        (_, Some(_)) if desk::owns(path) && too_long(request) => long(),
        (_, Some(staffed)) if desk::owns(path) => desk::answer(staffed, &shared.site.house, request, body),
        _ => answer(shared, request),
    }));
    let answer = answer.unwrap_or_else(|_| broken(&shared.site, request));
    answer.response(&request.method, &request.headers)
}

fn broken(site: &Site, request: &Parts) -> Answer {
    if api::owns(request.uri.path()) {
        return api::problem(Kind::Broken, "the fault is ours; the request harmed nothing");
    }
    let first = request.uri.path().split('/').nth(1).unwrap_or_default();
    let asked = accept::language(text(&request.headers, header::ACCEPT_LANGUAGE));
    let language = first.parse().unwrap_or(asked);
    let html = catch_unwind(AssertUnwindSafe(|| site.error(language, Problem::Broken))).unwrap_or_default();
    Answer::page(StatusCode::INTERNAL_SERVER_ERROR, language, html)
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn too_long(request: &Parts) -> bool {
    request.uri.path().len() + request.uri.query().map_or(0, str::len) > ADDRESS_MAX
}

fn long() -> Answer {
    Answer::text(StatusCode::URI_TOO_LONG, PLAIN, "the address is too long\n")
}

fn of_api(shared: &Shared, interface: &probity_publication::api::Api, request: &Parts, body: Option<&[u8]>) -> Answer {
    let (path, query) = (request.uri.path(), request.uri.query().unwrap_or_default());
    if too_long(request) {
        return api::problem(Kind::TooLong, &format!("at most {ADDRESS_MAX} bytes are read"));
    }
    let Some(body) = body else {
        return api::problem(Kind::TooLarge, &format!("at most {BODY_MAX} bytes are read"));
    };
    let base = base(shared, request).unwrap_or_default();
    let accept = text(&request.headers, header::ACCEPT);
    let call = Call { verb: api::verb(&request.method), path, query, accept, base: &base, body };
    if call.verb != probity_publication::api::Verb::Get {
        return api::answer(interface, &call);
    }
    let key = format!("{base} {} {path}?{query}", accept.unwrap_or_default());
    shared.cache.get(key, || api::answer(interface, &call))
}

fn answer(shared: &Shared, request: &Parts) -> Answer {
    if !matches!(request.method, Method::GET | Method::HEAD) {
        let said = "only GET and HEAD are answered here\n";
        return Answer::text(StatusCode::METHOD_NOT_ALLOWED, PLAIN, said).with(header::ALLOW, "GET, HEAD");
    }
    if too_long(request) {
        return long();
    }
    let asked = accept::language(text(&request.headers, header::ACCEPT_LANGUAGE));
    match request.uri.path() {
        "/" => Answer::redirect(StatusCode::SEE_OTHER, &format!("/{asked}/")).with(header::VARY, "accept-language"),
        "/robots.txt" | "/sitemap.xml" => fixed(shared, request),
        path if path.starts_with("/sitemap-") => fixed(shared, request),
        path => match assets::find(path) {
            Some(asset) => self::asset(asset, path),
            None => reply(shared, request)
                .unwrap_or_else(|| page_or_file(shared, path, request.uri.query().unwrap_or_default(), asked)),
        },
    }
}

fn asset(asset: &assets::Asset, path: &str) -> Answer {
    let answer = Answer::new(StatusCode::OK, asset.media_type, Bytes::from_owner(Arc::clone(&asset.bytes)));
    // The hashed name never means anything else; the plain one may change with the program.
    if asset.path == path { answer.with(header::CACHE_CONTROL, "public, max-age=31536000, immutable") } else { answer }
}

/// The site's address as the reader used it; `None` when the `Host` header is no host.
fn base(shared: &Shared, request: &Parts) -> Option<String> {
    match text(&request.headers, header::HOST) {
        Some(name) => host::base(name),
        None => request
            .uri
            .authority()
            .map_or_else(|| host::base(&shared.bound.to_string()), |name| host::base(name.as_str())),
    }
}

/// What a section answers to programs: feeds, embeds, citations. `None` when no section knows the address.
fn reply(shared: &Shared, request: &Parts) -> Option<Answer> {
    let path = path(request.uri.path())?;
    // A host that is none gives no links; the page that is missing says nothing about it.
    let base = base(shared, request)?;
    let query = pairs(request.uri.query().unwrap_or_default(), true);
    shared.site.reply(&Ask { base: &base, path: &path, query: &query }).map(Answer::reply)
}

/// The files made from the list of pages and the host the reader used.
fn fixed(shared: &Shared, request: &Parts) -> Answer {
    let site = &shared.site;
    let Some(base) = base(shared, request) else {
        return Answer::text(StatusCode::BAD_REQUEST, PLAIN, "the Host header is no host\n");
    };
    let path = request.uri.path();
    if path == "/robots.txt" {
        return Answer::text(StatusCode::OK, PLAIN, robots::text(&base)).with(header::VARY, "accept-encoding, host");
    }
    let paths = site.paths();
    let number = path.strip_prefix("/sitemap-").and_then(|rest| rest.strip_suffix(".xml"));
    let xml = match number {
        Some(number) => number.parse().ok().and_then(|number| sitemap::part(&base, &paths, number)),
        None if path == "/sitemap.xml" => Some(sitemap::root(&base, &paths)),
        None => None,
    };
    match xml {
        Some(xml) => Answer::text(StatusCode::OK, XML, xml).with(header::VARY, "accept-encoding, host"),
        None => missing(site, accept::language(text(&request.headers, header::ACCEPT_LANGUAGE))),
    }
}

fn missing(site: &Site, language: Language) -> Answer {
    Answer::page(StatusCode::NOT_FOUND, language, site.error(language, Problem::NotFound))
}

fn page_or_file(shared: &Shared, raw: &str, query: &str, asked: Language) -> Answer {
    let site = &shared.site;
    let (first, rest) = raw.trim_start_matches('/').split_once('/').unwrap_or((raw.trim_start_matches('/'), ""));
    let Ok(language) = first.parse::<Language>() else {
        let file = path(raw).and_then(|path| site.file(&path));
        return file.map_or_else(
            || missing(site, asked).with(header::VARY, "accept-encoding, accept-language"),
            |file| Answer::new(StatusCode::OK, &file.media_type, Bytes::from_owner(file.bytes)),
        );
    };
    if !raw[1..].contains('/') {
        return Answer::redirect(StatusCode::PERMANENT_REDIRECT, &format!("/{language}/"));
    }
    shared.cache.get(format!("{} {raw}?{query}", site.edition()), || {
        let request = path(&format!("/{rest}")).map(|path| Request { language, path, query: pairs(query, true) });
        match request.and_then(|request| site.page(&request)) {
            Some(html) => Answer::page(StatusCode::OK, language, html),
            None => missing(site, language),
        }
    })
}

//! From a request to an answer: which language, which page, which file. Addresses are decoded once, here; a byte that
//! is no text, an encoded slash or a control character means that there is no such page.

use crate::{accept, answer::Answer, host};
use axum::body::Body;
use axum::extract::Request as HttpRequest;
use axum::http::{HeaderMap, Method, Response, StatusCode, header};
use probity_core::Language;
use probity_publication::page::error::Problem;
use probity_publication::{Query, Request, Site, assets, robots, sitemap};
use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Longest address answered, path and query together.
const ADDRESS_MAX: usize = 4096;
/// Most query fields looked at.
const FIELDS_MAX: usize = 64;

const PLAIN: &str = "text/plain; charset=utf-8";
const XML: &str = "application/xml; charset=utf-8";

/// Answers a request. Never fails: the last resort is a page that says the fault is ours.
pub(crate) fn respond(site: &Site, bound: SocketAddr, request: &HttpRequest) -> Response<Body> {
    let (method, headers) = (request.method(), request.headers());
    let answer = catch_unwind(AssertUnwindSafe(|| answer(site, bound, request))).unwrap_or_else(|_| {
        let first = request.uri().path().split('/').nth(1).unwrap_or_default();
        let asked = accept::language(text(headers, header::ACCEPT_LANGUAGE));
        let language = first.parse().unwrap_or(asked);
        let html = catch_unwind(AssertUnwindSafe(|| site.error(language, Problem::Broken))).unwrap_or_default();
        Answer::page(StatusCode::INTERNAL_SERVER_ERROR, language, &html)
    });
    answer.response(method, headers)
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn answer(site: &Site, bound: SocketAddr, request: &HttpRequest) -> Answer {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let said = "only GET and HEAD are answered here\n";
        return Answer::text(StatusCode::METHOD_NOT_ALLOWED, PLAIN, said).with(header::ALLOW, "GET, HEAD");
    }
    let uri = request.uri();
    if uri.path().len() + uri.query().map_or(0, str::len) > ADDRESS_MAX {
        return Answer::text(StatusCode::URI_TOO_LONG, PLAIN, "the address is too long\n");
    }
    let asked = accept::language(text(request.headers(), header::ACCEPT_LANGUAGE));
    match uri.path() {
        "/" => Answer::redirect(StatusCode::SEE_OTHER, &format!("/{asked}/")).with(header::VARY, "accept-language"),
        "/robots.txt" | "/sitemap.xml" => fixed(site, bound, request),
        path if path.starts_with("/sitemap-") => fixed(site, bound, request),
        path => match assets::find(path) {
            Some(asset) => self::asset(asset, path),
            None => page_or_file(site, path, uri.query().unwrap_or_default(), asked),
        },
    }
}

fn asset(asset: &assets::Asset, path: &str) -> Answer {
    let answer = Answer::new(StatusCode::OK, asset.media_type, asset.bytes.clone());
    // The hashed name never means anything else; the plain one may change with the program.
    if asset.path == path { answer.with(header::CACHE_CONTROL, "public, max-age=31536000, immutable") } else { answer }
}

/// The files made from the list of pages and the host the reader used.
fn fixed(site: &Site, bound: SocketAddr, request: &HttpRequest) -> Answer {
    let base = match text(request.headers(), header::HOST) {
        Some(name) => host::base(name),
        None => {
            request.uri().authority().map_or_else(|| host::base(&bound.to_string()), |name| host::base(name.as_str()))
        }
    };
    let Some(base) = base else {
        return Answer::text(StatusCode::BAD_REQUEST, PLAIN, "the Host header is no host\n");
    };
    let path = request.uri().path();
    if path == "/robots.txt" {
        return Answer::text(StatusCode::OK, PLAIN, &robots::text(&base)).with(header::VARY, "accept-encoding, host");
    }
    let paths = site.paths();
    let number = path.strip_prefix("/sitemap-").and_then(|rest| rest.strip_suffix(".xml"));
    let xml = match number {
        Some(number) => number.parse().ok().and_then(|number| sitemap::part(&base, &paths, number)),
        None if path == "/sitemap.xml" => Some(sitemap::root(&base, &paths)),
        None => None,
    };
    match xml {
        Some(xml) => Answer::text(StatusCode::OK, XML, &xml).with(header::VARY, "accept-encoding, host"),
        None => missing(site, accept::language(text(request.headers(), header::ACCEPT_LANGUAGE))),
    }
}

fn missing(site: &Site, language: Language) -> Answer {
    Answer::page(StatusCode::NOT_FOUND, language, &site.error(language, Problem::NotFound))
}

fn page_or_file(site: &Site, raw: &str, query: &str, asked: Language) -> Answer {
    let (first, rest) = raw.trim_start_matches('/').split_once('/').unwrap_or((raw.trim_start_matches('/'), ""));
    let Ok(language) = first.parse::<Language>() else {
        let file = path(raw).and_then(|path| site.file(&path));
        return file.map_or_else(
            || missing(site, asked).with(header::VARY, "accept-encoding, accept-language"),
            |file| Answer::new(StatusCode::OK, &file.media_type, file.bytes),
        );
    };
    if !raw[1..].contains('/') {
        return Answer::redirect(StatusCode::PERMANENT_REDIRECT, &format!("/{language}/"));
    }
    let request = path(&format!("/{rest}")).map(|path| Request { language, path, query: pairs(query) });
    match request.and_then(|request| site.page(&request)) {
        Some(html) => Answer::page(StatusCode::OK, language, &html),
        None => missing(site, language),
    }
}

/// A path after its first slash, decoded; `None` when it is no text or could be mistaken for another path.
fn path(raw: &str) -> Option<String> {
    let raw = raw.strip_prefix('/')?;
    let decoded = decode(raw, false)?;
    let same_shape = decoded.matches('/').count() == raw.matches('/').count();
    let dots = decoded.split('/').any(|segment| segment == "." || segment == "..");
    (same_shape && !dots && !decoded.contains('\\') && !decoded.chars().any(char::is_control)).then_some(decoded)
}

/// The fields of a query; those that are no text are left out.
fn pairs(query: &str) -> Query {
    let fields = query.split('&').filter(|field| !field.is_empty()).take(FIELDS_MAX);
    fields
        .filter_map(|field| {
            let (name, value) = field.split_once('=').unwrap_or((field, ""));
            Some((decode(name, true)?, decode(value, true)?))
        })
        .collect()
}

/// Percent-decodes; `None` for broken escapes and bytes that are no UTF-8.
fn decode(text: &str, plus_is_space: bool) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => 16 * digit(rest.next()?)? + digit(rest.next()?)?,
            b'+' if plus_is_space => b' ',
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_decoded_once_and_strange_ones_are_refused() {
        assert_eq!(path("/o/cpi%3Ascore:X"), Some("o/cpi:score:X".to_owned()));
        assert_eq!(path("/a%2525"), Some("a%25".to_owned()));
        for raw in ["/a%2Fb", "/%", "/%f", "/%zz", "/%ff", "/a%00", "/..", "/a/../b", "/%2e%2e/x", "/a%5Cb", ""] {
            assert_eq!(path(raw), None, "{raw}");
        }
    }

    #[test]
    fn queries_are_read_in_order_and_never_fail() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(pairs("c=A&c=B+C&&x&bad=%zz"), vec![pair("c", "A"), pair("c", "B C"), pair("x", "")]);
    }
}

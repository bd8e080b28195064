//! An answer before it becomes HTTP: status, type, language, content. Headers that every answer carries, the content
//! hash, the 304 and the compression are decided here, once.

use axum::body::{Body, Bytes};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, Response, StatusCode};
use flate2::Compression;
use flate2::write::GzEncoder;
use probity_core::{Digest, Language};
use probity_desk::Attached;
use probity_publication::Reply;
use std::io::Write;
use std::sync::{Arc, OnceLock};

const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; script-src 'self'; \
                      connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/// The same for pages that run no script whatever is in them.
pub(crate) const SCRIPTLESS: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
                                     script-src 'none'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
                                     frame-ancestors 'none'";
/// The same for what other sites may show in a frame.
const FRAMED: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; script-src 'self'; \
                      connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors *";
/// A drawing brings its own style sheet inside; it can load nothing.
const DRAWING: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors *";

/// Below this many bytes compression costs more than it saves.
const GZIP_MIN: usize = 512;

/// Content types that compression helps.
const TEXTS: [&str; 7] = [
    "text/",
    "application/json",
    "application/xml",
    "application/vnd.sdmx.",
    "image/svg+xml",
    "application/atom+xml",
    "application/feed+json",
];

/// What is sent, with what is computed of it once: its hash and its compressed form.
#[derive(Debug)]
struct Content {
    bytes: Bytes,
    hash: OnceLock<String>,
    packed: OnceLock<Option<Bytes>>,
}

/// What is sent. Copies share the content.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    status: StatusCode,
    media_type: Arc<str>,
    language: Option<Language>,
    content: Arc<Content>,
    framed: bool,
    extra: Vec<(HeaderName, String)>,
    file: Option<Attached>,
}

impl Answer {
    /// Content of some type.
    pub(crate) fn new(status: StatusCode, media_type: &str, bytes: Bytes) -> Self {
        let content = Arc::new(Content { bytes, hash: OnceLock::new(), packed: OnceLock::new() });
        Self {
            status,
            media_type: Arc::from(media_type),
            language: None,
            content,
            framed: false,
            extra: Vec::new(),
            file: None,
        }
    }

    /// A file from the disk, which is never held in memory.
    pub(crate) fn file(status: StatusCode, media_type: &str, file: &Attached) -> Self {
        Self { file: Some(file.clone()), ..Self::new(status, media_type, Bytes::new()) }
    }

    /// A text.
    pub(crate) fn text(status: StatusCode, media_type: &str, text: impl Into<String>) -> Self {
        Self::new(status, media_type, Bytes::from(text.into()))
    }

    /// A page in a language.
    pub(crate) fn page(status: StatusCode, language: Language, html: String) -> Self {
        Self { language: Some(language), ..Self::text(status, "text/html; charset=utf-8", html) }
    }

    /// What a section of the site answers to programs.
    pub(crate) fn reply(reply: Reply) -> Self {
        let status = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let answer = Self::new(status, &reply.media_type, Bytes::from_owner(reply.bytes));
        let answer = Self { language: reply.language, framed: reply.framed, ..answer };
        // Addresses inside are made from the host the reader used.
        answer.with(header::VARY, "accept-encoding, host")
    }

    /// A way to another address of this site.
    pub(crate) fn redirect(status: StatusCode, to: &str) -> Self {
        Self::text(status, "text/plain; charset=utf-8", "").with(header::LOCATION, to)
    }

    /// With one more header.
    pub(crate) fn with(mut self, name: HeaderName, value: &str) -> Self {
        self.extra.push((name, value.to_owned()));
        self
    }

    /// Whether the answer is a success, which is worth keeping.
    pub(crate) fn is_ok(&self) -> bool {
        self.status == StatusCode::OK
    }

    /// About how much memory it takes, with its compressed form.
    pub(crate) fn weight(&self) -> usize {
        self.content.bytes.len() + self.content.bytes.len() / 4 + 512
    }

    /// The response to a request with these headers.
    pub(crate) fn response(self, method: &Method, request: &HeaderMap) -> Response<Body> {
        if let Some(file) = &self.file {
            return self.streamed(method, file);
        }
        let text = |name: HeaderName| request.get(name).and_then(|value| value.to_str().ok());
        let read = matches!(*method, Method::GET | Method::HEAD);
        let hash = if self.is_ok() { self.hash() } else { "" };
        let fresh = self.is_ok() && read && text(header::IF_NONE_MATCH).is_some_and(|known| matches(known, hash));
        let packed = if crate::accept::gzip(text(header::ACCEPT_ENCODING)) { self.packed() } else { None };
        let mut headers = HeaderMap::new();
        self.describe(&mut headers);
        if self.is_ok() {
            let tag = if packed.is_some() { format!("\"{hash}-gz\"") } else { format!("\"{hash}\"") };
            put(&mut headers, header::ETAG, &tag);
        }
        if fresh {
            headers.remove(header::CONTENT_TYPE);
            return respond(StatusCode::NOT_MODIFIED, headers, Body::empty());
        }
        if packed.is_some() {
            put(&mut headers, header::CONTENT_ENCODING, "gzip");
        }
        let body = packed.unwrap_or_else(|| self.content.bytes.clone());
        if self.status != StatusCode::NO_CONTENT {
            put(&mut headers, header::CONTENT_LENGTH, &body.len().to_string());
        }
        let body = if method == Method::HEAD { Body::empty() } else { Body::from(body) };
        respond(self.status, headers, body)
    }

    fn streamed(&self, method: &Method, file: &Attached) -> Response<Body> {
        let mut headers = HeaderMap::new();
        self.describe(&mut headers);
        put(&mut headers, header::CONTENT_LENGTH, &file.size.to_string());
        let body = if method == Method::HEAD { Ok(Body::empty()) } else { crate::upload::sent(file) };
        match body {
            Ok(body) => respond(self.status, headers, body),
            // It was there a moment ago.
            Err(_) => respond(StatusCode::INTERNAL_SERVER_ERROR, HeaderMap::new(), Body::empty()),
        }
    }

    fn hash(&self) -> &str {
        self.content.hash.get_or_init(|| Digest::of(&self.content.bytes).to_string())
    }

    fn describe(&self, headers: &mut HeaderMap) {
        if self.status != StatusCode::NO_CONTENT {
            put(headers, header::CONTENT_TYPE, &self.media_type);
        }
        let policy = match (self.framed, &*self.media_type) {
            (true, "image/svg+xml") => DRAWING,
            (true, _) => FRAMED,
            (false, _) => POLICY,
        };
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
        headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        if let Some(language) = self.language {
            put(headers, header::CONTENT_LANGUAGE, language.code());
        }
        for (name, value) in &self.extra {
            put(headers, name.clone(), value);
        }
    }

    /// The compressed form, when there is one that is worth it.
    fn packed(&self) -> Option<Bytes> {
        let pack = || {
            let bytes = &self.content.bytes;
            if bytes.len() < GZIP_MIN || !TEXTS.iter().any(|kind| self.media_type.starts_with(kind)) {
                return None;
            }
            let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 4), Compression::new(5));
            encoder.write_all(bytes).ok()?;
            encoder.finish().ok().map(Bytes::from)
        };
        self.content.packed.get_or_init(pack).clone()
    }
}

fn put(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    // A value that is no header text is left out: no value here is long-lived enough to be worth an error.
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

fn respond(status: StatusCode, headers: HeaderMap, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    response
}

/// Whether `If-None-Match` names this content, in whatever encoding it was sent before.
fn matches(header: &str, hash: &str) -> bool {
    header.split(',').map(str::trim).any(|tag| {
        let tag = tag.strip_prefix("W/").unwrap_or(tag).trim_matches('"');
        tag == "*" || tag.strip_suffix("-gz").unwrap_or(tag) == hash
    })
}

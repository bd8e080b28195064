//! An answer before it becomes HTTP: status, type, language, content. Headers that every answer carries, the content
//! hash, the 304 and the compression are decided here, once.

use axum::body::Body;
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, Response, StatusCode};
use flate2::Compression;
use flate2::write::GzEncoder;
use probity_core::{Digest, Language};
use probity_publication::Reply;
use std::io::Write;
use std::sync::Arc;

const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; script-src 'self'; \
                      connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/// The same for what other sites may show in a frame.
const FRAMED: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; script-src 'self'; \
                      connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors *";
/// A drawing brings its own style sheet inside; it can load nothing.
const DRAWING: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors *";

/// Below this many bytes compression costs more than it saves.
const GZIP_MIN: usize = 512;

/// What is sent.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    status: StatusCode,
    media_type: String,
    language: Option<Language>,
    bytes: Arc<[u8]>,
    framed: bool,
    extra: Vec<(HeaderName, String)>,
}

impl Answer {
    /// Content of some type.
    pub(crate) fn new(status: StatusCode, media_type: &str, bytes: Arc<[u8]>) -> Self {
        Self { status, media_type: media_type.to_owned(), language: None, bytes, framed: false, extra: Vec::new() }
    }

    /// A text.
    pub(crate) fn text(status: StatusCode, media_type: &str, text: &str) -> Self {
        Self::new(status, media_type, Arc::from(text.as_bytes()))
    }

    /// A page in a language.
    pub(crate) fn page(status: StatusCode, language: Language, html: &str) -> Self {
        Self { language: Some(language), ..Self::text(status, "text/html; charset=utf-8", html) }
    }

    /// What a section of the site answers to programs.
    pub(crate) fn reply(reply: Reply) -> Self {
        let status = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let answer = Self::new(status, &reply.media_type, reply.bytes);
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

    /// The response to a request with these headers.
    pub(crate) fn response(self, method: &Method, request: &HeaderMap) -> Response<Body> {
        let text = |name: HeaderName| request.get(name).and_then(|value| value.to_str().ok());
        let hash = Digest::of(&self.bytes).to_string();
        let fresh =
            self.status == StatusCode::OK && text(header::IF_NONE_MATCH).is_some_and(|known| matches(known, &hash));
        let packed = if crate::accept::gzip(text(header::ACCEPT_ENCODING)) { self.packed() } else { None };
        let tag = if packed.is_some() { format!("\"{hash}-gz\"") } else { format!("\"{hash}\"") };
        let mut headers = HeaderMap::new();
        self.describe(&mut headers);
        if self.status == StatusCode::OK {
            put(&mut headers, header::ETAG, &tag);
        }
        if fresh {
            headers.remove(header::CONTENT_TYPE);
            return respond(StatusCode::NOT_MODIFIED, headers, Body::empty());
        }
        if packed.is_some() {
            put(&mut headers, header::CONTENT_ENCODING, "gzip");
        }
        let body = packed.unwrap_or_else(|| self.bytes.to_vec());
        put(&mut headers, header::CONTENT_LENGTH, &body.len().to_string());
        let body = if method == Method::HEAD { Body::empty() } else { Body::from(body) };
        respond(self.status, headers, body)
    }

    fn describe(&self, headers: &mut HeaderMap) {
        put(headers, header::CONTENT_TYPE, &self.media_type);
        let policy = match (self.framed, self.media_type.as_str()) {
            (true, "image/svg+xml") => DRAWING,
            (true, _) => FRAMED,
            (false, _) => POLICY,
        };
        put(headers, header::CONTENT_SECURITY_POLICY, policy);
        put(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
        put(headers, header::REFERRER_POLICY, "no-referrer");
        put(headers, header::VARY, "accept-encoding");
        put(headers, header::CACHE_CONTROL, "no-cache");
        if let Some(language) = self.language {
            put(headers, header::CONTENT_LANGUAGE, language.code());
        }
        for (name, value) in &self.extra {
            put(headers, name.clone(), value);
        }
    }

    fn packed(&self) -> Option<Vec<u8>> {
        let kinds = ["text/", "application/json", "application/xml", "image/svg+xml"];
        let essence = self.media_type.split(';').next().unwrap_or_default();
        let structured = essence.ends_with("+xml") || essence.ends_with("+json");
        let fits = structured || kinds.iter().any(|kind| self.media_type.starts_with(kind));
        if self.bytes.len() < GZIP_MIN || !fits {
            return None;
        }
        let mut encoder = GzEncoder::new(Vec::new(), Compression::new(5));
        encoder.write_all(&self.bytes).ok()?;
        encoder.finish().ok()
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

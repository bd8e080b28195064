//! What the API says when it cannot answer: RFC 9457 problems with a stable type, a title a program can show and a
//! detail that names what was wrong and what would be right.

use super::Reply;
use serde_json::json;

/// The media type of a problem.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// Which problem it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The key is malformed or has another number of dimensions than the dataflow.
    BadKey,
    /// A `c[…]` filter is malformed or names no component.
    BadFilter,
    /// A query parameter is unknown or its value is none.
    BadParameter,
    /// The cursor is none.
    BadCursor,
    /// The cursor is of data that have changed since.
    StaleCursor,
    /// The body of a request cannot be read.
    BadBody,
    /// There is no such dataflow.
    UnknownFlow,
    /// There is no such address, or nothing at it.
    NotFound,
    /// Nothing had been published by then.
    NoVintage,
    /// The room that would answer is not part of this program.
    NoSuchRoom,
    /// None of the asked formats can be had.
    NotAcceptable,
    /// The method is not answered at this address.
    Method(&'static str),
    /// The body is longer than is read.
    TooLarge,
    /// The address is longer than is read.
    TooLong,
    /// The fault is ours.
    Broken,
}

impl Kind {
    /// HTTP status, stable name and title.
    fn facts(self) -> (u16, &'static str, &'static str) {
        match self {
            Self::BadKey => (400, "bad-key", "The key cannot be read"),
            Self::BadFilter => (400, "bad-filter", "A filter cannot be read"),
            Self::BadParameter => (400, "bad-parameter", "A parameter cannot be read"),
            Self::BadCursor => (400, "bad-cursor", "The cursor cannot be read"),
            Self::StaleCursor => (409, "stale-cursor", "The data changed since that page"),
            Self::BadBody => (400, "bad-body", "The body cannot be read"),
            Self::UnknownFlow => (404, "unknown-flow", "There is no such dataflow"),
            Self::NotFound => (404, "not-found", "There is nothing at this address"),
            Self::NoVintage => (404, "no-vintage", "Nothing was published by that date"),
            Self::NoSuchRoom => (404, "no-such-room", "This observatory keeps no such records"),
            Self::Method(_) => (405, "method", "This method is not answered here"),
            Self::NotAcceptable => (406, "unknown-format", "None of the asked formats can be had"),
            Self::TooLarge => (413, "too-large", "The body is too long"),
            Self::TooLong => (414, "too-long", "The address is too long"),
            Self::Broken => (500, "fault", "A fault in the program"),
        }
    }

    /// The HTTP status.
    pub fn status(self) -> u16 {
        self.facts().0
    }
}

/// A problem with what was wrong in this request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Which problem.
    pub kind: Kind,
    /// What was found, what was expected.
    pub detail: String,
}

impl Problem {
    /// A problem.
    pub fn new(kind: Kind, detail: impl Into<String>) -> Self {
        Self { kind, detail: detail.into() }
    }

    /// The answer that tells it.
    pub fn reply(&self) -> Reply {
        let (status, name, title) = self.kind.facts();
        let body = json!({
            "type": format!("urn:probity:problem:{name}"),
            "title": title,
            "status": status,
            "detail": self.detail,
        });
        let mut reply = Reply::json(status, MEDIA_TYPE, &body);
        if let Kind::Method(allow) = self.kind {
            reply.allow = Some(allow);
        }
        reply
    }
}

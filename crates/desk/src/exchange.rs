//! A question to the desk and its answer, before they are HTTP. Everything an answer depends on is in the question: the
//! clock and the cookie come in as values, so that a test can ask like a browser without one.

use jiff::Timestamp;
use probity_core::Language;
use probity_publication::Query;
use std::path::PathBuf;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// To see something; changes nothing.
    Get,
    /// To change something.
    Post,
}

/// A question to the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// To see or to change.
    pub verb: Verb,
    /// The language of the address.
    pub language: Language,
    /// The path below `/{language}/desk/`, decoded, without leading slash; empty for the first page.
    pub path: String,
    /// The query, decoded.
    pub query: Query,
    /// The fields of a form, decoded, in the order sent.
    pub form: Query,
    /// The value of the session's cookie.
    pub session: Option<String>,
    /// Whether the browser says that the request began on this site (`Sec-Fetch-Site`), or says nothing.
    pub own: bool,
    /// When.
    pub now: Timestamp,
}

impl Asked {
    /// The first value of a field of the form that is not empty.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.form.iter().find(|(field, value)| field == name && !value.is_empty()).map(|(_, value)| value.as_str())
    }

    /// The first value of a field of the query that is not empty.
    pub fn first(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(field, value)| field == name && !value.is_empty()).map(|(_, value)| value.as_str())
    }
}

/// What a program tells the desk: an event to record, in the form that `probity commitments record` reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told<'a> {
    /// The program's key, as sent.
    pub bearer: Option<&'a str>,
    /// The event.
    pub body: &'a [u8],
    /// When.
    pub now: Timestamp,
}

/// What becomes of the session's cookie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cookie {
    /// The browser keeps this until it is closed.
    Set(String),
    /// The browser forgets it.
    Clear,
}

/// The desk's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The status, such as 200, 303, 403 or 422.
    pub status: u16,
    /// The media type.
    pub media_type: &'static str,
    /// Where to go instead, with 303.
    pub location: Option<String>,
    /// What becomes of the cookie.
    pub cookie: Option<Cookie>,
    /// Whether the page needs the script of the desk; all others may run none.
    pub script: bool,
    /// The content; empty when a file is answered.
    pub bytes: Vec<u8>,
    /// A file to be kept by the reader, never shown inside a page.
    pub attached: Option<Attached>,
}

/// A file that is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// Where it lies.
    pub path: PathBuf,
    /// What the reader's copy is called.
    pub name: String,
    /// How many bytes it has.
    pub size: u64,
}

impl Answered {
    fn of(status: u16, media_type: &'static str, bytes: Vec<u8>) -> Self {
        Self { status, media_type, location: None, cookie: None, script: false, bytes, attached: None }
    }

    /// A page.
    pub fn page(status: u16, html: String) -> Self {
        let bytes = html.into_bytes();
        Self::of(status, "text/html; charset=utf-8", bytes)
    }

    /// An answer to a program.
    pub fn json(status: u16, value: &serde_json::Value) -> Self {
        let bytes = value.to_string().into_bytes();
        Self::of(status, "application/json", bytes)
    }

    /// Somewhere else, asked for with GET.
    pub fn elsewhere(address: String) -> Self {
        let media_type = "text/plain; charset=utf-8";
        Self { location: Some(address), ..Self::of(303, media_type, Vec::new()) }
    }

    /// A file. Its type is not said: whoever sent it said what it is, and a browser shall not act on that.
    pub fn file(attached: Attached) -> Self {
        let media_type = "application/octet-stream";
        Self { attached: Some(attached), ..Self::of(200, media_type, Vec::new()) }
    }

    /// The same with a cookie.
    pub fn with(self, cookie: Cookie) -> Self {
        Self { cookie: Some(cookie), ..self }
    }

    /// The same with the script of the desk.
    pub fn with_script(self) -> Self {
        Self { script: true, ..self }
    }
}

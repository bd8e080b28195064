//! A site as the server sees it: sections that answer for pages and files. Each room of the house adds a section of
//! its own; the server asks them in order and knows nothing about any of them.

use crate::api::Api;
use crate::page::{self, Frame, House};
use probity_core::Language;
use std::sync::Arc;

/// Query pairs in the order of the address, decoded.
pub type Query = Vec<(String, String)>;

/// A reader's question: which page, in which language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The language of the address.
    pub language: Language,
    /// The path below the language, decoded, without leading slash; empty for the front page.
    pub path: String,
    /// The query, decoded.
    pub query: Query,
}

impl Request {
    /// All values of a query field, without the empty ones that an unfilled form sends.
    pub fn all(&self, field: &str) -> Vec<&str> {
        let matching = self.query.iter().filter(|(name, value)| name == field && !value.is_empty());
        matching.map(|(_, value)| value.as_str()).collect()
    }

    /// The first value of a query field.
    pub fn first(&self, field: &str) -> Option<&str> {
        self.all(field).first().copied()
    }
}

/// A file a reader can download. Its bytes are shared, never copied for a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    /// The media type, such as `text/csv; charset=utf-8`.
    pub media_type: String,
    /// The content.
    pub bytes: Arc<[u8]>,
}

/// A question to an address that is no page: a feed, an embed, a service for other programs.
#[derive(Debug, Clone, Copy)]
pub struct Ask<'a> {
    /// The site's address as the reader wrote it, without trailing slash: links that leave the site begin with it.
    pub base: &'a str,
    /// The path from the root, decoded, without leading slash.
    pub path: &'a str,
    /// The query, decoded.
    pub query: &'a Query,
}

impl Ask<'_> {
    /// The first value of a query field.
    pub fn first(&self, field: &str) -> Option<&str> {
        self.query.iter().find(|(name, value)| name == field && !value.is_empty()).map(|(_, value)| value.as_str())
    }
}

/// The answer to an [`Ask`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The status, such as 200 or 501.
    pub status: u16,
    /// The media type.
    pub media_type: String,
    /// The content's language, where it has one.
    pub language: Option<Language>,
    /// Whether other sites may show it in a frame.
    pub framed: bool,
    /// The content.
    pub bytes: Arc<[u8]>,
}

impl Reply {
    /// A good answer of this type.
    pub fn of(media_type: &str, text: impl Into<String>) -> Self {
        let bytes = Arc::from(text.into().into_bytes());
        Self { status: 200, media_type: media_type.to_owned(), language: None, framed: false, bytes }
    }

    /// The same with another status.
    pub fn status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    /// The same in a language.
    pub fn language(self, language: Language) -> Self {
        Self { language: Some(language), ..self }
    }
}

/// A room's part of the site. Nothing here may read a disk or a clock: everything is at hand when the site starts, or is
/// brought by whoever made the section.
pub trait Section: Send + Sync {
    /// The page (a whole HTML document) or `None` when this section has no such page.
    fn page(&self, house: &House, request: &Request) -> Option<String>;

    /// The public pages of this section, for the sitemap: encoded paths below the language.
    fn paths(&self) -> Vec<String>;

    /// A number that changes whenever an answer of this section may have changed.
    fn edition(&self) -> u64 {
        0
    }

    /// The file at a decoded path from the root without leading slash, such as `data/findings.csv`.
    fn file(&self, path: &str) -> Option<Download> {
        let _ = path;
        None
    }

    /// The answer of an address that is no page and depends on more than its path.
    fn reply(&self, house: &House, ask: &Ask<'_>) -> Option<Reply> {
        let _ = (house, ask);
        None
    }
}

/// The whole site.
pub struct Site {
    /// What every page shows around its content.
    pub house: House,
    /// The rooms' parts, asked in this order.
    pub sections: Vec<Box<dyn Section>>,
    /// The open interface `/v1`; without it these addresses lead nowhere.
    pub api: Option<Api>,
}

impl Site {
    /// A site of these sections.
    pub fn new(house: House, sections: Vec<Box<dyn Section>>) -> Self {
        Self { house, sections, api: None }
    }

    /// The site with the open interface.
    pub fn with_api(self, api: Api) -> Self {
        Self { api: Some(api), ..self }
    }

    /// The page, from the first section that has it.
    pub fn page(&self, request: &Request) -> Option<String> {
        self.sections.iter().find_map(|section| section.page(&self.house, request))
    }

    /// A number that changes whenever any answer may have changed.
    pub fn edition(&self) -> u64 {
        self.sections.iter().map(|section| section.edition()).sum()
    }

    /// The file, from the first section that has it.
    pub fn file(&self, path: &str) -> Option<Download> {
        self.sections.iter().find_map(|section| section.file(path))
    }

    /// The answer of an address that is no page, from the first section that has it.
    pub fn reply(&self, ask: &Ask<'_>) -> Option<Reply> {
        self.sections.iter().find_map(|section| section.reply(&self.house, ask))
    }

    /// The page that says what went wrong, with the same frame as every other page.
    pub fn error(&self, language: Language, problem: page::error::Problem) -> String {
        // The address that failed may mean nothing in another language: the switch leads to the front page.
        let frame = Frame { language, path: "", house: &self.house };
        page::error::page(&frame, problem)
    }

    /// All public pages in the order of the sections, each once.
    pub fn paths(&self) -> Vec<String> {
        let mut seen = std::collections::BTreeSet::new();
        self.sections.iter().flat_map(|section| section.paths()).filter(|path| seen.insert(path.clone())).collect()
    }
}

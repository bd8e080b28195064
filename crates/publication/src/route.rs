//! The addresses of the site's pages. Links are made and requests are read by the same table, so that a page cannot
//! link to an address the site does not understand.

use probity_commitments::report::Kind;
use probity_core::Language;
use std::fmt::Write as _;

/// A page's address below its language.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Route {
    /// The front page.
    Home,
    /// One country, by ISO 3166-1 alpha-3 code.
    Country(String),
    /// Countries in order of an indicator.
    Ranking(String),
    /// Countries on a map by an indicator.
    Map(String),
    /// Up to six countries side by side.
    Compare,
    /// What an indicator means.
    Indicator(String),
    /// All methods.
    Methods,
    /// One method.
    Method(String),
    /// One finding, by its name.
    Observation(String),
    /// One data set.
    Dataset(String),
    /// What became of cases, by cohort (`all` for all).
    Funnel(String),
    /// One region, by ISO 3166-2 code.
    Region(String),
    /// One contracting process, by escaped ocid.
    Tender(String),
    /// One buyer.
    Buyer(String),
    /// One supplier or bidder.
    Supplier(String),
    /// One market: a class of items.
    Market(String),
    /// What one flag found.
    Flag(String),
    /// All flags.
    Flags,
    /// Which flags each publisher's data allow.
    Coverage,
    /// Screens of bid rigging.
    Screens,
    /// The release calendar.
    Diary,
    /// What was corrected or retracted.
    Corrections,
    /// How to check a page, a file or a package.
    Verify,
    /// All feeds.
    Feeds,
    /// The search.
    Search,
    /// Versions and counts.
    Status,
    /// A document of the room of commitments, and what it is about.
    Commitments(Kind, String),
    /// All acts of the library of law, and the search in them.
    Laws,
    /// An act on a day, by the URI of its work.
    Law(String),
    /// What changed in an act between two days.
    LawChanges(String),
    /// What national laws answer to a treaty.
    Concordance(String),
    /// The same for one article: the treaty and the article's number.
    Article(String, String),
    /// A page of another room: the path below the language, without a leading slash, already encoded.
    Other(String),
}

/// Makes a route from an identifier.
type Make = fn(String) -> Route;

/// The pages that take an identifier: first segment and how to make the route.
const WITH_ID: [(&str, Make); 15] = [
    ("country", Route::Country),
    ("ranking", Route::Ranking),
    ("map", Route::Map),
    ("indicator", Route::Indicator),
    ("method", Route::Method),
    ("o", Route::Observation),
    ("dataset", Route::Dataset),
    ("funnel", Route::Funnel),
    ("region", Route::Region),
    ("tender", Route::Tender),
    ("buyer", Route::Buyer),
    ("supplier", Route::Supplier),
    ("market", Route::Market),
    ("flag", Route::Flag),
    ("concordance", Route::Concordance),
];

/// The pages that take none.
const PLAIN: [(&str, Route); 13] = [
    ("", Route::Home),
    ("compare", Route::Compare),
    ("methods", Route::Methods),
    ("status", Route::Status),
    ("diary", Route::Diary),
    ("corrections", Route::Corrections),
    ("verify", Route::Verify),
    ("feeds", Route::Feeds),
    ("search", Route::Search),
    ("flags", Route::Flags),
    ("coverage", Route::Coverage),
    ("screens", Route::Screens),
    ("laws", Route::Laws),
];

/// The pages about an act. Its URI has slashes, and the address keeps them: `law/akn/kz/act/law/2015-11-18/410-v`.
const OF_ACT: [(&str, Make); 2] = [("law", Route::Law), ("law-changes", Route::LawChanges)];

/// The documents of the room of commitments, by first segment. Those about the whole log need nothing more.
const COMMITMENTS: [(&str, Kind); 10] = [
    ("commitments", Kind::Board),
    ("deadlines", Kind::Calendar),
    ("evaluation", Kind::Situation),
    ("checklist", Kind::Checklist),
    ("shadow", Kind::Shadow),
    ("report", Kind::Compliance),
    ("recommendation", Kind::Recommendation),
    ("programme", Kind::Quarterly),
    ("treaty", Kind::Treaty),
    ("sheet", Kind::CountrySheet),
];

/// Whether a document is about the whole log.
fn is_whole(kind: Kind) -> bool {
    matches!(kind, Kind::Board | Kind::Calendar)
}

/// The first segment of the page of an article.
const ARTICLE: &str = "article";

/// What stands between an evaluation and the number of its recommendation, a treaty and its article, in an address, where `/` would begin a segment.
const NUMBER: &str = ":";

impl Route {
    /// Reads a decoded path below the language, without leading slash. `None` when it is no page of this table.
    pub fn parse(path: &str) -> Option<Self> {
        if let Some((_, route)) = PLAIN.iter().find(|(name, _)| *name == path) {
            return Some(route.clone());
        }
        if let Some(route) = commitments(path) {
            return Some(route);
        }
        let (kind, id) = path.split_once('/')?;
        if let Some((_, make)) = OF_ACT.iter().find(|(name, _)| *name == kind) {
            let walks = |segment: &str| segment.is_empty() || segment == "." || segment == "..";
            return (!id.split('/').any(walks)).then(|| make(format!("/{id}")));
        }
        if id.is_empty() || id.contains('/') {
            return None;
        }
        if kind == ARTICLE {
            let (treaty, number) =
                id.split_once(NUMBER).filter(|(treaty, number)| !treaty.is_empty() && !number.is_empty())?;
            return Some(Self::Article(treaty.to_owned(), number.to_owned()));
        }
        WITH_ID.iter().find(|(name, _)| *name == kind).map(|(_, make)| make(id.to_owned()))
    }

    /// The path below the language, percent-encoded, without leading slash.
    pub fn path(&self) -> String {
        let with = |kind: &str, id: &str| format!("{kind}/{}", encode(id));
        match self {
            Self::Home => String::new(),
            Self::Country(id) => with("country", id),
            Self::Ranking(id) => with("ranking", id),
            Self::Map(id) => with("map", id),
            Self::Compare => "compare".to_owned(),
            Self::Indicator(id) => with("indicator", id),
            Self::Methods => "methods".to_owned(),
            Self::Method(id) => with("method", id),
            Self::Observation(id) => with("o", id),
            Self::Dataset(id) => with("dataset", id),
            Self::Funnel(id) => with("funnel", id),
            Self::Region(id) => with("region", id),
            Self::Tender(id) => with("tender", id),
            Self::Buyer(id) => with("buyer", id),
            Self::Supplier(id) => with("supplier", id),
            Self::Market(id) => with("market", id),
            Self::Flag(id) => with("flag", id),
            Self::Flags => "flags".to_owned(),
            Self::Coverage => "coverage".to_owned(),
            Self::Screens => "screens".to_owned(),
            Self::Diary => "diary".to_owned(),
            Self::Corrections => "corrections".to_owned(),
            Self::Verify => "verify".to_owned(),
            Self::Feeds => "feeds".to_owned(),
            Self::Search => "search".to_owned(),
            Self::Status => "status".to_owned(),
            Self::Commitments(kind, reference) => {
                let name = COMMITMENTS.iter().find(|(_, known)| known == kind).map_or("commitments", |(name, _)| name);
                match (is_whole(*kind), reference.rsplit_once('/')) {
                    (true, _) => name.to_owned(),
                    (false, Some((evaluation, number))) if *kind == Kind::Recommendation => {
                        with(name, &format!("{evaluation}{NUMBER}{number}"))
                    }
                    (false, _) => with(name, reference),
                }
            }
            Self::Laws => "laws".to_owned(),
            Self::Law(work) => of_act("law", work),
            Self::LawChanges(work) => of_act("law-changes", work),
            Self::Concordance(id) => with("concordance", id),
            Self::Article(treaty, number) => with(ARTICLE, &format!("{treaty}{NUMBER}{number}")),
            Self::Other(path) => path.clone(),
        }
    }

    /// The address from the root of the site, in `language`.
    pub fn href(&self, language: Language) -> String {
        format!("/{language}/{}", self.path())
    }
}

/// The address of a page about an act: its URI, segment by segment.
fn of_act(kind: &str, work: &str) -> String {
    let segments = work.trim_matches('/').split('/').map(encode);
    std::iter::once(kind.to_owned()).chain(segments).collect::<Vec<_>>().join("/")
}

/// A document of the room of commitments.
fn commitments(path: &str) -> Option<Route> {
    let (name, reference) = path.split_once('/').unwrap_or((path, ""));
    let (_, kind) = COMMITMENTS.iter().find(|(known, _)| *known == name)?;
    let reference = match kind {
        Kind::Recommendation => reference.rsplit_once(NUMBER).map(|(own, number)| format!("{own}/{number}"))?,
        _ if reference.contains('/') || reference.is_empty() != is_whole(*kind) => return None,
        _ => reference.to_owned(),
    };
    Some(Route::Commitments(*kind, reference))
}

/// Percent-encodes one path segment or query value.
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~:".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// Reads back what [`encode`] writes; `None` for broken escapes and bytes that are no text.
pub fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let digit = |byte: Option<u8>| u8::try_from(char::from(byte?).to_digit(16)?).ok();
        bytes.push(if byte == b'%' { 16 * digit(rest.next())? + digit(rest.next())? } else { byte });
    }
    String::from_utf8(bytes).ok()
}

/// A query string with its question mark; empty when there are no pairs.
pub fn query(pairs: &[(&str, &str)]) -> String {
    let pairs: Vec<String> = pairs.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
    if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_route_reads_back_what_it_writes() {
        let routes = [
            Route::Home,
            Route::Compare,
            Route::Status,
            Route::Methods,
            Route::Country("XAA".into()),
            Route::Observation("cpi:score:XAA:2023".into()),
            Route::Dataset("cpi-findings".into()),
            Route::Map("cpi".into()),
            Route::Funnel("all".into()),
            Route::Region("KZ-10".into()),
            Route::Tender("ocds-a-1".into()),
            Route::Flag("R018".into()),
            Route::Flags,
            Route::Coverage,
            Route::Screens,
            Route::Diary,
            Route::Corrections,
            Route::Verify,
            Route::Feeds,
            Route::Search,
            Route::Commitments(Kind::Board, String::new()),
            Route::Commitments(Kind::Recommendation, "xs-r4/iv".into()),
            Route::Commitments(Kind::Quarterly, "plan@2024".into()),
            Route::Laws,
            Route::Law("/akn/kz/act/law/2015-11-18/410-v".into()),
            Route::Law("/akn/kz/act/decision/2026-02-17/8с 34?5".into()),
            Route::LawChanges("/akn/kz/act/law/2015-11-18/410-v".into()),
            Route::Concordance("uncac".into()),
            Route::Article("uncac".into(), "8".into()),
        ];
        for route in routes {
            assert_eq!(Route::parse(&decode(&route.path()).unwrap()), Some(route));
        }
    }

    #[test]
    fn what_is_no_page_is_no_route() {
        for path in [
            "country",
            "country/",
            "country/a/b",
            "nothing",
            "/",
            "compare/",
            "../etc/passwd",
            "o",
            "law",
            "law/",
            "law/a//b",
            "law/../x",
            "article/uncac",
            "article/:5",
        ] {
            assert_eq!(Route::parse(path), None, "{path}");
        }
    }

    #[test]
    fn identifiers_are_encoded_in_links() {
        assert_eq!(Route::Country("a/b ?".into()).href(Language::Kk), "/kk/country/a%2Fb%20%3F");
        assert_eq!(query(&[("c", "X&A"), ("c", "é")]), "?c=X%26A&c=%C3%A9");
        assert_eq!(decode("X%26A%C3%A9").as_deref(), Some("X&Aé"));
        assert_eq!((decode("%"), decode("%f"), decode("%ff")), (None, None, None));
    }
}

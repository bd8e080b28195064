//! The site's section for an observatory: turns findings into the views of the pages. Views are built per request from
//! records in memory; the same records and address give the same bytes.

mod card;
mod compare;
mod corrections;
mod country;
mod dataset;
mod diary;
mod embed;
mod feeds;
mod figures;
mod funnel;
mod home;
mod indicator;
mod map;
mod method;
mod names;
mod observation;
mod parts;
mod press;
mod ranking;
mod recorded;
pub(crate) mod records;
mod region;
mod search;
mod status;
pub(crate) mod values;
mod verify;
mod words;

pub use corrections::Correction;
pub use dataset::table;
pub use names::Names;

pub use records::Records;
#[cfg(any(test, feature = "gallery"))]
pub(crate) use search::kind;
pub(crate) use words::unit;

use crate::locale::Day;
use crate::page::{self, Frame, House};
use crate::plot::World;
use crate::route::{Route, decode, query};
use crate::site::{Ask, Download, Reply, Request, Section};
use probity_core::{Digest, Language, Text};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The indicator whose pages the site leads with.
pub const INDICATOR: &str = "cpi";

/// The section.
pub struct ObservatorySection {
    records: Arc<Records>,
    /// Countries a reader sees first.
    focus: Vec<String>,
    /// Whether the data are invented.
    synthetic: bool,
    geography: Option<Geography>,
    /// What the observatory is called on its cards; without a name there are none.
    name: Option<Text>,
    files: BTreeMap<String, Download>,
    index: crate::search::Index,
}

/// Borders, and what the observatory says about them.
pub struct Geography {
    /// Outlines.
    pub world: World,
    /// Name of the file, in the observatory.
    pub file: String,
    /// Its digest.
    pub digest: Digest,
    /// Stands under every map with these borders.
    pub disclaimer: Text,
}

/// What a view is built from.
#[derive(Clone, Copy)]
struct Context<'a> {
    records: &'a Records,
    focus: &'a [String],
    /// Whether the data are invented.
    synthetic: bool,
    geography: Option<&'a Geography>,
    language: Language,
    /// The day the page is made on, if somebody said; what feeds say never depends on it.
    today: Option<Day>,
}

impl ObservatorySection {
    /// The section for these records; `focus` are the countries a reader sees first, `synthetic` says that the data are
    /// invented.
    pub fn new(records: impl Into<Arc<Records>>, focus: Vec<String>, synthetic: bool) -> Self {
        let records = records.into();
        let files = dataset::files(&records);
        let index = crate::search::Index::default();
        let mut section = Self { records, focus, synthetic, geography: None, name: None, files, index };
        section.index = search::index(section.context(Language::En, None));
        section
    }

    /// The section with cards for shared links, on which the observatory has this name.
    #[must_use]
    pub fn with_cards(self, name: Text) -> Self {
        Self { name: Some(name), ..self }
    }

    /// The section with borders for its world map.
    #[must_use]
    pub fn with_geography(self, geography: Geography) -> Self {
        Self { geography: Some(geography), ..self }
    }

    fn context(&self, language: Language, today: Option<Day>) -> Context<'_> {
        Context {
            records: &self.records,
            focus: &self.focus,
            synthetic: self.synthetic,
            geography: self.geography.as_ref(),
            language,
            today,
        }
    }

    fn render(&self, frame: &Frame<'_>, route: &Route, request: &Request) -> Option<String> {
        let context = self.context(frame.language, frame.house.today);
        let of_index = |id: &String| (id == INDICATOR).then_some(());
        match route {
            Route::Home => Some(page::home::page(frame, &home::view(context, frame.house))),
            Route::Country(id) => country::page(frame, context, id),
            Route::Ranking(id) => {
                of_index(id)?;
                Some(page::ranking::page(frame, &ranking::view(context, request)?))
            }
            Route::Map(id) => {
                of_index(id)?;
                Some(page::map::page(frame, &map::view(context, request)?))
            }
            Route::Compare => Some(page::compare::page(frame, &compare::view(context, request)?)),
            Route::Indicator(id) => {
                of_index(id)?;
                Some(page::indicator::page(frame, &indicator::view(context)?))
            }
            Route::Methods => Some(page::methods::page(frame, &method::list(context))),
            Route::Method(id) => Some(page::method::page(frame, &method::view(context, id)?)),
            Route::Observation(id) => Some(page::observation::page(frame, &observation::view(context, id)?)),
            Route::Dataset(id) => {
                Some(page::dataset::page(frame, &dataset::view(context, frame.house, id, &self.files)?))
            }
            Route::Funnel(id) => Some(page::funnel::page(frame, &funnel::view(context, id)?)),
            Route::Region(code) => Some(page::region::page(frame, &region::view(context, code, request)?)),
            Route::Diary => Some(page::diary::page(frame, &diary::view(context))),
            Route::Corrections => Some(page::corrections::page(frame, &corrections::view(context))),
            Route::Verify => Some(page::verify::page(frame, &self.verification(frame, request))),
            Route::Feeds => Some(page::feeds::page(frame, &feeds::view(context))),
            Route::Search => Some(page::search::page(frame, &search::view(frame.language, &self.index, request))),
            Route::Status => Some(page::status::page(frame, &status::view(context))),
            Route::Tender(_) | Route::Buyer(_) | Route::Supplier(_) | Route::Market(_) | Route::Flag(_) => None,
            Route::Flags | Route::Coverage | Route::Screens | Route::Commitments(..) | Route::Other(_) => None,
            Route::Laws | Route::Law(_) | Route::LawChanges(_) => None,
            Route::Concordance(_) | Route::Article(..) => None,
        }
    }

    /// The page of checks: what is known under a hash, and the hash of a page as it is served.
    fn verification(&self, frame: &Frame<'_>, request: &Request) -> page::verify::View {
        let context = self.context(frame.language, frame.house.today);
        let asked = request.query.iter().find(|(name, _)| name == "page").map(|(_, path)| path.as_str());
        let checked = asked.and_then(|path| {
            let request = request_of(frame.language, path)?;
            // A page of checks of a page of checks would never end.
            if request.path == Route::Verify.path() {
                return None;
            }
            let digest = Digest::of(self.page(frame.house, &request)?.as_bytes()).to_string();
            Some(page::verify::PageCheck { address: format!("/{}/{path}", frame.language), digest })
        });
        verify::view(context, &self.files, &frame.house.run, checked, request.first("hash"))
    }

    /// The title of the page at an encoded path from the root; `None` when there is no such page.
    fn titled(&self, house: &House, path: &str) -> Option<String> {
        let (language, rest) = path.split_once('/')?;
        let html = self.page(house, &request_of(language.parse().ok()?, rest)?)?;
        let title = html.split_once("<title>")?.1.split_once("</title>")?.0;
        Some(title.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&"))
    }
}

/// The request of an encoded path below the language, with its query.
fn request_of(language: Language, path: &str) -> Option<Request> {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let query = pairs.filter_map(|(name, value)| Some((decode(name)?, decode(value)?))).collect();
    Some(Request { language, path: decode(path)?, query })
}

impl Section for ObservatorySection {
    fn page(&self, house: &House, request: &Request) -> Option<String> {
        let route = Route::parse(&request.path)?;
        let pairs: Vec<(&str, &str)> =
            request.query.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let path = route.path() + &query(&pairs);
        self.render(&Frame { language: request.language, path: &path, house }, &route, request)
    }

    fn paths(&self) -> Vec<String> {
        let context = self.context(Language::En, None);
        let index = INDICATOR.to_owned();
        let mut routes = vec![Route::Home];
        if context.edition(None).is_some() {
            routes.extend([Route::Ranking(index.clone()), Route::Map(index.clone())]);
            routes.extend([Route::Compare, Route::Indicator(index)]);
        }
        routes.extend([Route::Methods, Route::Diary, Route::Corrections, Route::Verify, Route::Feeds, Route::Status]);
        routes.extend(context.countries_with_pages().into_iter().map(Route::Country));
        routes.extend(self.records.methodologies.keys().cloned().map(Route::Method));
        routes.extend(self.records.runs.keys().cloned().map(Route::Dataset));
        routes.extend(funnel::cohorts(context).into_iter().map(|cohort| Route::Funnel(cohort.id)));
        let regions = context.recorded_areas().into_iter().filter(|code| recorded::country_of(code).is_some());
        let shown = regions.filter(|code| !context.recorded_series(code).is_empty());
        routes.extend(shown.map(|code| Route::Region(code.to_owned())));
        routes.extend(observation::listed(context).into_iter().map(Route::Observation));
        routes.iter().map(Route::path).collect()
    }

    fn file(&self, path: &str) -> Option<Download> {
        if let (Some((language, code)), Some(name)) = (card::parse(path), &self.name) {
            return card::country(self.context(language, None), name, code);
        }
        self.files.get(path).cloned()
    }

    fn reply(&self, house: &House, ask: &Ask<'_>) -> Option<Reply> {
        let context = self.context(Language::En, None);
        feeds::reply(context, house, ask)
            .or_else(|| press::reply(context, house, ask, &self.files))
            .or_else(|| embed::reply(context, house, ask, &|path| self.titled(house, path)))
    }
}

impl Context<'_> {
    /// Editions of the index, latest first.
    fn editions(&self) -> Vec<String> {
        let periods = self.records.measure(INDICATOR, "score");
        periods.into_iter().flat_map(BTreeMap::keys).rev().cloned().collect()
    }

    /// The edition a request asks for, or the latest.
    fn edition(&self, request: Option<&Request>) -> Option<String> {
        let editions = self.editions();
        let asked = request.and_then(|request| request.first("edition")).map(str::to_owned);
        asked.filter(|edition| editions.contains(edition)).or_else(|| editions.first().cloned())
    }

    /// Every country that has a score, or a reason for having none, in any edition.
    fn countries(&self) -> Vec<String> {
        let periods = self.records.measure(INDICATOR, "score");
        let all: std::collections::BTreeSet<&String> =
            periods.into_iter().flat_map(BTreeMap::values).flat_map(BTreeMap::keys).collect();
        all.into_iter().cloned().collect()
    }
}

fn bytes(text: String, media_type: &str) -> Download {
    Download { media_type: media_type.to_owned(), bytes: Arc::from(text.into_bytes()) }
}

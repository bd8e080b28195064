//! The site's section for an observatory: turns findings into the views of the pages. Views are built per request from
//! records in memory; the same records and address give the same bytes.

mod compare;
mod country;
mod dataset;
mod figures;
mod home;
mod indicator;
mod map;
mod method;
mod names;
mod observation;
mod ranking;
mod records;
mod status;
mod values;

pub use dataset::table;
pub use names::Names;
pub use records::Records;

use crate::page::{Frame, House};
use crate::plot::World;
use crate::route::{Route, query};
use crate::site::{Download, Request, Section};
use probity_core::{Digest, Language, Text};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The indicator whose pages the site leads with.
pub const INDICATOR: &str = "cpi";

/// The section.
pub struct ObservatorySection {
    records: Records,
    /// Countries a reader sees first.
    focus: Vec<String>,
    /// Whether the data are invented.
    synthetic: bool,
    geography: Option<Geography>,
    files: BTreeMap<String, Download>,
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
}

impl ObservatorySection {
    /// The section for these records; `focus` are the countries a reader sees first, `synthetic` says that the data are
    /// invented.
    pub fn new(records: Records, focus: Vec<String>, synthetic: bool) -> Self {
        let files = dataset::files(&records);
        Self { records, focus, synthetic, geography: None, files }
    }

    /// The section with borders for its world map.
    #[must_use]
    pub fn with_geography(self, geography: Geography) -> Self {
        Self { geography: Some(geography), ..self }
    }

    fn context(&self, language: Language) -> Context<'_> {
        let geography = self.geography.as_ref();
        Context { records: &self.records, focus: &self.focus, synthetic: self.synthetic, geography, language }
    }

    fn render(&self, frame: &Frame<'_>, route: &Route, request: &Request) -> Option<String> {
        let context = self.context(frame.language);
        let of_index = |id: &String| (id == INDICATOR).then_some(());
        match route {
            Route::Home => Some(crate::page::home::page(frame, &home::view(context)?)),
            Route::Country(id) => Some(crate::page::country::page(frame, &country::view(context, id)?)),
            Route::Ranking(id) => {
                of_index(id)?;
                Some(crate::page::ranking::page(frame, &ranking::view(context, request)?))
            }
            Route::Map(id) => {
                of_index(id)?;
                Some(crate::page::map::page(frame, &map::view(context, request)?))
            }
            Route::Compare => Some(crate::page::compare::page(frame, &compare::view(context, request)?)),
            Route::Indicator(id) => {
                of_index(id)?;
                Some(crate::page::indicator::page(frame, &indicator::view(context)?))
            }
            Route::Methods => Some(crate::page::methods::page(frame, &method::list(context))),
            Route::Method(id) => Some(crate::page::method::page(frame, &method::view(context, id)?)),
            Route::Observation(id) => Some(crate::page::observation::page(frame, &observation::view(context, id)?)),
            Route::Dataset(id) => Some(crate::page::dataset::page(frame, &dataset::view(context, id, &self.files)?)),
            Route::Status => Some(crate::page::status::page(frame, &status::view(context))),
            Route::Other(_) => None,
        }
    }
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
        let context = self.context(Language::En);
        let index = INDICATOR.to_owned();
        let mut routes = vec![Route::Home, Route::Ranking(index.clone()), Route::Map(index.clone()), Route::Compare];
        routes.extend([Route::Indicator(index), Route::Methods, Route::Status]);
        routes.extend(context.countries().into_iter().map(Route::Country));
        routes.extend(self.records.methodologies.keys().cloned().map(Route::Method));
        routes.extend(self.records.runs.keys().cloned().map(Route::Dataset));
        routes.extend(observation::listed(context).into_iter().map(Route::Observation));
        routes.iter().map(Route::path).collect()
    }

    fn file(&self, path: &str) -> Option<Download> {
        self.files.get(path).cloned()
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

//! The gallery's room of procurement: the real pages over a small invented country, with a few flags, the screens and the
//! tables, computed as an observatory computes them. One page of every type is listed; the others are reached by links.

use crate::observatory::{ObservatorySection, Records};
use crate::page::House;
use crate::procurement::ProcurementSection;
use crate::route::Route;
use crate::site::{Ask, Download, Reply, Request, Section};
use probity_core::parameter::ParameterValue;
use probity_core::suite::Source;
use probity_core::{Digest, Finding, Parameters, State, Suite};
use probity_engine::run::{Run, RunKey};
use probity_engine::{Catalogue, Methodology};
use probity_procurement::card::cards;
use probity_procurement::suite::{MARKETS, PLANTED, Procurement, RATES, REGISTER, name, plain};
use probity_procurement::world::{CONFIGURATION, Settings, World};
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

/// The methods shown, each with its folder's file.
const METHODS: [(&str, &str); 10] = [
    ("R003", include_str!("../../../../methods/procurement/R003/method.toml")),
    ("R018", include_str!("../../../../methods/procurement/R018/method.toml")),
    ("R024", include_str!("../../../../methods/procurement/R024/method.toml")),
    ("R040", include_str!("../../../../methods/procurement/R040/method.toml")),
    ("R051", include_str!("../../../../methods/procurement/R051/method.toml")),
    ("bid-screens", include_str!("../../../../methods/procurement/bid-screens/method.toml")),
    ("corruption-risk-index", include_str!("../../../../methods/procurement/corruption-risk-index/method.toml")),
    ("field-coverage", include_str!("../../../../methods/procurement/field-coverage/method.toml")),
    ("flag-rates", include_str!("../../../../methods/procurement/flag-rates/method.toml")),
    ("market-concentration", include_str!("../../../../methods/procurement/market-concentration/method.toml")),
];

/// Worlds in which nothing is planted: enough to see the table, too few to say anything.
const CLEAN_WORLDS: i64 = 2;

static RECORDS: LazyLock<Arc<Records>> = LazyLock::new(|| Arc::new(records().unwrap_or_else(nothing)));

/// The room with its data sets.
pub(super) struct Tenders {
    room: ProcurementSection,
    data: ObservatorySection,
}

impl Tenders {
    /// The room over its invented country.
    pub fn new() -> Self {
        let data = ObservatorySection::new(Arc::clone(&RECORDS), Vec::new(), true);
        Self { room: ProcurementSection::new(Arc::clone(&RECORDS)), data }
    }
}

/// The records behind the pages, for tests of what leaves the house.
#[cfg(test)]
pub(crate) fn shown() -> Arc<Records> {
    Arc::clone(&RECORDS)
}

/// What is listed.
fn routes() -> Vec<Route> {
    let mut routes = vec![Route::Flags, Route::Coverage, Route::Screens, Route::Flag("R018".to_owned())];
    routes.push(Route::Dataset(MARKETS.to_owned()));
    routes.push(Route::Observation(format!("{RATES}:share:R018|process|_T:all")));
    // A process with something to review shows more of its page than the first one.
    let flagged = RECORDS.of("R018").find(|own| own.state == State::Flagged && own.id.measure == "process");
    let card = flagged.and_then(|finding| RECORDS.cards.get(&plain(&finding.id.subject)));
    if let Some(card) = card.or_else(|| RECORDS.cards.values().next()) {
        routes.push(Route::Tender(name(&card.ocid)));
        routes.extend(card.buyer.iter().map(|buyer| Route::Buyer(name(&buyer.id))));
        let bidders = card.bids.iter().flat_map(|bid| &bid.bidders);
        routes.extend(bidders.take(1).map(|party| Route::Supplier(name(&party.id))));
        routes.extend(card.markets.iter().take(1).map(|market| Route::Market(name(market))));
    }
    routes
}

/// Whether the gallery shows a page of the room's data, not one of its own.
fn is_own(route: &Route) -> bool {
    let known = |id: &str| RECORDS.methodologies.contains_key(id);
    match route {
        Route::Dataset(id) | Route::Method(id) => known(id),
        Route::Observation(id) => id.split(':').next().is_some_and(known),
        _ => false,
    }
}

impl Section for Tenders {
    fn page(&self, house: &House, request: &Request) -> Option<String> {
        if Route::parse(&request.path).is_some_and(|route| is_own(&route)) {
            return self.data.page(house, request);
        }
        self.room.page(house, request)
    }

    fn paths(&self) -> Vec<String> {
        routes().iter().map(Route::path).collect()
    }

    fn file(&self, path: &str) -> Option<Download> {
        self.data.file(path)
    }

    fn reply(&self, house: &House, ask: &Ask<'_>) -> Option<Reply> {
        let own = |folder: &str| ask.path.strip_prefix(folder)?.split('.').next();
        let id = own("cite/").or_else(|| own("press/"))?;
        RECORDS.runs.contains_key(id).then(|| self.data.reply(house, ask)).flatten()
    }
}

fn nothing() -> Records {
    Records::invented(Vec::new(), Vec::new(), Vec::new())
}

fn sources() -> Vec<Source> {
    let world = World::generate(&Settings { processes: 60, rigged: 12, town: 6, ..Settings::default() });
    let (releases, planted) = (world.releases(), world.planted_csv());
    let source = |register: &str, text: String| Source {
        register: register.to_owned(),
        digest: Digest::of(text.as_bytes()),
        name: String::new(),
        bytes: text.into_bytes().into(),
    };
    vec![source(REGISTER, releases), source(PLANTED, planted)]
}

/// Everything computed; `None` when the methods and the program do not fit, which a test would say.
fn records() -> Option<Records> {
    let suite = Arc::new(Procurement::new(|id| METHODS.iter().any(|(known, _)| *known == id)));
    let files = METHODS.map(|(id, text)| (format!("procurement/{id}/method.toml"), text.as_bytes().to_vec()));
    let catalogue = Catalogue::new(files, Vec::new(), &[Arc::clone(&suite) as Arc<dyn Suite>]).ok()?;
    let asked: BTreeMap<String, Parameters> =
        catalogue.iter().map(|entry| (entry.methodology.id.clone(), parameters(&entry.methodology))).collect();
    let settings: toml::Table = CONFIGURATION.parse().ok()?;
    let settings = settings.get("procurement").and_then(|room| toml::to_string(room).ok()).unwrap_or_default();
    let sources = sources();
    let found = suite.compute(&sources, &settings, &asked).ok()?;
    let methods: Vec<(Methodology, Run, bool)> = catalogue
        .iter()
        .map(|entry| {
            // A page must not change with every comment in the file of a method.
            let digest = Digest::of(entry.methodology.id.as_bytes());
            let own = Methodology { digest, ..entry.methodology.clone() };
            let findings = found.get(&own.id).map_or(&[][..], Vec::as_slice);
            let run = run(&own, findings);
            let is_dataset = entry.computation.is_dataset(&own.id);
            (own, run, is_dataset)
        })
        .collect();
    let findings = found.into_values().flatten().map(|finding| with_unit(&methods, finding)).collect();
    Some(Records::invented(methods, findings, cards(&sources, &settings)))
}

fn parameters(methodology: &Methodology) -> Parameters {
    let mut parameters = methodology.defaults();
    for row in parameters.0.get_mut("clean_worlds").into_iter().flatten() {
        row.value = ParameterValue::Integer(CLEAN_WORLDS);
    }
    parameters
}

fn run(methodology: &Methodology, found: &[Finding]) -> Run {
    let mut states = BTreeMap::new();
    found.iter().for_each(|finding| *states.entry(finding.state).or_default() += 1);
    Run {
        id: Digest::of(methodology.id.as_bytes()),
        key: RunKey {
            method: methodology.id.clone(),
            methodology: methodology.digest,
            program: "0.1.0".to_owned(),
            parameters: parameters(methodology),
            inputs: Vec::new(),
        },
        version: methodology.version.clone(),
        findings: Digest::of(b"findings"),
        evidence: Digest::of(b"evidence"),
        states,
    }
}

fn with_unit(methods: &[(Methodology, Run, bool)], mut finding: Finding) -> Finding {
    let method = methods.iter().find(|(own, ..)| own.id == finding.id.method);
    if let Some(output) =
        method.and_then(|(own, ..)| own.output(&finding.id.measure)).filter(|_| finding.unit.is_empty())
    {
        finding.unit.clone_from(&output.unit);
    }
    finding
}

//! The open interface `/v1` without HTTP: a request in, an answer out. Names and query language are those of SDMX's
//! REST interface, so that a statistician's tools work here; everything is at hand when the server starts.

pub mod addresses;
mod data;
mod documents;
pub mod filter;
pub mod format;
pub mod key;
mod openapi;
pub mod parameters;
pub mod period;
mod problem;
mod releases;
#[cfg(any(test, feature = "gallery"))]
pub mod samples;
mod select;
#[cfg(test)]
mod tests;
mod verify;
mod vintage;

pub use addresses::Verb;
pub use problem::{Kind, Problem};
pub use releases::{Release, entries};

use crate::dataflow::{AGENCY, Dataflow};
use crate::log::Entry;
use crate::package::{Files, Known};
use addresses::{ADDRESSES, Address, To, Values};
use probity_core::{Digest, Evidence, FindingId, PartialDate};
use serde_json::Value;
use std::sync::Arc;
use vintage::Vintage;

/// Longest body of a request: a signed note is a few hundred bytes.
pub const BODY_MAX: usize = 64 * 1024;

/// The methods of addresses that are read, and of those that are written to.
const READ: &str = "GET, HEAD, OPTIONS";
const WRITE: &str = "POST, OPTIONS";

/// A request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Call<'a> {
    /// How it is asked.
    pub verb: Verb,
    /// The path from the root, as sent.
    pub path: &'a str,
    /// The query as sent, without question mark.
    pub query: &'a str,
    /// The `Accept` header.
    pub accept: Option<&'a str>,
    /// The site's address without trailing slash, for links; may be empty.
    pub base: &'a str,
    /// The body.
    pub body: &'a [u8],
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// Media type.
    pub media_type: String,
    /// Content.
    pub bytes: Arc<[u8]>,
    /// Address of the next page.
    pub next: Option<String>,
    /// The methods the address answers.
    pub allow: Option<&'static str>,
}

impl Reply {
    fn new(media_type: &str, bytes: Vec<u8>) -> Self {
        Self { status: 200, media_type: media_type.to_owned(), bytes: Arc::from(bytes), next: None, allow: None }
    }

    fn json(status: u16, media_type: &str, value: &Value) -> Self {
        // Keys of maps are sorted: the same value has the same bytes.
        let mut text = value.to_string();
        text.push('\n');
        Self { status, ..Self::new(media_type, text.into_bytes()) }
    }
}

/// How a finding was computed.
#[derive(Debug, Clone, PartialEq)]
pub struct Proof {
    /// The method's version.
    pub version: String,
    /// The run.
    pub run: Digest,
    /// What it rests on.
    pub evidence: Arc<[Evidence]>,
}

/// Where the API looks up how a finding was computed.
pub trait Proofs: Send + Sync {
    /// The proof of a finding; `None` when it is not known.
    fn proof(&self, id: &FindingId) -> Option<Proof>;
}

impl Proofs for crate::observatory::Records {
    fn proof(&self, id: &FindingId) -> Option<Proof> {
        let (finding, run) = (self.find(id)?, self.run(&id.method)?);
        Some(Proof { version: run.version.clone(), run: run.id, evidence: Arc::clone(&finding.evidence) })
    }
}

/// What the interface answers from.
pub struct Api {
    /// Data sets by the identifier of their dataflow, each with its vintages from old to new.
    sets: Vec<DataSet>,
    proofs: Arc<dyn Proofs>,
    known: Vec<Known>,
    /// Entries of the log about releases.
    entries: Vec<Entry>,
    log: Files,
}

/// A data set.
struct DataSet {
    /// At least one, from old to new.
    vintages: Vec<Vintage>,
    /// All vintages together, when there are several.
    history: Dataflow,
    /// The name of this state of the data, for cursors.
    state: String,
}

impl DataSet {
    fn new(vintages: Vec<Vintage>) -> Option<Self> {
        let history = vintage::together(&vintages)?;
        let table = crate::dataflow::canonical_csv(&history, &history.rows());
        Some(Self { state: Digest::of(table.as_bytes()).short(), history, vintages })
    }

    /// The data of today; a data set without a vintage is never kept.
    fn now(&self) -> &Vintage {
        &self.vintages[self.vintages.len() - 1]
    }
}

impl Api {
    /// The interface to these data. `updated` gives the day from which the data of a data set hold where no release
    /// says so; `log` holds the files of a transparency log, by path from its directory.
    pub fn new(
        flows: Vec<Dataflow>,
        proofs: Arc<dyn Proofs>,
        updated: impl Fn(&str) -> PartialDate,
        releases: Vec<Release>,
        log: Files,
    ) -> Self {
        let releases = releases::sorted(releases);
        let mut sets: Vec<DataSet> = flows
            .into_iter()
            .filter_map(|flow| {
                let day = updated(&flow.dataset);
                DataSet::new(releases::vintages(flow, day, &releases))
            })
            .collect();
        sets.sort_by(|a, b| a.now().flow.id.cmp(&b.now().flow.id));
        let entries = releases::entries(&log);
        Self { sets, proofs, known: releases::known(&releases, &entries), entries, log }
    }

    /// Answers a request. Every fault of the request is told as a problem.
    pub fn answer(&self, call: &Call<'_>) -> Reply {
        self.reply(call).unwrap_or_else(|problem| problem.reply())
    }

    fn reply(&self, call: &Call<'_>) -> Result<Reply, Problem> {
        let path = crate::address::dotted(call.path).unwrap_or_default();
        let (address, values) = Address::find(&path).ok_or_else(|| nowhere(call.path))?;
        if call.verb == Verb::Options {
            let allow = if address.verb == Verb::Post { WRITE } else { READ };
            return Ok(Reply { status: 204, allow: Some(allow), ..Reply::new("text/plain", Vec::new()) });
        }
        if call.verb != address.verb {
            let allow = if address.verb == Verb::Post { WRITE } else { READ };
            return Err(Problem::new(Kind::Method(allow), format!("{} answers {allow}", call.path)));
        }
        self.from(address.to, &values, call)
    }

    fn from(&self, to: To, values: &Values, call: &Call<'_>) -> Result<Reply, Problem> {
        let value = |name: &str| values.get(name).unwrap_or_default();
        match to {
            To::Index => Ok(documents::index()),
            To::OpenApi => Ok(openapi::reply(self)),
            To::Datasets => Ok(documents::datasets(self)),
            To::Data => data::reply(self, values, call),
            To::Structure => documents::structure(self, values),
            To::Observation => documents::observation(self, value("observation")),
            To::Entity => Err(no_room("owners of companies", value("entity"))),
            To::Commitment => Err(no_room("commitments", value("commitment"))),
            To::Verify => verify::reply(self, call.body),
            To::Checkpoint => verify::log_file(self, "checkpoint"),
            To::Tile => verify::log_file(self, &format!("tile/{}/{}", value("level"), value("tile"))),
        }
    }

    fn set(&self, flow: &str) -> Result<&DataSet, Problem> {
        let found = self.sets.iter().find(|set| set.now().flow.id == flow);
        found.ok_or_else(|| {
            let known: Vec<&str> = self.sets.iter().map(|set| set.now().flow.id.as_str()).collect();
            Problem::new(Kind::UnknownFlow, format!("`{flow}` is no dataflow; there are {}", known.join(", ")))
        })
    }

    /// The data set of a dataflow in SDMX's long form; agency and version may be left open.
    fn named(&self, agency: Option<&str>, flow: &str, version: Option<&str>) -> Result<&DataSet, Problem> {
        if agency.is_some_and(|agency| !matches!(agency, AGENCY | "*" | "all")) {
            return Err(Problem::new(Kind::UnknownFlow, format!("dataflows here are those of {AGENCY}")));
        }
        let set = self.set(flow)?;
        let ours = set.now().flow.version.as_str();
        match version {
            None | Some("*" | "+" | "~" | "latest" | "all") => Ok(set),
            Some(version) if version == ours => Ok(set),
            Some(version) => {
                Err(Problem::new(Kind::UnknownFlow, format!("{flow} is in version {ours}, not `{version}`")))
            }
        }
    }

    /// Addresses without parameters of the reader's choice that a copy of the site in files can hold, with their
    /// content.
    pub fn files(&self) -> Vec<(String, Reply)> {
        let mut paths: Vec<String> =
            ["/v1/datasets", "/v1/openapi.json", "/v1/structure/dataflow"].map(str::to_owned).into();
        paths.extend(self.log.keys().map(|path| format!("/v1/log/{path}")));
        paths.extend(self.sets.iter().map(|set| format!("/v1/data/{}", set.now().flow.id)));
        let ask = |path: String| {
            let call = Call { verb: Verb::Get, path: &path, query: "", accept: None, base: "", body: &[] };
            let reply = self.answer(&call);
            (reply.status == 200).then_some((path, reply))
        };
        paths.into_iter().filter_map(ask).collect()
    }
}

fn nowhere(path: &str) -> Problem {
    let known = ADDRESSES.map(|address| address.template);
    Problem::new(Kind::NotFound, format!("there is nothing at {path}; there are {}", known.join(", ")))
}

fn no_room(what: &str, id: &str) -> Problem {
    Problem::new(Kind::NoSuchRoom, format!("this program keeps no {what} yet, so there is nothing about `{id}`"))
}

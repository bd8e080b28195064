//! `/v1/data`: from a key and parameters to observations in a format, a page at a time.

use super::addresses::Values;
use super::filter::Filter;
use super::format::Format;
use super::key::Pattern;
use super::parameters::Parameters;
use super::problem::{Kind, Problem};
use super::select::Selection;
use super::{Api, Call, DataSet, Reply, vintage};
use crate::dataflow::{Dataflow, Observation, canonical_csv, jsonstat, sdmx_csv, sdmx_json};
use crate::route::encode;
use probity_core::Language;
use std::borrow::Cow;

/// Answers a request for data.
///
/// # Errors
/// When dataflow, key, parameters or format are none of ours.
pub fn reply(api: &Api, values: &Values, call: &Call<'_>) -> Result<Reply, Problem> {
    let set = set(api, values)?;
    let parameters = Parameters::read(&crate::address::pairs(call.query, false))?;
    let format = Format::wanted(parameters.format.as_deref(), call.accept)?;
    let flow = flow(set, &parameters)?;
    let flow = flow.as_ref();
    let selection = selection(flow, values.get("key").unwrap_or_default(), &parameters)?;
    let mut rows = selection.of(flow);
    if let Some(day) = parameters.updated_after
        && let Some(before) = vintage::until(&set.vintages, day).last()
    {
        rows = vintage::changed(rows, &before.flow);
    }
    let from = start(set, &parameters, rows.len())?;
    let to = rows.len().min(from.saturating_add(parameters.limit));
    let bytes = write(format, flow, &rows[from..to], &set.now().from.to_string(), parameters.language);
    let mut reply = Reply::new(format.media_type(), bytes);
    reply.next = (to < rows.len()).then(|| next(call, &format!("{to}-{}", set.state)));
    Ok(reply)
}

/// The data set that the address names, also in SDMX's long forms.
fn set<'a>(api: &'a Api, values: &Values) -> Result<&'a DataSet, Problem> {
    let name = values.get("flow").unwrap_or_default();
    let (agency, flow, version) = match name.split(',').collect::<Vec<_>>()[..] {
        [agency, flow] => (Some(agency), flow, None),
        [agency, flow, version] => (Some(agency), flow, Some(version)),
        _ => (values.get("agency"), name, values.get("version")),
    };
    api.named(agency, flow, version)
}

/// The vintage, or several of them together.
fn flow<'a>(set: &'a DataSet, parameters: &Parameters) -> Result<Cow<'a, Dataflow>, Problem> {
    let Some(day) = parameters.as_of else {
        return Ok(Cow::Borrowed(if parameters.history { &set.history } else { &set.now().flow }));
    };
    let until = vintage::until(&set.vintages, day);
    let found = match parameters.history {
        true => vintage::together(until).map(Cow::Owned),
        false => until.last().map(|vintage| Cow::Borrowed(&vintage.flow)),
    };
    found.ok_or_else(|| {
        let first = set.vintages.first().map(|vintage| vintage.from.to_string()).unwrap_or_default();
        Problem::new(Kind::NoVintage, format!("the first vintage is of {first}, after {day}"))
    })
}

fn selection(flow: &Dataflow, key: &str, parameters: &Parameters) -> Result<Selection, Problem> {
    let bad_key = |error: super::key::KeyError| Problem::new(Kind::BadKey, error.to_string());
    let filter = |(name, tests): &(String, super::filter::Tests)| {
        let bound = Filter::bind(flow, name, tests.clone());
        bound.map_err(|error| Problem::new(Kind::BadFilter, error.to_string()))
    };
    let pattern = Pattern::parse(key).map_err(bad_key)?;
    // Where vintages are told apart, a key that says nothing of them means all of them.
    let told = flow.dimensions.iter().filter(|dimension| dimension.id != vintage::VINTAGE).cloned().collect::<Vec<_>>();
    Ok(Selection {
        key: pattern.bind(&flow.id, &told).map_err(bad_key)?,
        filters: parameters.filters.iter().map(filter).collect::<Result<_, _>>()?,
        first: parameters.first,
        last: parameters.last,
    })
}

/// Where the page begins.
fn start(set: &DataSet, parameters: &Parameters, rows: usize) -> Result<usize, Problem> {
    let Some(cursor) = &parameters.cursor else { return Ok(0) };
    let parts = cursor.split_once('-').and_then(|(at, state)| Some((at.parse::<usize>().ok()?, state)));
    match parts {
        Some((at, state)) if state == set.state && at <= rows => Ok(at),
        Some((_, state)) if state != set.state => Err(Problem::new(Kind::StaleCursor, "start again without a cursor")),
        _ => Err(Problem::new(Kind::BadCursor, format!("`{cursor}` is none of this answer's cursors"))),
    }
}

/// The address of the next page: this one with another cursor.
fn next(call: &Call<'_>, cursor: &str) -> String {
    let kept = call.query.split('&').filter(|field| !field.is_empty() && !field.starts_with("cursor="));
    let fields: Vec<String> = kept.map(str::to_owned).chain([format!("cursor={}", encode(cursor))]).collect();
    format!("{}{}?{}", call.base, call.path, fields.join("&"))
}

fn write(format: Format, flow: &Dataflow, rows: &[&Observation], prepared: &str, language: Language) -> Vec<u8> {
    let json = |value: serde_json::Value| format!("{value}\n").into_bytes();
    match format {
        Format::Csv => canonical_csv(flow, rows).into_bytes(),
        Format::SdmxCsv => sdmx_csv(flow, rows).into_bytes(),
        Format::SdmxJson => json(sdmx_json(flow, rows, prepared)),
        Format::JsonStat => json(jsonstat(flow, rows, language)),
    }
}

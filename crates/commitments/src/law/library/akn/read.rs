//! From an Akoma Ntoso document to an act. Provisions are the elements of the hierarchy; everything inside their content
//! is text, a line a block. Notes of editors are left out.

use super::super::act::{Act, Commencement, Draft, Repeal};
use super::super::data::{Data, Through};
use super::super::form::plain;
use super::super::read::Given;
use super::super::value::{Kind, LanguageCode, Work};
use super::tree::{self, Item, Node};
use super::{EMPTY, OWN};
use crate::date::{Day, iso_day};
use probity_core::Diagnostic;
use std::collections::BTreeSet;

/// Elements that stand on lines of their own.
const BLOCKS: [&str; 22] = [
    "p",
    "block",
    "blockContainer",
    "blockList",
    "crossHeading",
    "embeddedStructure",
    "foreign",
    "heading",
    "item",
    "li",
    "listIntroduction",
    "listWrapUp",
    "ol",
    "quotedStructure",
    "subheading",
    "table",
    "tblock",
    "td",
    "th",
    "toc",
    "tr",
    "ul",
];
/// Elements that hold the provisions of a document.
const BODIES: [&str; 3] = ["body", "mainBody", "portionBody"];
/// Elements that are not the act's own words.
const LEFT_OUT: [&str; 3] = ["authorialNote", "meta", "img"];

/// The act in a document.
pub(in super::super) fn read(file: &str, text: &str, given: &Given) -> Result<Act<Draft>, Diagnostic> {
    let root = tree::root(file, text)?;
    let fault = |message: &str| Diagnostic::error("law-akn", file, message);
    let document = match root.name.as_str() {
        "akomaNtoso" => root.elements().find(|node| is_document(node)),
        _ => Some(&root).filter(|node| is_document(node)),
    };
    let document = document
        .ok_or_else(|| fault("there is no document in it").expected("Akoma Ntoso 3.0: `akomaNtoso`, in it `act`"))?;
    let identity = document.child("meta").and_then(|meta| meta.child("identification"));
    let part = |name: &str| identity.and_then(|identity| identity.child(name));
    let (about_work, about_text) = (part("FRBRWork"), part("FRBRExpression"));
    let value = |node: Option<&'_ Node>, name: &str, key: &str| -> Option<String> {
        node.and_then(|node| node.child(name)).and_then(|one| one.attribute(key)).map(str::to_owned)
    };
    let work: Work = match (&given.work, value(about_work, "FRBRuri", "value")) {
        (Some(work), _) => work.clone(),
        (None, Some(uri)) => uri.parse().map_err(|error: super::super::value::NotAValue| {
            fault(&error.to_string()).field("FRBRWork/FRBRuri").hint("give the work with `--work`")
        })?,
        (None, None) => {
            return Err(fault("the document does not say its work").field("FRBRWork/FRBRuri").hint("give `--work`"));
        }
    };
    let said = value(about_text, "FRBRlanguage", "language");
    let language: LanguageCode = match (&given.language, &said) {
        (Some(language), _) => language.clone(),
        (None, Some(said)) => said.parse().map_err(|error: super::super::value::NotAValue| {
            fault(&error.to_string()).field("FRBRExpression/FRBRlanguage").found(said).hint("give `--lang`")
        })?,
        (None, None) => {
            let fault = fault("the document does not say its language");
            return Err(fault.field("FRBRExpression/FRBRlanguage").hint("give `--lang`"));
        }
    };
    let said = value(about_text, "FRBRdate", "date");
    let date = given.date.or(said.as_deref().and_then(day)).ok_or_else(|| {
        let fault = match &said {
            Some(said) => fault("this is not a day").found(said).expected("a day such as `2024-03-22`"),
            None => fault("the document does not say its day"),
        };
        fault.field("FRBRExpression/FRBRdate").hint("give `--date`")
    })?;
    let mut act = Act::new(work, language, date, provisions(document));
    about(&mut act, document, about_work);
    profiled(&mut act);
    act.authoritative = value(about_text, "FRBRauthoritative", "value").is_none_or(|value| value != "false");
    act.preamble = document.child("preamble").and_then(lines);
    act.conclusions = document.child("conclusions").and_then(lines);
    Ok(act)
}

/// Whether it is an act, a bill, an annex, or a portion of one.
fn is_document(node: &Node) -> bool {
    node.child("meta").is_some() || BODIES.iter().any(|name| node.child(name).is_some())
}

/// A day, with or without a time behind it.
fn day(text: &str) -> Option<Day> {
    iso_day(text.get(..10)?).map(Day)
}

/// What the document says of its work.
fn about(act: &mut Act<Draft>, document: &Node, about_work: Option<&Node>) {
    let aliases = about_work.into_iter().flat_map(Node::elements).filter(|node| node.name == "FRBRalias");
    for alias in aliases {
        let Some(value) = alias.attribute("value") else { continue };
        match alias.attribute("name") {
            Some("title") => drop(act.title.insert(act.language.clone(), value.to_owned())),
            _ => drop(act.aliases.insert(value.to_owned())),
        }
    }
    if act.title.is_empty()
        && let Some(title) = document.child("preface").and_then(|preface| find(preface, "docTitle")).and_then(lines)
    {
        act.title.insert(act.language.clone(), plain(&title));
    }
    act.assented = about_work.and_then(|work| work.child("FRBRdate")?.attribute("date")).and_then(day);
    let meta = document.child("meta").into_iter().flat_map(Node::elements);
    for part in meta {
        match part.name.as_str() {
            "publication" => act.published = part.attribute("date").and_then(day).or(act.published),
            "lifecycle" => {
                let ends = part.elements().find(|event| event.attribute("type") == Some("repeal"));
                let date = ends.and_then(|event| event.attribute("date")).and_then(day);
                act.repealed = date.map(|date| Repeal { date, by: None, verb: None });
            }
            "proprietary" => part.elements().for_each(|own| owned(act, own)),
            _ => {}
        }
    }
}

/// What only our own documents say.
fn owned(act: &mut Act<Draft>, own: &Node) {
    let text = |key: &str| own.attribute(key).map(str::to_owned);
    let list = |key: &str| own.attribute(key).unwrap_or_default().split_whitespace().map(str::to_owned).collect();
    let date = own.attribute("date").and_then(day);
    match (own.name.strip_prefix(&format!("{{{OWN}}}")), date) {
        (Some("commencement"), Some(date)) => act.commencements.push(Commencement {
            date,
            provisions: list("provisions"),
            except: list("except"),
            main: own.attribute("main") == Some("true"),
            by: text("by"),
        }),
        (Some("repeal"), Some(date)) => act.repealed = Some(Repeal { date, by: text("by"), verb: text("verb") }),
        (Some("amended"), _) => act.amended_by = text("by"),
        _ => {}
    }
}

/// The first element of a name, however deep.
fn find<'a>(node: &'a Node, name: &str) -> Option<&'a Node> {
    node.elements().find_map(|child| if child.name == name { Some(child) } else { find(child, name) })
}

fn provisions(document: &Node) -> Vec<Draft> {
    let body = BODIES.into_iter().find_map(|name| document.child(name));
    let mut all: Vec<Draft> = body.map(parts).unwrap_or_default();
    if all.is_empty()
        && let (Some(body), Ok(kind)) = (body, "paragraph".parse::<Kind>())
    {
        let text = lines(body).unwrap_or_default();
        let one = |line: &str| Draft { text: Some(line.to_owned()), ..Draft::new(kind.clone(), None) };
        all = text.lines().map(one).collect();
    }
    for holder in document.elements().filter(|node| node.name == "attachments") {
        all.extend(holder.elements().filter_map(attachment));
    }
    // Ids that are there twice name nothing; then all are computed.
    if !unique(&all, &mut BTreeSet::new()) {
        all.iter_mut().for_each(forget);
    }
    all
}

/// Forgets ids of another profile: where articles are numbered through the act, chapters do not stand before them.
fn profiled(act: &mut Act<Draft>) {
    let Some(through) = Data::shipped().map(|data| &data.kz) else { return };
    let country = act.work.country();
    if through.countries.iter().any(|one| one == country)
        && act.provisions.iter().any(|one| nested(through, one, false))
    {
        act.provisions.iter_mut().for_each(forget);
    }
}

/// Whether a provision that is numbered through the act has the id of a container before its own.
fn nested(through: &Through, draft: &Draft, inside: bool) -> bool {
    let is = |list: &[String]| list.iter().any(|kind| kind == draft.kind.as_str());
    let eid = draft.eid.as_deref().unwrap_or_default();
    let container = is(&through.containers);
    (inside && is(&through.numbered_through) && eid.contains("__") && !eid.starts_with("att_"))
        || draft.children.iter().any(|child| nested(through, child, container))
}

fn unique<'a>(drafts: &'a [Draft], seen: &mut BTreeSet<&'a str>) -> bool {
    drafts.iter().all(|one| one.eid.as_deref().is_none_or(|eid| seen.insert(eid)) && unique(&one.children, seen))
}

fn forget(draft: &mut Draft) {
    draft.eid = None;
    draft.children.iter_mut().for_each(forget);
}

/// The provisions directly in an element; containers that are none are looked through.
fn parts(node: &Node) -> Vec<Draft> {
    let is_empty = |node: &Node| node.name == "hcontainer" && node.attribute("name") == Some(EMPTY);
    node.elements().filter(|one| !is_empty(one)).filter_map(provision).collect()
}

fn provision(node: &Node) -> Option<Draft> {
    let kind: Kind = node.name.parse().ok().filter(|kind: &Kind| !kind.is_attachment())?;
    let mut draft = named(node, kind);
    let mut text = Vec::new();
    for child in node.elements() {
        match (child.name.as_str(), provision(child)) {
            ("num" | "heading" | "subheading", _) => {}
            (_, Some(part)) => draft.children.push(part),
            (_, None) => text.extend(lines(child)),
        }
    }
    draft.text = Some(text.join("\n")).filter(|text| !text.is_empty());
    Some(draft)
}

/// A provision with id, number and heading.
fn named(node: &Node, kind: Kind) -> Draft {
    let line = |name: &str| node.child(name).and_then(lines).map(|text| plain(&text)).filter(|text| !text.is_empty());
    let headings: Vec<String> = ["heading", "subheading"].into_iter().filter_map(line).collect();
    let mut draft = Draft::new(kind, line("num"));
    draft.heading = Some(headings.join(" ")).filter(|heading| !heading.is_empty());
    draft.eid = node.attribute("eId").filter(|eid| !eid.contains(char::is_whitespace)).map(str::to_owned);
    draft
}

fn attachment(node: &Node) -> Option<Draft> {
    let mut draft = named(node, node.name.parse().ok().filter(Kind::is_attachment)?);
    let document = node.elements().find(|child| is_document(child))?;
    let body = BODIES.into_iter().find_map(|name| document.child(name))?;
    let mut text = Vec::new();
    for child in body.elements() {
        match provision(child) {
            Some(part) => draft.children.push(part),
            None => text.extend(lines(child)),
        }
    }
    draft.text = Some(text.join("\n")).filter(|text| !text.is_empty());
    Some(draft)
}

/// The text of an element, a line a block, without empty ones; none when there is none.
fn lines(node: &Node) -> Option<String> {
    let mut all = vec![String::new()];
    collect(node, &mut all);
    let all: Vec<String> = all
        .iter()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|line| !line.is_empty())
        .collect();
    (!all.is_empty()).then(|| all.join("\n"))
}

fn collect(node: &Node, all: &mut Vec<String>) {
    for item in &node.items {
        match item {
            Item::Text(text) => push(all, text),
            Item::Element(child) if LEFT_OUT.contains(&child.name.as_str()) => {}
            Item::Element(child) => {
                let block = BLOCKS.contains(&child.name.as_str()) || child.name.parse::<Kind>().is_ok();
                // The number of an item stands before its text.
                let first = node.items.len() > 1 && node.child("num").is_some() && child.name == "p";
                if block && !first {
                    all.push(String::new());
                }
                collect(child, all);
                if block {
                    all.push(String::new());
                } else if child.name == "num" || child.name == "br" || child.name == "eol" {
                    push(all, " ");
                }
            }
        }
    }
}

fn push(all: &mut [String], text: &str) {
    if let Some(last) = all.last_mut() {
        last.push_str(text);
    }
}

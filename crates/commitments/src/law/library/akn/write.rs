//! From an expression to an Akoma Ntoso 3.0 document that the standard's schema accepts: identity by FRBR, life of the work,
//! provisions with their ids, annexes as documents of their own.

use super::super::act::Provision;
use super::super::collection::{Expression, Holding};
use super::super::part::lines;
use super::super::shown;
use super::{EMPTY, OWN};
use crate::law::eid::names::Names;
use crate::law::uri::Uri;
use crate::xml::{Attributes, Xml};
use std::io;

/// Whose metadata it is.
const SOURCE: &str = "#probity";

/// The document of an expression. What is known of the work (its commencements, its repeal) comes from the holding.
///
/// # Errors
/// Never for acts of a library: writing to memory does not fail.
pub fn write(holding: &Holding, expression: &Expression) -> io::Result<String> {
    let mut writer = Akn { out: Xml::new(0)? };
    writer.document(holding, expression)?;
    writer.out.finish()
}

struct Akn {
    out: Xml,
}

impl Akn {
    fn start(&mut self, name: &str, attributes: Attributes<'_>) -> io::Result<()> {
        self.out.start(name, attributes)
    }

    fn end(&mut self, name: &str) -> io::Result<()> {
        self.out.end(name)
    }

    fn empty(&mut self, name: &str, attributes: Attributes<'_>) -> io::Result<()> {
        self.out.empty(name, attributes)
    }

    fn text(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.out.text(name, &[], text)
    }

    /// The lines of a text as blocks; an empty one when there is none and the schema asks for one.
    fn blocks(&mut self, text: Option<&str>) -> io::Result<()> {
        match text.filter(|text| lines(text).next().is_some()) {
            Some(text) => lines(text).try_for_each(|line| self.text("p", line)),
            None => self.empty("p", &[]),
        }
    }

    fn document(&mut self, holding: &Holding, expression: &Expression) -> io::Result<()> {
        let namespace = Names::shipped().map_or("", |names| names.namespace.as_str());
        let uri = holding.work.as_str().parse::<Uri>().ok();
        let subtype = uri.as_ref().and_then(|uri| uri.subtype.clone()).unwrap_or_else(|| "act".to_owned());
        let first = holding.expressions().map(|one| one.expression_date).min();
        let original = first.is_none_or(|first| first == expression.expression_date);
        let contains = if original { "originalVersion" } else { "singleVersion" };
        self.start("akomaNtoso", &[("xmlns", namespace)])?;
        self.start("act", &[("name", &subtype), ("contains", contains)])?;
        self.meta(holding, expression)?;
        if let Some(title) =
            expression.title.get(&expression.language).or_else(|| holding.title.get(&expression.language))
        {
            self.start("preface", &[])?;
            self.start("longTitle", &[])?;
            self.start("p", &[])?;
            self.text("docTitle", title)?;
            self.end("p")?;
            self.end("longTitle")?;
            self.end("preface")?;
        }
        if let Some(preamble) = &expression.preamble {
            self.start("preamble", &[])?;
            self.blocks(Some(preamble))?;
            self.end("preamble")?;
        }
        self.body(expression)?;
        if let Some(conclusions) = &expression.conclusions {
            self.start("conclusions", &[])?;
            self.blocks(Some(conclusions))?;
            self.end("conclusions")?;
        }
        self.attachments(holding, expression)?;
        self.end("act")?;
        self.end("akomaNtoso")
    }

    fn body(&mut self, expression: &Expression) -> io::Result<()> {
        self.start("body", &[])?;
        let mut empty = true;
        for provision in expression.provisions.iter().filter(|one| !one.kind.is_attachment()) {
            self.provision(provision)?;
            empty = false;
        }
        if empty {
            self.start("hcontainer", &[("eId", "hcontainer_empty"), ("name", EMPTY)])?;
            self.start("content", &[])?;
            self.blocks(None)?;
            self.end("content")?;
            self.end("hcontainer")?;
        }
        self.end("body")
    }

    fn provision(&mut self, provision: &Provision) -> io::Result<()> {
        let name = provision.kind.as_str();
        match name {
            "hcontainer" => self.start(name, &[("eId", &provision.eid), ("name", name)])?,
            name => self.start(name, &[("eId", &provision.eid)])?,
        }
        self.heading(provision)?;
        let wrapper = if provision.children.is_empty() { "content" } else { "intro" };
        if provision.children.is_empty() || provision.text.is_some() {
            self.start(wrapper, &[])?;
            self.blocks(provision.text.as_deref())?;
            self.end(wrapper)?;
        }
        provision.children.iter().try_for_each(|child| self.provision(child))?;
        self.end(name)
    }

    fn heading(&mut self, provision: &Provision) -> io::Result<()> {
        if let Some(num) = &provision.num {
            self.text("num", num)?;
        }
        if let Some(heading) = &provision.heading {
            self.text("heading", heading)?;
        }
        Ok(())
    }

    fn attachments(&mut self, holding: &Holding, expression: &Expression) -> io::Result<()> {
        let mut annexes = expression.provisions.iter().filter(|one| one.kind.is_attachment()).peekable();
        if annexes.peek().is_none() {
            return Ok(());
        }
        self.start("attachments", &[])?;
        for annex in annexes {
            self.start("attachment", &[("eId", &annex.eid)])?;
            self.heading(annex)?;
            self.start("doc", &[("name", "annex")])?;
            self.start("meta", &[])?;
            self.identification(holding, expression, &annex.eid)?;
            self.end("meta")?;
            self.start("mainBody", &[])?;
            if annex.text.is_some() || annex.children.is_empty() {
                self.blocks(annex.text.as_deref())?;
            }
            annex.children.iter().try_for_each(|child| self.provision(child))?;
            self.end("mainBody")?;
            self.end("doc")?;
            self.end("attachment")?;
        }
        self.end("attachments")
    }

    fn meta(&mut self, holding: &Holding, expression: &Expression) -> io::Result<()> {
        self.start("meta", &[])?;
        self.identification(holding, expression, "main")?;
        if let Some(published) = expression.published {
            let date = published.0.to_string();
            self.empty("publication", &[("date", &date), ("name", "publication"), ("showAs", "publication")])?;
        }
        self.lifecycle(holding, expression)?;
        self.start("references", &[("source", SOURCE)])?;
        let (id, name) = (SOURCE.trim_start_matches('#'), "Probity");
        self.empty(
            "TLCOrganization",
            &[("eId", id), ("href", "/akn/ontology/organization/probity"), ("showAs", name)],
        )?;
        self.end("references")?;
        self.own(holding, expression)?;
        self.end("meta")
    }

    fn identification(&mut self, holding: &Holding, expression: &Expression, component: &str) -> io::Result<()> {
        let work = holding.work.as_str();
        let uri = work.parse::<Uri>().ok();
        let language = expression.language.as_str();
        let date = expression.expression_date.0.to_string();
        let expression_uri = shown::expression(work, language, expression.expression_date.0);
        let made = expression.assented.map(|day| day.0.to_string());
        let made = made.or_else(|| uri.as_ref().map(|uri| whole(&uri.date))).unwrap_or_else(|| date.clone());
        let dated = [("date", made.as_str()), ("name", "generation")];
        self.start("identification", &[("source", SOURCE)])?;
        self.start("FRBRWork", &[])?;
        self.empty("FRBRthis", &[("value", &format!("{work}/!{component}"))])?;
        self.empty("FRBRuri", &[("value", work)])?;
        if component == "main" {
            if let Some(title) = expression.title.get(&expression.language) {
                self.empty("FRBRalias", &[("value", title), ("name", "title")])?;
            }
            for alias in &holding.aliases {
                self.empty("FRBRalias", &[("value", alias), ("name", "source")])?;
            }
        }
        self.empty("FRBRdate", &dated)?;
        self.empty("FRBRauthor", &[("href", "")])?;
        self.empty("FRBRcountry", &[("value", holding.work.country())])?;
        if let Some(uri) = &uri {
            if let Some(subtype) = &uri.subtype {
                self.empty("FRBRsubtype", &[("value", subtype)])?;
            }
            self.empty("FRBRnumber", &[("value", &uri.number)])?;
        }
        self.end("FRBRWork")?;
        self.start("FRBRExpression", &[])?;
        self.empty("FRBRthis", &[("value", &format!("{expression_uri}/!{component}"))])?;
        self.empty("FRBRuri", &[("value", &expression_uri)])?;
        self.empty("FRBRdate", &[("date", &date), ("name", "expression")])?;
        self.empty("FRBRauthor", &[("href", "")])?;
        self.empty("FRBRauthoritative", &[("value", if expression.authoritative { "true" } else { "false" })])?;
        self.empty("FRBRlanguage", &[("language", language)])?;
        self.end("FRBRExpression")?;
        self.start("FRBRManifestation", &[])?;
        self.empty("FRBRthis", &[("value", &format!("{expression_uri}/!{component}.xml"))])?;
        self.empty("FRBRuri", &[("value", &format!("{expression_uri}.xml"))])?;
        self.empty("FRBRdate", &[("date", &date), ("name", "expression")])?;
        self.empty("FRBRauthor", &[("href", SOURCE)])?;
        self.end("FRBRManifestation")?;
        self.end("identification")
    }

    fn lifecycle(&mut self, holding: &Holding, expression: &Expression) -> io::Result<()> {
        let made = expression.assented.unwrap_or(expression.expression_date).0.to_string();
        let amended = holding.expressions().map(|one| one.expression_date.0).filter(|date| date.to_string() > made);
        let amended: std::collections::BTreeSet<String> =
            amended.filter(|date| *date <= expression.expression_date.0).map(|date| date.to_string()).collect();
        let mut events = vec![("generation", made)];
        events.extend(amended.into_iter().map(|date| ("amendment", date)));
        events.extend(holding.repealed.as_ref().map(|repeal| ("repeal", repeal.date.0.to_string())));
        self.start("lifecycle", &[("source", SOURCE)])?;
        for (at, (kind, date)) in events.iter().enumerate() {
            let eid = format!("eref_{}", at + 1);
            self.empty("eventRef", &[("eId", &eid), ("date", date), ("source", SOURCE), ("type", kind)])?;
        }
        self.end("lifecycle")
    }

    /// What the standard has no element for.
    fn own(&mut self, holding: &Holding, expression: &Expression) -> io::Result<()> {
        let amended = expression.amended_by.as_ref();
        if holding.commencements.is_empty() && holding.repealed.is_none() && amended.is_none() {
            return Ok(());
        }
        self.start("proprietary", &[("source", SOURCE)])?;
        for one in &holding.commencements {
            let (date, provisions, except) = (one.date.0.to_string(), one.provisions.join(" "), one.except.join(" "));
            let main = if one.main { "true" } else { "false" };
            let mut attributes =
                vec![("date", date.as_str()), ("provisions", &provisions), ("except", &except), ("main", main)];
            attributes.extend(one.by.as_deref().map(|by| ("by", by)));
            self.owned("commencement", &attributes)?;
        }
        if let Some(repeal) = &holding.repealed {
            let date = repeal.date.0.to_string();
            let mut attributes = vec![("date", date.as_str())];
            attributes.extend(repeal.by.as_deref().map(|by| ("by", by)));
            attributes.extend(repeal.verb.as_deref().map(|verb| ("verb", verb)));
            self.owned("repeal", &attributes)?;
        }
        if let Some(by) = amended {
            self.owned("amended", &[("by", by)])?;
        }
        self.end("proprietary")
    }

    fn owned(&mut self, name: &str, attributes: Attributes<'_>) -> io::Result<()> {
        let mut all = vec![("xmlns", OWN)];
        all.extend(attributes);
        self.empty(name, &all)
    }
}

/// The first day of a date that may be a year or a month.
fn whole(date: &str) -> String {
    match date.len() {
        4 => format!("{date}-01-01"),
        7 => format!("{date}-01"),
        _ => date.to_owned(),
    }
}

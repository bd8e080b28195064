//! Identifiers of an act's provisions. Kazakhstan numbers articles and paragraphs through the act, so that chapters do not
//! go before them; elsewhere every level does. Identifiers of a source are kept, and refused where two are the same.

use super::act::{Draft, Provision};
use super::data::Data;
use super::part;
use super::value::{Kind, Work};
use crate::law::eid::Ids;
use crate::law::eid::names::Names;
use crate::law::refs::items::ordinal;
use crate::law::refs::token::tokens;
use crate::law::refs::words::Words;
use probity_core::{Diagnostic, Language};

const SUBPARAGRAPH: &str = "subparagraph";

/// The provisions with their identifiers.
///
/// # Errors
/// What is wrong with identifiers and places of provisions; `file` is the name for messages.
pub fn numbered(file: &str, work: &Work, drafts: Vec<Draft>) -> Result<Vec<Provision>, Vec<Diagnostic>> {
    let (Some(names), Some(data)) = (Names::shipped(), Data::shipped()) else {
        return Err(vec![Diagnostic::error("law-act", file, "the shipped list of names is damaged")]);
    };
    let through = data.kz.countries.iter().any(|country| country == work.country());
    let mut numbering = Numbering { file, names, data, through, ids: Ids::default(), faults: Vec::new() };
    numbering.given(&drafts, "provisions", 1);
    let provisions = numbering.all(drafts, "", "", 0);
    if numbering.faults.is_empty() { Ok(provisions) } else { Err(numbering.faults) }
}

/// The number of a paragraph of text in Kazakhstan: what is printed, ordinal words as digits ("вторая", "екінші"), or its place
/// among the paragraphs of its provision.
fn counted_by(num: Option<&str>, line: usize) -> String {
    let ordinal = |num: &str, lang| {
        let words = Words::of(lang)?;
        let tokens = tokens(&num.chars().collect::<Vec<char>>());
        (0..tokens.len()).find_map(|at| ordinal(words, &tokens, at)).map(|(number, _)| number.to_string())
    };
    match num.map(str::trim).filter(|num| !num.is_empty()) {
        Some(num) => {
            [Language::Ru, Language::Kk].into_iter().find_map(|lang| ordinal(num, lang)).unwrap_or(num.to_owned())
        }
        None => line.to_string(),
    }
}

struct Numbering<'a> {
    file: &'a str,
    names: &'static Names,
    data: &'static Data,
    through: bool,
    ids: Ids,
    faults: Vec<Diagnostic>,
}

impl Numbering<'_> {
    /// Takes the identifiers that are given, so that none is computed twice.
    fn given(&mut self, drafts: &[Draft], path: &str, depth: usize) {
        if depth > self.data.depth_max {
            let message = format!("provisions are nested deeper than {}", self.data.depth_max);
            return self.faults.push(Diagnostic::error("law-act", self.file, message).field(path));
        }
        for (at, draft) in drafts.iter().enumerate() {
            let here = format!("{path}[{at}]");
            if draft.kind.is_attachment() && depth > 1 {
                let fault = Diagnostic::error("law-act", self.file, "an annex stands inside a provision");
                self.faults
                    .push(fault.field(&here).hint("annexes are provisions of the act itself: move it to the end"));
            }
            if let Some(eid) = &draft.eid {
                self.take(eid, &here);
            }
            self.given(&draft.children, &format!("{here}.children"), depth + 1);
        }
    }

    fn take(&mut self, eid: &str, path: &str) {
        let fault = |message| Diagnostic::error("law-act", self.file, message).field(format!("{path}.eid")).found(eid);
        if eid == "*" || eid.contains(char::is_whitespace) {
            let message = "this is not an identifier of a provision";
            return self.faults.push(fault(message).expected("letters, digits, `_` and `-`, such as `art_15__para_1`"));
        }
        if !self.ids.take(eid) {
            let fault = fault("two provisions have this identifier");
            self.faults.push(fault.hint("leave `eid` out, and it is computed from the numbers"));
        }
    }

    /// `prefix` goes before the ids of what is numbered inside its parent, `through` before what is numbered through.
    /// Before them stand as many `lines` of text.
    fn all(&mut self, drafts: Vec<Draft>, prefix: &str, through: &str, lines: usize) -> Vec<Provision> {
        let mut lines = lines;
        let one = |draft: Draft| {
            lines += usize::from(draft.kind.as_str() == SUBPARAGRAPH);
            self.one(draft, prefix, through, lines)
        };
        drafts.into_iter().map(one).collect()
    }

    fn one(&mut self, draft: Draft, prefix: &str, through: &str, line: usize) -> Provision {
        let is = |list: &[String], kind: &Kind| self.through && list.iter().any(|one| one == kind.as_str());
        let before = if is(&self.data.kz.numbered_through, &draft.kind) { through } else { prefix };
        let container = is(&self.data.kz.containers, &draft.kind);
        let eid = match draft.eid {
            Some(eid) => eid,
            None => {
                // Unnumbered parts are cited by their place everywhere ("часть вторая", "second subparagraph").
                let counted = draft.kind.as_str() == SUBPARAGRAPH && (self.through || draft.num.is_none());
                let counted = counted.then(|| counted_by(draft.num.as_deref(), line));
                let num = counted.as_deref().or(draft.num.as_deref());
                self.ids.next(self.names, draft.kind.as_str(), num, before)
            }
        };
        let lines = draft.text.as_deref().map_or(0, |text| part::lines(text).count());
        let children = self.all(draft.children, &eid, if container { through } else { &eid }, lines);
        Provision { kind: draft.kind, eid, num: draft.num, heading: draft.heading, text: draft.text, children }
    }
}

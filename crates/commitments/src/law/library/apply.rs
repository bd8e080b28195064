//! The next text of an act: the instructions of an amending act applied to an expression, one after another. What cannot be
//! applied (a text to replace that is not there) is a finding, and the rest goes on.

use super::act::{Draft, Provision, Repeal};
use super::collection::Expression;
use super::data::Data;
use super::edit;
use super::form::plain;
use super::number::numbered;
use super::part::line_of;
use super::plain::structure;
use crate::date::Day;
use crate::law::eid::clean;
use crate::law::eid::names::Names;
use crate::law::instructions::{Instruction, Verb};
use probity_core::Diagnostic;
use probity_core::Language;

/// What an amending act does to one act.
#[derive(Debug, Clone, Copy)]
pub struct Amendment<'a> {
    /// Its name for messages, and the work that the next expression says it was made by.
    pub by: &'a str,
    /// Its instructions.
    pub instructions: &'a [Instruction],
    /// Which of the acts it changes is meant.
    pub of: usize,
    /// Its own provisions: new texts may be in its annexes.
    pub provisions: &'a [Provision],
    /// Its language.
    pub lang: Language,
    /// The day from which the next text is the text.
    pub date: Day,
}

/// The next expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Applied {
    /// The text with what could be applied.
    pub expression: Expression,
    /// The numbers of the instructions that were applied.
    pub applied: Vec<usize>,
    /// What could not be applied, and why.
    pub findings: Vec<Diagnostic>,
}

/// Applies an amendment.
///
/// # Errors
/// When the next text has provisions without an identifier of their own, which the numbering excludes.
pub fn apply(expression: &Expression, amendment: &Amendment<'_>) -> Result<Applied, Vec<Diagnostic>> {
    let drafts = expression.provisions.iter().map(edit::draft).collect();
    let mut next = Next { amendment, language: expression.language.as_str(), drafts, repealed: None };
    let (mut applied, mut findings) = (Vec::new(), Vec::new());
    for instruction in amendment.instructions.iter().filter(|one| one.of == amendment.of) {
        match next.instruction(instruction) {
            Ok(()) => applied.push(instruction.n),
            Err(message) => {
                let fault = Diagnostic::warning("law-apply", amendment.by, message);
                let target = instruction.target.clone().unwrap_or_else(|| "the act".to_owned());
                findings.push(fault.field(format!("instruction {}", instruction.n)).found(target));
            }
        }
    }
    let provisions = numbered(amendment.by, &expression.work, next.drafts)?;
    let mut expression = expression.clone().with(provisions);
    expression.expression_date = amendment.date;
    expression.amended_by = Some(amendment.by.to_owned());
    expression.published = None;
    expression.repealed = next.repealed.or(expression.repealed);
    Ok(Applied { expression, applied, findings })
}

type Outcome = Result<(), String>;

struct Next<'a> {
    amendment: &'a Amendment<'a>,
    language: &'a str,
    drafts: Vec<Draft>,
    repealed: Option<Repeal>,
}

impl Next<'_> {
    fn instruction(&mut self, one: &Instruction) -> Outcome {
        let targets: Vec<&str> = one.target.as_deref().unwrap_or_default().split_whitespace().collect();
        match (one.verb, targets.as_slice()) {
            (Verb::Repeal, []) => {
                let verb = Some("repealed".to_owned());
                let by = Some(self.amendment.by.to_owned());
                self.repealed = Some(Repeal { date: self.amendment.date, by, verb });
                Ok(())
            }
            (Verb::Repeal, targets) => targets.iter().try_for_each(|target| self.repeal(target)),
            (Verb::Delete, targets) if one.what.is_empty() => match targets {
                [] => Err("it does not say what is deleted".to_owned()),
                targets => targets.iter().try_for_each(|target| self.delete(target)),
            },
            (Verb::Delete, targets) => self.words(targets, &one.what, ""),
            (Verb::Substitute, targets) => self.words(targets, &one.what, one.text.as_deref().unwrap_or_default()),
            (Verb::Replace, targets) if !one.what.is_empty() => {
                self.words(targets, &one.what, one.text.as_deref().ok_or("the new text is missing")?)
            }
            (Verb::Replace, []) => Err("it does not say which provision is replaced".to_owned()),
            (Verb::Replace, targets) => targets.iter().try_for_each(|target| self.replace(target, one)),
            (Verb::Insert, targets) if !one.after.is_empty() => self.after(targets, one),
            (Verb::Insert, targets) => self.insert(targets.first().copied(), one),
        }
    }

    fn find(&mut self, target: &str) -> Result<&mut Draft, String> {
        edit::find(&mut self.drafts, target).ok_or_else(|| format!("there is no provision `{target}`"))
    }

    fn repeal(&mut self, target: &str) -> Outcome {
        let mark = Data::shipped().map_or("", |data| data.repealed.mark(self.language)).to_owned();
        if let Some((parent, line)) = line_of(target) {
            return edit::line(self.find(parent)?, line, Some(&mark));
        }
        let draft = self.find(target)?;
        draft.heading = None;
        draft.text = Some(mark);
        draft.children.clear();
        Ok(())
    }

    fn delete(&mut self, target: &str) -> Outcome {
        if let Some((parent, line)) = line_of(target) {
            return edit::line(self.find(parent)?, line, None);
        }
        if edit::remove(&mut self.drafts, target) { Ok(()) } else { Err(format!("there is no provision `{target}`")) }
    }

    /// Puts words in place of others; every other word must be there.
    fn words(&mut self, targets: &[&str], old: &[String], new: &str) -> Outcome {
        if old.is_empty() {
            return Err("it does not say which words are replaced".to_owned());
        }
        for words in old {
            let mut count = 0;
            for target in targets {
                count += match line_of(target) {
                    Some((parent, line)) => edit::words_of_line(self.find(parent)?, line, words, new),
                    None => edit::words(self.find(target)?, words, new),
                };
            }
            if targets.is_empty() {
                count = self.drafts.iter_mut().map(|draft| edit::words(draft, words, new)).sum();
            }
            if count == 0 {
                return Err(format!("the words «{words}» are not there"));
            }
        }
        Ok(())
    }

    fn after(&mut self, targets: &[&str], one: &Instruction) -> Outcome {
        let text = one.text.as_deref().ok_or("the words to be inserted are missing")?;
        for words in &one.after {
            let glue = if text.starts_with([',', ';', '.', ')']) { "" } else { " " };
            self.words(targets, std::slice::from_ref(words), &format!("{words}{glue}{text}"))?;
        }
        Ok(())
    }

    fn replace(&mut self, target: &str, one: &Instruction) -> Outcome {
        if let Some(annex) = &one.annex
            && one.text.is_none()
        {
            let new = self.annexed(annex, target)?;
            let draft = self.find(target)?;
            (draft.heading, draft.text, draft.children) = (new.heading, new.text, new.children);
            return Ok(());
        }
        let text = one.text.as_deref().ok_or("the new text is missing")?;
        if let Some((parent, line)) = line_of(target) {
            return edit::line(self.find(parent)?, line, Some(text));
        }
        let parsed = structure(self.amendment.lang, "", text);
        let draft = self.find(target)?;
        let same = |new: &&Draft| new.kind == draft.kind && number(new) == number(draft);
        match parsed.provisions.iter().find(same) {
            Some(new) => {
                (draft.heading, draft.text, draft.children) =
                    (new.heading.clone(), new.text.clone(), new.children.clone())
            }
            // A text without a number is the provision's own text.
            None if parsed.provisions.iter().all(|new| new.num.is_none()) => {
                draft.text = Some(text.to_owned());
                draft.children.clear();
            }
            None => return Err(format!("the new text has no provision with the number of `{target}`")),
        }
        Ok(())
    }

    /// The annex with the new text. It may hold the annex of the changed act, with that one's number, below its own.
    fn annexed(&self, annex: &str, target: &str) -> Result<Draft, String> {
        let all = self.amendment.provisions;
        let at = all.iter().position(|one| one.eid == annex);
        let at = at.ok_or_else(|| format!("the amending act has no annex `{annex}` here"))?;
        let wanted = target.rsplit('_').next().unwrap_or_default();
        let nested = all.get(at + 1).filter(|next| next.kind.is_attachment());
        let nested = nested.filter(|next| next.num.as_deref().map(clean).as_deref() == Some(wanted));
        let found = nested.or(all.get(at)).map(edit::draft).map(edit::anonymous);
        found.ok_or_else(|| format!("the amending act has no annex `{annex}` here"))
    }

    fn insert(&mut self, target: Option<&str>, one: &Instruction) -> Outcome {
        let text = one.text.as_deref().ok_or("the new text is missing")?;
        let lines: Vec<usize> = one.what.iter().filter_map(|eid| eid.strip_prefix("subpara_")?.parse().ok()).collect();
        if let (Some(first), Some(target)) = (lines.first(), target) {
            return edit::insert_line(self.find(target)?, *first, text);
        }
        let parsed = structure(self.amendment.lang, "", text).provisions;
        let names = Names::shipped().ok_or("the shipped list of names is damaged")?;
        let named: Vec<String> =
            parsed.iter().map(|new| format!("{}_{}", names.alias(new.kind.as_str()), number(new))).collect();
        if let Some(missing) = one.what.iter().find(|eid| !named.contains(eid)) {
            return Err(format!("the new text has no `{missing}`"));
        }
        if one.what.is_empty() && parsed.iter().any(|new| new.num.is_none()) {
            let target = target.ok_or("it does not say where the text is inserted")?;
            let draft = self.find(target)?;
            draft.text = Some(draft.text.take().map_or_else(|| plain(text), |old| format!("{old}\n{text}")));
            return Ok(());
        }
        for new in parsed {
            match target {
                Some(target) => edit::insert(&mut self.find(target)?.children, new),
                None => edit::insert_anywhere(&mut self.drafts, new),
            }?;
        }
        Ok(())
    }
}

/// The number of a provision as identifiers have it.
fn number(draft: &Draft) -> String {
    clean(draft.num.as_deref().unwrap_or_default())
}

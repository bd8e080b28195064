//! Goes through an act line by line: which act is meant, what holds from the lines above, what each line instructs, and
//! where the list ends.

use super::clause::{self, Clause, Draft};
use super::context::Context;
use super::line::{Grammar, Mark, Prepared};
use super::modified::{self, Modified};
use super::source::Source;
use super::{ActInstructions, Commencement, Instruction, Kind, Outcome, Verb, commencement, payload, quotes};
use crate::law::refs::chain::{ARTICLE, Step, eids};
use probity_core::Language;
use probity_core::{Diagnostic, Place};
use unicode_normalization::UnicodeNormalization as _;

/// Ranks are below it.
const ANY_RANK: u8 = u8::MAX;

/// Whether numbered lines are acts that are repealed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    None,
    /// The lines that follow.
    Here,
    /// Lines of an annex.
    Annexed,
}

struct Parser<'a> {
    grammar: Grammar,
    file: &'a str,
    lines: Vec<&'a str>,
    /// The row of each line in the source, from 0.
    rows: Vec<usize>,
    context: Context,
    modifies: Vec<Modified>,
    instructions: Vec<Instruction>,
    commencement: Option<Commencement>,
    list: List,
    /// The article of this act that is being read.
    article: Option<u32>,
    amends: bool,
    ratifies: bool,
    warnings: Vec<Diagnostic>,
}

pub(super) fn act(file: &str, source: &Source, lang: Language) -> Result<Outcome, Diagnostic> {
    let grammar = Grammar::of(lang).ok_or_else(|| {
        Diagnostic::error("law-language", file, "amending acts are read in Russian and Kazakh")
            .hint("use --lang ru or --lang kk")
    })?;
    let text = quotes::angled(&source.text.nfc().collect::<String>());
    let (rows, lines) = split(grammar, &text);
    let mut parser = Parser {
        grammar,
        file,
        lines,
        rows,
        context: Context::default(),
        modifies: Vec::new(),
        instructions: Vec::new(),
        commencement: None,
        list: List::None,
        article: None,
        amends: false,
        ratifies: false,
        warnings: Vec::new(),
    };
    parser.run();
    let mut kind = Vec::new();
    if parser.amends || parser.instructions.iter().any(|one| one.verb != Verb::Repeal) {
        kind.push(Kind::Amend);
    }
    if parser.instructions.iter().any(|one| one.verb == Verb::Repeal) {
        kind.push(Kind::Repeal);
    }
    if parser.ratifies {
        kind.push(Kind::Ratify);
    }
    let act = ActInstructions {
        act: source.act.clone(),
        kind,
        modifies: parser.modifies,
        instructions: parser.instructions,
        commencement: parser.commencement,
    };
    Ok(Outcome { act, warnings: parser.warnings })
}

/// Lines with their rows. A text that begins in the line of its instruction and goes on below is a line of its own.
fn split(grammar: Grammar, text: &str) -> (Vec<usize>, Vec<&str>) {
    let mut lines = Vec::new();
    for (row, line) in text.lines().enumerate() {
        let (mut depth, mut open) = (0_usize, None);
        for (at, sign) in line.char_indices() {
            if sign == '«' {
                open = if depth == 0 { Some(at) } else { open };
                depth += 1;
            } else if sign == '»' {
                depth = depth.saturating_sub(1);
            }
        }
        let parts = open.filter(|_| depth > 0).and_then(|at| line.split_at_checked(at));
        let instructs = |before: &str| {
            before.trim_end().ends_with(':') && !clause::clauses(grammar, &Prepared::new(before)).is_empty()
        };
        match parts.filter(|(before, _)| instructs(before)) {
            Some((before, after)) => lines.extend([(row, before), (row, after)]),
            None => lines.push((row, line)),
        }
    }
    lines.into_iter().unzip()
}

impl Parser<'_> {
    fn run(&mut self) {
        let mut at = 0;
        while let Some(text) = self.lines.get(at).copied() {
            let line = Prepared::new(text);
            if commencement::is_one(self.grammar, &line) {
                self.commencement = commencement::read(self.grammar, &line);
                if self.commencement.is_none() {
                    self.doubt(at, "the rule of commencement is none of the known ones");
                }
                break;
            }
            at = self.line(&line, at);
        }
        if self.list == List::Annexed {
            self.annex(at);
        }
    }

    /// Reads a line; says which is next.
    fn line(&mut self, line: &Prepared, at: usize) -> usize {
        let phrases = self.grammar.phrases;
        self.context.sibling(line.mark);
        self.article = line.article.or(self.article);
        let first = line.tokens.first();
        self.ratifies |= first.is_some_and(|token| token.among(&phrases.ratifies))
            || (phrases.preverbal && line.has(&phrases.ratifies));
        if line.tokens.iter().any(|token| token.among(&phrases.amends)) && line.has(&phrases.changes) {
            return self.introduction(line, at);
        }
        let clauses = clause::clauses(self.grammar, line);
        if clauses.iter().any(|clause| clause.verb == Verb::Repeal) && self.repeal(line, at) {
            return at + 1;
        }
        if !clauses.is_empty() {
            return self.instructions(line, &clauses, at);
        }
        if self.list == List::Here && line.mark.is_some() && self.repealed(line, at) {
            return at + 1;
        }
        if line.opens() {
            self.opens(line, at);
        } else if let Some(next) = self.goes_on(line, at) {
            return self.line(&next, at + 1);
        }
        at + 1
    }

    /// A line that names a provision and stops within its sentence, with the line behind it.
    fn goes_on(&self, line: &Prepared, at: usize) -> Option<Prepared> {
        let ends = line.hidden.iter().rev().find(|sign| !sign.is_whitespace()).is_none_or(|sign| ";.:".contains(*sign));
        if ends || self.modifies.is_empty() || clause::leads(self.grammar, line).is_none() {
            return None;
        }
        let behind = self.lines.get(at + 1).filter(|text| !text.trim().is_empty())?;
        let next = Prepared::new(behind);
        if next.mark.is_some() || clause::leads(self.grammar, &next).is_some() {
            return None;
        }
        Some(line.with(behind))
    }

    /// "Внести в … следующие изменения:"; what follows the colon in the same line is a line of its own.
    fn introduction(&mut self, line: &Prepared, at: usize) -> usize {
        if let Some(act) = self.named(line, at) {
            self.amends = true;
            self.context.clear();
            self.list = List::None;
            self.modifies.push(act);
        }
        let colon = line.hidden.iter().position(|sign| *sign == ':');
        let rest: String = line.chars.iter().skip(colon.map_or(line.chars.len(), |colon| colon + 1)).collect();
        if rest.trim().is_empty() { at + 1 } else { self.line(&Prepared::new(&rest), at) }
    }

    fn named(&mut self, line: &Prepared, at: usize) -> Option<Modified> {
        let (act, broken) = modified::named(self.grammar, line)?;
        if broken {
            self.warn(at, "the title of the act is not closed");
        }
        Some(act)
    }

    /// "Признать утратившим силу …": an act, a list of them, or (then it is read as other verbs are) a provision.
    fn repeal(&mut self, line: &Prepared, at: usize) -> bool {
        if self.repealed(line, at) {
            return true;
        }
        if line.lower.contains(self.grammar.phrases.annexed.as_str())
            && line.lower.contains(self.grammar.phrases.annex.as_str())
        {
            self.list = List::Annexed;
            return true;
        }
        if line.opens() && clause::leads(self.grammar, line).is_none() {
            self.list = List::Here;
            return true;
        }
        false
    }

    /// A line that names an act which is repealed, or a part of one.
    fn repealed(&mut self, line: &Prepared, at: usize) -> bool {
        let Some(mut act) = self.named(line, at).filter(|act| act.date.is_some() || act.number.is_some()) else {
            return false;
        };
        let whole = Clause::whole(Verb::Repeal, line);
        let draft = clause::draft(self.grammar, line, whole);
        act.repeal = draft.targets.is_empty();
        self.context.clear();
        self.modifies.push(act);
        self.push(draft);
        true
    }

    fn annex(&mut self, from: usize) {
        let mut inside = false;
        for at in from..self.lines.len() {
            let Some(text) = self.lines.get(at) else { return };
            let line = Prepared::new(text);
            inside |= line
                .tokens
                .first()
                .and_then(|token| token.lower())
                .is_some_and(|word| word.starts_with(&self.grammar.phrases.list_title))
                || (self.grammar.phrases.preverbal && line.lower.contains(&self.grammar.phrases.list_title));
            if inside && line.mark.is_some() {
                self.repealed(&line, at);
            }
        }
    }

    fn instructions(&mut self, line: &Prepared, clauses: &[Clause], at: usize) -> usize {
        let mut drafts: Vec<Draft> = clauses.iter().map(|one| clause::draft(self.grammar, line, *one)).collect();
        // "Статью 485 Закона … дополнить …": the act is named in the instruction.
        let other = clause::leads(self.grammar, line).is_some() || self.modifies.is_empty();
        if other && let Some(act) = self.named(line, at).filter(|act| act.date.is_some() || act.number.is_some()) {
            if clause::leads(self.grammar, line).is_none() {
                return at + 1;
            }
            // The act's title is in guillemets too, and is no text of the instruction.
            for draft in &mut drafts {
                let is_title = |text: &String| {
                    act.title.as_ref().is_some_and(|title| text.split_whitespace().eq(title.split(' ')))
                };
                draft.what.retain(|text| !is_title(text));
                draft.after.retain(|text| !is_title(text));
            }
            self.amends = true;
            self.context.clear();
            self.modifies.push(act);
        }
        if self.modifies.is_empty() {
            return at + 1;
        }
        self.item(line);
        let mut next = at + 1;
        let last = drafts.len().saturating_sub(1);
        let mut targets = Vec::new();
        for (index, mut draft) in drafts.into_iter().enumerate() {
            if draft.targets.is_empty() && index > 0 {
                draft.targets.clone_from(&targets);
            }
            targets.clone_from(&draft.targets);
            if draft.wordless {
                self.doubt(at, "the words that it changes are not in guillemets");
                continue;
            }
            let brings = matches!(draft.verb, Verb::Replace | Verb::Insert);
            if index == last && brings && line.opens() && draft.text.is_none() && draft.annex.is_none() {
                next = self.payload(&mut draft, at);
            }
            if !self.push(draft) {
                self.doubt(at, "it does not say what is deleted");
            }
        }
        next
    }

    /// The article that a numbered instruction is about holds for the lines below that have no number of their own.
    fn item(&mut self, line: &Prepared) {
        let article = |steps: Vec<Step>| steps.into_iter().find(|step| step.rank == ARTICLE && step.numbers.len() == 1);
        if line.mark == Some(Mark::Bracket)
            && let Some((steps, _)) = clause::leads(self.grammar, line)
            && let Some(article) = article(steps)
        {
            self.context.provision(line.mark, vec![article]);
        }
    }

    fn payload(&mut self, draft: &mut Draft, at: usize) -> usize {
        let grammar = self.grammar;
        let following = self.article.map(|article| article.saturating_add(1));
        let found = payload::read(&self.lines, at + 1, |text, opened| {
            let own = following.filter(|_| !opened).is_some_and(|next| Prepared::new(text).article == Some(next));
            own || stands_alone(grammar, text)
        });
        if let Some(fault) = found.fault {
            self.warn(at, fault);
        }
        draft.text = found.text;
        found.next
    }

    /// Several pairs of words are several instructions. Says whether they say what is done.
    fn push(&mut self, draft: Draft) -> bool {
        let mut said = true;
        for draft in draft.pairs() {
            said &= self.push_one(draft);
        }
        said
    }

    fn push_one(&mut self, draft: Draft) -> bool {
        let of = self.modifies.len().saturating_sub(1);
        let parent = |context: &Context, below: u8| {
            let steps = context.above(below);
            if steps.is_empty() { Vec::new() } else { eids(&steps) }
        };
        let headings = self.context.headings();
        let mut target: Vec<String> = draft.targets.iter().flat_map(|steps| eids(&self.context.with(steps))).collect();
        let mut what: Vec<String> = draft.inserted.iter().flat_map(|steps| eids(steps)).collect();
        what.extend(draft.what);
        let outside = draft.targets.is_empty() && draft.inserted.is_empty() && !headings.is_empty();
        if target.is_empty() && !outside {
            let below =
                draft.inserted.first().and_then(|steps| steps.first()).map_or(ANY_RANK, |step: &Step| step.rank);
            target = parent(&self.context, below);
        }
        if draft.verb == Verb::Delete && target.is_empty() && what.is_empty() {
            return false;
        }
        self.instructions.push(Instruction {
            n: self.instructions.len() + 1,
            verb: draft.verb,
            target: (!target.is_empty()).then(|| target.join(" ")),
            context: if outside { headings } else { Vec::new() },
            what,
            after: draft.after,
            text: draft.text,
            annex: draft.annex,
            of,
        });
        true
    }

    /// A line that ends in a colon: another act, a provision or a heading that holds for the lines below.
    fn opens(&mut self, line: &Prepared, at: usize) {
        if self.modifies.is_empty() && !self.amends && line.mark.is_none() {
            return;
        }
        if let Some((steps, _)) = clause::leads(self.grammar, line) {
            self.context.provision(line.mark, steps);
            return;
        }
        let preposition = line.tokens.first().is_some_and(|token| token.among(&self.grammar.phrases.context));
        if (preposition || self.grammar.phrases.preverbal)
            && let Some(act) = self.named(line, at).filter(|act| act.date.is_some() || act.number.is_some())
        {
            self.amends = true;
            self.context.clear();
            self.modifies.push(act);
        } else if !self.modifies.is_empty() {
            self.context.heading(line);
        }
    }

    /// A line that nothing, or not all, was taken from.
    fn doubt(&mut self, at: usize, message: &str) {
        self.warn_as("law-instruction", at, message);
    }

    fn warn(&mut self, at: usize, message: &str) {
        self.warn_as("law-quotes", at, message);
    }

    fn warn_as(&mut self, code: &str, at: usize, message: &str) {
        let text = self.lines.get(at).copied().unwrap_or_default();
        let row = self.rows.get(at).copied().unwrap_or(at);
        let place = Place { sheet: None, row: u64::try_from(row + 1).unwrap_or_default(), column: 1 };
        self.warnings.push(Diagnostic::warning(code, self.file, message).at(place).line(text));
    }
}

/// Whether a line is an instruction, or ends the list, by itself: it cannot be part of a quoted text.
fn stands_alone(grammar: Grammar, text: &str) -> bool {
    if text.trim_start().starts_with('«') {
        return false;
    }
    let line = Prepared::new(text);
    let phrases = grammar.phrases;
    if commencement::is_one(grammar, &line) {
        return true;
    }
    if matches!(line.mark, Some(Mark::Article | Mark::Point)) && line.has(&phrases.changes) {
        return line.tokens.iter().any(|token| token.among(&phrases.amends));
    }
    let leads = clause::leads(grammar, &line);
    let clauses = clause::clauses(grammar, &line);
    let Some(first) = clauses.first() else {
        let renumbers = line.lower.contains(phrases.renumbers.as_str());
        let only = leads.as_ref().is_some_and(|(_, next)| line.tokens.get(*next).is_some_and(|token| token.is(':')));
        return leads.is_some() && (renumbers || (only && line.mark == Some(Mark::Bracket)));
    };
    let announces = line.opens() || !line.quotes.is_empty() || line.lower.contains(phrases.annexed.as_str());
    let short = matches!(first.verb, Verb::Delete | Verb::Repeal) && line.tokens.len() <= 16;
    (leads.is_some() && (announces || short)) || (first.leads(&line) && line.opens())
}

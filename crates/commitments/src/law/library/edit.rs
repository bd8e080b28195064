//! The steps by which a text changes: a provision found, removed, put in its place by number; words and paragraphs of text
//! changed. Each says when there is nothing to change.

use super::act::{Draft, Provision};
use super::form::plain;
use super::part::lines;
use crate::law::eid::clean;

type Outcome = Result<(), String>;

/// A number, part by part.
type Key = Vec<(u64, String)>;

/// A number and the way to the list that its provision is in.
type Found = (Key, Vec<usize>);

/// A provision to be edited; it keeps its identifier.
pub(super) fn draft(provision: &Provision) -> Draft {
    Draft {
        kind: provision.kind.clone(),
        eid: Some(provision.eid.clone()),
        num: provision.num.clone(),
        heading: provision.heading.clone(),
        text: provision.text.clone(),
        children: provision.children.iter().map(draft).collect(),
    }
}

/// The same without identifiers, for another act.
pub(super) fn anonymous(mut draft: Draft) -> Draft {
    draft.eid = None;
    draft.children = draft.children.into_iter().map(anonymous).collect();
    draft
}

pub(super) fn find<'a>(drafts: &'a mut [Draft], eid: &str) -> Option<&'a mut Draft> {
    drafts
        .iter_mut()
        .find_map(|one| if one.eid.as_deref() == Some(eid) { Some(one) } else { find(&mut one.children, eid) })
}

pub(super) fn remove(drafts: &mut Vec<Draft>, eid: &str) -> bool {
    let before = drafts.len();
    drafts.retain(|one| one.eid.as_deref() != Some(eid));
    drafts.len() < before || drafts.iter_mut().any(|one| remove(&mut one.children, eid))
}

/// Numbers by their value, part by part: 5, 5-1, 5-2, 6, 10.
fn key(draft: &Draft) -> Key {
    let number = clean(draft.num.as_deref().unwrap_or_default());
    let part = |part: &str| {
        let digits = part.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(part.len());
        let (number, rest) = part.split_at_checked(digits).unwrap_or((part, ""));
        (number.parse().unwrap_or(u64::MAX), rest.to_owned())
    };
    number.split('-').map(part).collect()
}

/// Puts a provision among its siblings, by its number.
pub(super) fn insert(siblings: &mut Vec<Draft>, new: Draft) -> Outcome {
    let same = |one: &Draft| {
        one.kind == new.kind
            && clean(one.num.as_deref().unwrap_or_default()) == clean(new.num.as_deref().unwrap_or_default())
    };
    if new.num.is_some() && siblings.iter().any(same) {
        let number = new.num.as_deref().unwrap_or_default();
        return Err(format!("there is a {} with the number {number} already", new.kind));
    }
    let (wanted, kind) = (key(&new), new.kind.clone());
    let before = siblings.iter().rposition(|one| one.kind == kind && key(one) < wanted);
    let first = siblings.iter().position(|one| one.kind == kind);
    let at = before.map(|at| at + 1).or(first).unwrap_or(siblings.len());
    siblings.insert(at.min(siblings.len()), new);
    Ok(())
}

/// Puts a provision behind the one of its kind that has the number before, wherever that is.
pub(super) fn insert_anywhere(drafts: &mut Vec<Draft>, new: Draft) -> Outcome {
    let wanted = key(&new);
    let mut best: Option<Found> = None;
    before(drafts, &new, &wanted, &mut Vec::new(), &mut best);
    let path = best.map(|(_, path)| path).unwrap_or_default();
    insert(inside(drafts, &path).ok_or("the place is gone")?, new)
}

/// Looks for the greatest smaller number of the same kind; `path` leads to the list it is in.
fn before(drafts: &[Draft], new: &Draft, wanted: &[(u64, String)], path: &mut Vec<usize>, best: &mut Option<Found>) {
    for (at, one) in drafts.iter().enumerate() {
        let number = key(one);
        if one.kind == new.kind && number.as_slice() < wanted && best.as_ref().is_none_or(|(last, _)| *last < number) {
            *best = Some((number, path.clone()));
        }
        path.push(at);
        before(&one.children, new, wanted, path, best);
        path.pop();
    }
}

fn inside<'a>(drafts: &'a mut Vec<Draft>, path: &[usize]) -> Option<&'a mut Vec<Draft>> {
    match path.split_first() {
        Some((first, rest)) => inside(&mut drafts.get_mut(*first)?.children, rest),
        None => Some(drafts),
    }
}

/// Puts words in place of others in a provision and all in it; how often.
pub(super) fn words(draft: &mut Draft, old: &str, new: &str) -> usize {
    let mut count = 0;
    for text in [&mut draft.heading, &mut draft.text] {
        if let Some(text) = text {
            count += replaced(text, old, new);
        }
        if text.as_deref().is_some_and(|text| text.trim().is_empty()) {
            *text = None;
        }
    }
    count + draft.children.iter_mut().map(|child| words(child, old, new)).sum::<usize>()
}

/// The same in one paragraph of text.
pub(super) fn words_of_line(draft: &mut Draft, number: usize, old: &str, new: &str) -> usize {
    let Some(text) = &mut draft.text else { return 0 };
    let mut all: Vec<String> = lines(text).map(str::to_owned).collect();
    let count = number.checked_sub(1).and_then(|at| all.get_mut(at)).map_or(0, |line| replaced(line, old, new));
    if count > 0 {
        *text = all.join("\n");
    }
    count
}

/// Spaces may be printed otherwise in the amending act.
fn replaced(text: &mut String, old: &str, new: &str) -> usize {
    let wanted = plain(old);
    if wanted.is_empty() {
        return 0;
    }
    let mut count = text.matches(old).count();
    if count > 0 {
        *text = text.replace(old, new);
    } else {
        let all: Vec<String> = text.lines().map(plain).collect();
        count = all.iter().map(|line| line.matches(&wanted).count()).sum();
        if count > 0 {
            *text = all.iter().map(|line| line.replace(&wanted, new)).collect::<Vec<_>>().join("\n");
        }
    }
    // Where words went, two spaces would be left.
    if count > 0 && new.is_empty() {
        *text = text.lines().map(plain).collect::<Vec<_>>().join("\n");
    }
    count
}

/// Puts a paragraph of text in place of another; `None` takes it away.
pub(super) fn line(draft: &mut Draft, number: usize, new: Option<&str>) -> Outcome {
    let text = draft.text.take().unwrap_or_default();
    let mut all: Vec<&str> = lines(&text).collect();
    let at = number.checked_sub(1).filter(|at| *at < all.len());
    match (at, new) {
        (Some(at), Some(new)) => {
            all.splice(at..=at, [new]);
        }
        (Some(at), None) => drop(all.remove(at)),
        (None, _) => {
            let count = all.len();
            draft.text = Some(text).filter(|text| !text.is_empty());
            return Err(format!("there is no paragraph of text {number}; it has {count}"));
        }
    }
    draft.text = Some(all.join("\n")).filter(|text| !text.is_empty());
    Ok(())
}

/// Puts paragraphs of text before the one that has a number now.
pub(super) fn insert_line(draft: &mut Draft, number: usize, new: &str) -> Outcome {
    let text = draft.text.take().unwrap_or_default();
    let mut all: Vec<&str> = lines(&text).collect();
    let at = number.saturating_sub(1).min(all.len());
    all.splice(at..at, lines(new));
    draft.text = Some(all.join("\n")).filter(|text| !text.is_empty());
    Ok(())
}

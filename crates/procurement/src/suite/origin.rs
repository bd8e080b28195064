//! From what a flag saw to the bytes it rests on. A process in one release is walked back by its pointers. Where releases
//! were merged, a pointer is followed into the newest release that says the same; what no single release says is told as
//! merged, with the releases it was merged from.

use super::REGISTER;
use super::told::Told;
use crate::json::tree::Tree;
use probity_core::{Digest, Evidence, Origin, Place};
use std::cell::OnceCell;

/// The role of a release among those that a process was merged from.
pub const MERGED: &str = "merged-from";

/// Where a process stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stands<'s> {
    /// The text that was judged, where it is none of the releases.
    merged: Option<String>,
    /// The release that was judged, or those it was merged from, the newest last.
    releases: Vec<Told<'s>>,
}

/// A place below the release that is judged, and the value; without a place a number with a name.
pub struct Element {
    /// The JSON pointer.
    pub at: Option<String>,
    /// The name.
    pub name: String,
    /// The value.
    pub value: String,
}

impl<'s> Stands<'s> {
    /// What was judged, and the releases it is made of.
    pub fn new(judged: &str, releases: Vec<Told<'s>>) -> Self {
        let is_one = matches!(&releases[..], [one] if one.text == judged);
        Self { merged: (!is_one).then(|| judged.to_owned()), releases }
    }

    /// Whether releases were merged.
    pub fn is_merged(&self) -> bool {
        self.merged.is_some()
    }

    /// The source and the byte of the newest release.
    pub fn newest(&self) -> Option<(Digest, u64)> {
        self.releases.last().map(|own| (own.source, own.at))
    }

    /// The source and the byte of each release.
    pub fn releases(&self) -> impl Iterator<Item = (Digest, u64)> {
        self.releases.iter().map(|own| (own.source, own.at))
    }

    /// What walks pointers back.
    pub fn walker(&self) -> Walker<'_, 's> {
        Walker { stands: self, trees: OnceCell::new() }
    }
}

/// Walks pointers back. Merged releases are read once, and only when somebody asks.
pub struct Walker<'w, 's> {
    stands: &'w Stands<'s>,
    trees: OnceCell<Trees<'w>>,
}

struct Trees<'w> {
    merged: Tree<'w>,
    /// By the number of the release.
    releases: Vec<Option<Tree<'w>>>,
}

impl<'w> Walker<'w, '_> {
    /// The evidence of a finding.
    pub fn evidence(&self, elements: impl IntoIterator<Item = Element>) -> Vec<Evidence> {
        let Some((source, _)) = self.stands.newest() else { return Vec::new() };
        let mut found = Vec::new();
        let mut is_whole = true;
        for Element { at, name, value } in elements {
            let Some(pointer) = at else {
                found.push(Evidence::computed(name, value, source));
                continue;
            };
            let places = self.places(&pointer);
            if places.is_empty() {
                is_whole = false;
                found.push(Evidence::computed(pointer, value, source));
                continue;
            }
            let cell = |origin| Evidence {
                register: REGISTER.to_owned(),
                role: pointer.clone(),
                value: value.clone(),
                origin,
            };
            found.extend(places.into_iter().map(cell));
        }
        if !is_whole {
            found.extend(self.merged_from());
        }
        found
    }

    /// The places of a pointer: one for a value, one in each release for an object or a list, none where no release has it.
    fn places(&self, pointer: &str) -> Vec<Origin> {
        let Some(merged) = &self.stands.merged else {
            let place = |own: &Told<'_>| Origin { source: own.source, place: Place::json(own.at, pointer) };
            return self.stands.releases.iter().map(place).collect();
        };
        let trees = self.trees.get_or_init(|| Trees {
            merged: Tree::parse(merged).unwrap_or(Tree::List(Vec::new())),
            releases: self.stands.releases.iter().map(|own| Tree::parse(&own.text).ok()).collect(),
        });
        let releases = self.stands.releases.iter().zip(&trees.releases).rev();
        let found = releases.filter_map(|(own, tree)| {
            let (is_value, pointer) = follow(&trees.merged, tree.as_ref()?, pointer)?;
            Some((is_value, Origin { source: own.source, place: Place::json(own.at, &pointer) }))
        });
        let mut places = Vec::new();
        for (is_value, origin) in found {
            places.push(origin);
            if is_value {
                break;
            }
        }
        places.reverse();
        places
    }

    /// The releases that were merged, each by its identifier.
    fn merged_from(&self) -> impl Iterator<Item = Evidence> {
        self.stands.releases.iter().map(|own| {
            let tree = Tree::parse(&own.text).ok();
            let word = |key: &str| Some((key.to_owned(), tree.as_ref()?.get(key)?.as_text()?.into_owned()));
            let (key, value) = word("id").or_else(|| word("ocid")).unwrap_or_default();
            let place = Place::json(own.at, &format!("/{key}"));
            let origin = Origin { source: own.source, place };
            Evidence { register: REGISTER.to_owned(), role: MERGED.to_owned(), value, origin }
        })
    }
}

/// Where what stands at a pointer in the merged release stands in one of its releases: whether it is a value, and the
/// pointer there. Elements of lists are known by their `id`, and without one by all they say. A value must be the same.
fn follow(merged: &Tree<'_>, release: &Tree<'_>, pointer: &str) -> Option<(bool, String)> {
    let (mut one, mut other, mut path) = (merged, release, String::new());
    for step in pointer.split('/').skip(1) {
        match (one, other) {
            (Tree::Object(_), Tree::Object(_)) => {
                let key = step.replace("~1", "/").replace("~0", "~");
                (one, other) = (one.get(&key)?, other.get(&key)?);
                path.push_str(&format!("/{step}"));
            }
            (Tree::List(ours), Tree::List(theirs)) => {
                one = ours.get(step.parse::<usize>().ok()?)?;
                let at = theirs.iter().position(|own| is_same(one, own))?;
                other = theirs.get(at)?;
                path.push_str(&format!("/{at}"));
            }
            _ => return None,
        }
    }
    match (one, other) {
        (Tree::Scalar(_), Tree::Scalar(_)) => (one == other).then_some((true, path)),
        (Tree::Object(_), Tree::Object(_)) | (Tree::List(_), Tree::List(_)) => Some((false, path)),
        _ => None,
    }
}

fn is_same(one: &Tree<'_>, other: &Tree<'_>) -> bool {
    match (one.get("id"), other.get("id")) {
        (None, None) => one == other,
        (one, other) => one == other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(at: u64, text: &str) -> Told<'_> {
        Told { source: Digest::of(b"source"), at, text: text.into() }
    }

    fn shown(stands: &Stands<'_>, pointers: &[&str]) -> Vec<String> {
        let element = |pointer: &&str| Element {
            at: pointer.starts_with('/').then(|| (*pointer).to_owned()),
            name: (*pointer).to_owned(),
            value: "1".to_owned(),
        };
        let show = |own: Evidence| match own.is_computed() {
            true => own.role,
            false => format!("{} {}", own.role, own.origin.place),
        };
        stands.walker().evidence(pointers.iter().map(element)).into_iter().map(show).collect()
    }

    #[test]
    fn one_release_is_walked_back_by_its_own_pointers() {
        let stands = Stands::new(r#"{"a":1}"#, vec![told(7, r#"{"a":1}"#)]);
        assert!(!stands.is_merged());
        assert_eq!(shown(&stands, &["/a", "tolerance", "/b"]), ["/a byte 7 /a", "tolerance", "/b byte 7 /b"]);
    }

    #[test]
    fn a_value_of_merged_releases_is_that_of_the_newest_that_says_it() {
        let one = r#"{"id":"r1","a":[{"id":"x","v":1},{"id":"y","v":2}],"s":"o","n":[{"v":5}]}"#;
        let two = r#"{"id":"r2","a":[{"id":"y","v":3}],"n":[{"v":6}]}"#;
        let merged = r#"{"id":"c","a":[{"id":"x","v":1},{"id":"y","v":3}],"s":"o","n":[{"v":5},{"v":6}]}"#;
        let stands = Stands::new(merged, vec![told(0, one), told(90, two)]);
        assert_eq!(shown(&stands, &["/a/0/v", "/a/1/v"]), ["/a/0/v byte 0 /a/0/v", "/a/1/v byte 90 /a/0/v"]);
        assert_eq!(shown(&stands, &["/n/1/v", "/s"]), ["/n/1/v byte 90 /n/0/v", "/s byte 0 /s"]);
        assert_eq!(shown(&stands, &["/a"]), ["/a byte 0 /a", "/a byte 90 /a"]);
        let all = ["/id", "merged-from byte 0 /id", "merged-from byte 90 /id"];
        assert_eq!(shown(&stands, &["/id"]), all, "no release says what merging made up");
        assert_eq!(shown(&stands, &["/gone"])[1..], all[1..]);
    }
}

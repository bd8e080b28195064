//! A versioned release: for every leaf of a process it lists which release said what, and when. Taken apart it gives the
//! releases again, each with what it changed, and the state that the last one left. Nothing here is called for a record
//! without a versioned release.

use crate::json::tree::Tree;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

/// Members of the release itself, which every release has of its own.
const OWN: [&str; 3] = ["id", "date", "tag"];
/// Bytes of a currency that goes with an amount: its code, and room for more than one.
const CURRENCY: usize = 16;
/// What is repeated from release to release may be so many times as long as the versioned release: identifiers are short
/// beside what says when a leaf changed.
const REPEATED: usize = 4;

/// A versioned release.
pub(super) struct Versioned<'t> {
    tree: Tree<'t>,
    releases: Releases,
    length: usize,
}

/// The releases that leaves name, in the order of their dates.
#[derive(Default)]
struct Releases {
    /// Identifier, date and tag as they stand there.
    all: Vec<[String; 3]>,
    /// Their places, by date and identifier.
    places: HashMap<[String; 2], usize>,
}

/// What a part of a versioned release says.
enum Part<'t> {
    /// The same in all releases.
    Plain(Tree<'t>),
    /// What each release says of it, by its place.
    Said(BTreeMap<usize, Tree<'t>>),
}

impl Releases {
    /// The key and the tag of the release that an entry names.
    fn named(entry: &Tree<'_>) -> [String; 3] {
        ["releaseID", "releaseDate", "releaseTag"]
            .map(|key| entry.get(key).filter(|own| !own.is_null()).map(ToString::to_string).unwrap_or_default())
    }

    fn gather(&mut self, tree: &Tree<'_>) {
        match tree {
            Tree::List(entries) if is_versions(entries) => {
                for named in entries.iter().map(Self::named) {
                    let [id, date, _] = &named;
                    if self.places.insert([date.clone(), id.clone()], 0).is_none() {
                        self.all.push(named);
                    }
                }
            }
            Tree::List(items) => items.iter().for_each(|item| self.gather(item)),
            Tree::Object(members) => members.iter().for_each(|(_, value)| self.gather(value)),
            Tree::Scalar(_) => {}
        }
    }

    /// Brings them into the order of their dates; of one date, the first mentioned first.
    fn sort(&mut self) {
        self.all.sort_by(|[_, a, _], [_, b, _]| a.cmp(b));
        let places = self.all.iter().enumerate();
        self.places = places.map(|(place, [id, date, _])| ([date.clone(), id.clone()], place)).collect();
    }

    fn place(&self, entry: &Tree<'_>) -> usize {
        let [id, date, _] = Self::named(entry);
        self.places.get(&[date, id]).copied().unwrap_or_default()
    }
}

/// Whether an array lists the versions of a leaf.
fn is_versions(entries: &[Tree<'_>]) -> bool {
    let is_version = |entry: &Tree<'_>| {
        entry.get("value").is_some() && (entry.get("releaseID").is_some() || entry.get("releaseDate").is_some())
    };
    !entries.is_empty() && entries.iter().all(is_version)
}

/// The value of an entry.
fn value(entry: Tree<'_>) -> Option<Tree<'_>> {
    let Tree::Object(members) = entry else { return None };
    members.into_iter().find(|(key, _)| key == "value").map(|(_, value)| value)
}

impl<'t> Versioned<'t> {
    /// Reads it; `None` when it is no object, or lists no version of anything.
    pub fn read(text: &'t str) -> Option<Self> {
        let Ok(tree @ Tree::Object(_)) = Tree::parse(text) else { return None };
        let mut releases = Releases::default();
        releases.gather(&tree);
        releases.sort();
        (!releases.all.is_empty()).then_some(Self { tree, releases, length: text.len() })
    }

    /// The state that the last release left, as a compiled release.
    pub fn last(&self) -> String {
        let ocid = self.tree.get("ocid").and_then(Tree::as_text).unwrap_or_default();
        let date = self.releases.all.last().map(|[_, date, _]| date.as_str()).filter(|date| !date.is_empty());
        let shown = Tree::Scalar(Cow::Borrowed(date.unwrap_or("\"\"")));
        let id = format!("{ocid}-{}", shown.as_text().unwrap_or_default());
        let mut members = vec![
            (Cow::Borrowed("id"), Tree::text(&id)),
            (Cow::Borrowed("date"), Tree::Scalar(Cow::Borrowed(date.unwrap_or("null")))),
            (Cow::Borrowed("tag"), Tree::List(vec![Tree::text("compiled")])),
        ];
        if let Some(Tree::Object(all)) = self.state(&self.tree) {
            members.extend(all.into_iter().filter(|(key, _)| !OWN.contains(&key.as_ref())));
        }
        Tree::Object(members).to_string()
    }

    /// What the last release left of a part; `None` where it was taken away.
    fn state(&self, tree: &Tree<'t>) -> Option<Tree<'t>> {
        match tree {
            Tree::List(entries) if is_versions(entries) => {
                let last = entries.iter().max_by_key(|entry| self.releases.place(entry))?;
                last.get("value").filter(|value| !value.is_null()).cloned()
            }
            Tree::List(items) => Some(Tree::List(items.iter().filter_map(|item| self.state(item)).collect())),
            Tree::Object(members) => {
                let kept = members.iter().filter_map(|(key, value)| Some((key.clone(), self.state(value)?)));
                Some(Tree::Object(kept.collect()))
            }
            Tree::Scalar(_) => Some(tree.clone()),
        }
    }

    /// The releases in the order of their dates, each with what it changed and the identifiers that tell where. Empty where
    /// these would be repeated beyond all measure.
    pub fn releases(self) -> Vec<String> {
        let Self { tree, releases, length } = self;
        let Tree::Object(mut members) = tree else { return Vec::new() };
        members.retain(|(key, _)| !OWN.contains(&key.as_ref()));
        let mut room = length.saturating_mul(REPEATED);
        let Some(Part::Said(said)) = apart(Tree::Object(members), &releases, &mut room) else { return Vec::new() };
        let whole = |(place, tree): (usize, Tree<'t>)| {
            let own = OWN.iter().zip(releases.all.get(place)?).filter(|(_, text)| !text.is_empty());
            let own = own.map(|(key, text)| (Cow::Borrowed(*key), Tree::Scalar(Cow::Owned(text.clone()))));
            let Tree::Object(rest) = tree else { return None };
            Some(Tree::Object(own.chain(rest).collect()).to_string())
        };
        said.into_iter().filter_map(whole).collect()
    }
}

/// What each release says of a part; `None` when what is repeated has no room.
fn apart<'t>(tree: Tree<'t>, releases: &Releases, room: &mut usize) -> Option<Part<'t>> {
    match tree {
        Tree::List(entries) if is_versions(&entries) => {
            let placed = entries.into_iter().map(|entry| (releases.place(&entry), value(entry)));
            Some(Part::Said(placed.filter_map(|(place, value)| Some((place, value?))).collect()))
        }
        Tree::List(items) => list(items, releases, room),
        Tree::Object(members) => object(members, releases, room),
        Tree::Scalar(_) => Some(Part::Plain(tree)),
    }
}

fn list<'t>(items: Vec<Tree<'t>>, releases: &Releases, room: &mut usize) -> Option<Part<'t>> {
    let (mut said, mut plain) = (BTreeMap::<usize, Vec<Tree<'t>>>::new(), Vec::new());
    for item in items {
        match apart(item, releases, room)? {
            Part::Plain(item) => plain.push(item),
            Part::Said(all) => all.into_iter().for_each(|(place, item)| said.entry(place).or_default().push(item)),
        }
    }
    Some(match said.is_empty() {
        true => Part::Plain(Tree::List(plain)),
        false => Part::Said(said.into_iter().map(|(place, items)| (place, Tree::List(items))).collect()),
    })
}

type Members<'t> = Vec<(Cow<'t, str>, Tree<'t>)>;

fn object<'t>(members: Members<'t>, releases: &Releases, room: &mut usize) -> Option<Part<'t>> {
    let (mut said, mut plain) = (BTreeMap::<usize, Members<'t>>::new(), Members::new());
    for (key, value) in members {
        match apart(value, releases, room)? {
            Part::Plain(value) => plain.push((key, value)),
            Part::Said(all) => {
                all.into_iter().for_each(|(place, value)| said.entry(place).or_default().push((key.clone(), value)));
            }
        }
    }
    if said.is_empty() {
        return Some(Part::Plain(Tree::Object(plain)));
    }
    let repeated: usize = plain.iter().map(|(key, value)| key.len() + value.to_string().len()).sum();
    *room = room.checked_sub(repeated.saturating_mul(said.len()))?;
    with_currency(&mut said, room)?;
    let whole = |(place, own): (usize, Members<'t>)| (place, Tree::Object(plain.iter().cloned().chain(own).collect()));
    Some(Part::Said(said.into_iter().map(whole).collect()))
}

/// Says the currency of an amount again where only the amount changed: the two are one value.
fn with_currency(said: &mut BTreeMap<usize, Members<'_>>, room: &mut usize) -> Option<()> {
    let mut currency = None;
    for members in said.values_mut() {
        let of = |name: &str| members.iter().find(|(key, _)| key == name).map(|(_, value)| value);
        match (of("currency"), of("amount"), &currency) {
            (Some(own), ..) => currency = Some(own.clone()).filter(|own| own.to_string().len() <= CURRENCY),
            (None, Some(_), Some(known)) => {
                *room = room.checked_sub(CURRENCY)?;
                members.push((Cow::Borrowed("currency"), known.clone()));
            }
            _ => {}
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"{"ocid":"a","tag":["x"],
        "language":[{"releaseID":"2","releaseDate":"2024-02","releaseTag":["u"],"value":"ru"}],
        "tender":{"items":[{"releaseID":1,"releaseDate":"2024-01","releaseTag":["t"],"value":[{"id":"whole","n":[1]}]}],
            "title":[{"releaseID":1,"releaseDate":"2024-01","releaseTag":["t"],"value":"T"},
                {"releaseID":"2","releaseDate":"2024-02","releaseTag":["u"],"value":null}]},
        "contracts":[{"id":"c","value":{"amount":[{"releaseID":1,"releaseDate":"2024-01","releaseTag":["t"],"value":1.50},
                {"releaseID":"2","releaseDate":"2024-02","releaseTag":["u"],"value":2}],
            "currency":[{"releaseID":1,"releaseDate":"2024-01","releaseTag":["t"],"value":"KZT"}]}},
            {"id":"d","status":[{"releaseID":"2","releaseDate":"2024-02","releaseTag":["u"],"value":"active"}]}]}"#;

    #[test]
    fn a_versioned_release_gives_the_releases_it_was_made_of() {
        let first = r#"{"id":1,"date":"2024-01","tag":["t"],"ocid":"a","tender":{"items":[{"id":"whole","n":[1]}],"title":"T"},"contracts":[{"id":"c","value":{"amount":1.50,"currency":"KZT"}}]}"#;
        let second = r#"{"id":"2","date":"2024-02","tag":["u"],"ocid":"a","language":"ru","tender":{"title":null},"contracts":[{"id":"c","value":{"amount":2,"currency":"KZT"}},{"id":"d","status":"active"}]}"#;
        assert_eq!(Versioned::read(TEXT).expect("versions").releases(), [first, second]);
    }

    #[test]
    fn its_last_state_is_that_of_a_compiled_release() {
        let last = r#"{"id":"a-2024-02","date":"2024-02","tag":["compiled"],"ocid":"a","language":"ru","tender":{"items":[{"id":"whole","n":[1]}]},"contracts":[{"id":"c","value":{"amount":2,"currency":"KZT"}},{"id":"d","status":"active"}]}"#;
        assert_eq!(Versioned::read(TEXT).expect("versions").last(), last);
    }

    #[test]
    fn what_was_merged_into_versions_comes_apart_again() {
        use crate::merge::{Output, Rules, Sort, merge};
        let releases = [
            r#"{"id":"1","date":"2024-01-01T00:00:00Z","tag":["tender"],"ocid":"a","tender":{"value":{"amount":5,"currency":"KZT"},"items":[{"id":"i","quantity":3}]}}"#,
            r#"{"id":"2","date":"2024-02-01T00:00:00Z","tag":["tenderUpdate"],"ocid":"a","tender":{"items":[{"id":"i","quantity":2},{"id":"j","quantity":1}]}}"#,
        ];
        let rules = Rules::ocds_1_1().expect("rules");
        let mut versioned = String::new();
        merge(&rules, (Output::Versioned, Sort::Date), None, &releases, &mut versioned).expect("a merge");
        assert_eq!(Versioned::read(&versioned).expect("versions").releases(), releases, "{versioned}");
    }

    #[test]
    fn what_lists_no_version_is_none_and_what_repeats_too_much_has_no_history() {
        for text in ["{}", "[]", "null", r#"{"ocid":"a"}"#, r#"{"tender":{"title":"T"}}"#, "{"] {
            assert!(Versioned::read(text).is_none(), "{text}");
        }
        let version = |n: usize| format!(r#"{{"releaseID":{n},"releaseDate":"{n}","value":{n}}}"#);
        let many = (0..100).map(version).collect::<Vec<_>>().join(",");
        let text = format!(r#"{{"ocid":"{}","language":[{many}]}}"#, "x".repeat(10_000));
        let hostile = Versioned::read(&text).expect("versions");
        assert!(hostile.last().contains(r#""language":99"#) && hostile.releases().is_empty());
    }
}

//! The merged release from its paths, in the order of their first appearance. A path that leads through a value of an
//! earlier release is an inconsistency; a value where an earlier release has members changes nothing.

use super::error::MergeError;
use super::flat::{Flat, Leaf, Step};
use super::value;
use crate::json::tree::{self, Tree};
use std::borrow::Cow;

/// What a step has become.
#[derive(Debug, Clone)]
enum Built {
    Nothing,
    Object(Vec<usize>),
    List(Vec<usize>),
    Leaf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Object,
    List,
}

/// What a version says besides its value: `id`, `date` and `tag` of each release.
pub(super) type About<'a> = [Tree<'a>; 3];

/// The tree of all paths.
pub(super) fn build<'a>(flat: &Flat<'_, 'a>, about: &[About<'a>]) -> Result<Tree<'a>, MergeError> {
    Ok(builder(flat, about)?.tree(0))
}

/// The text of the same tree, which is never made: most of the time of a merge would go into copying it.
pub(super) fn write(flat: &Flat<'_, '_>, about: &[About<'_>], out: &mut String) -> Result<(), MergeError> {
    let render = |[id, date, tag]: &About<'_>| {
        let mut text = String::from("{\"releaseID\":");
        tree::write(id, &mut text);
        text.push_str(",\"releaseDate\":");
        tree::write(date, &mut text);
        text.push_str(",\"releaseTag\":");
        tree::write(tag, &mut text);
        text.push_str(",\"value\":");
        text
    };
    let versions: Vec<String> = about.iter().map(render).collect();
    builder(flat, about)?.write(0, &versions, out);
    Ok(())
}

fn builder<'f, 't, 'a>(flat: &'f Flat<'t, 'a>, about: &'f [About<'a>]) -> Result<Builder<'f, 't, 'a>, MergeError> {
    let mut builder = Builder { flat, about, built: vec![Built::Nothing; flat.nodes.len()] };
    if let Some(root) = builder.built.first_mut() {
        *root = Built::Object(Vec::new());
    }
    for at in &flat.order {
        builder.leaf(*at)?;
    }
    Ok(builder)
}

struct Builder<'f, 't, 'a> {
    flat: &'f Flat<'t, 'a>,
    about: &'f [About<'a>],
    built: Vec<Built>,
}

impl<'a> Builder<'_, '_, 'a> {
    fn leaf(&mut self, at: usize) -> Result<(), MergeError> {
        let Some(node) = self.flat.nodes.get(at) else { return Ok(()) };
        self.container(node.parent, Kind::Object, node.release)?;
        let null = match &node.leaf {
            Some(Leaf::Value(value)) => value.is_null(),
            Some(Leaf::Made(value)) => value.is_null(),
            Some(Leaf::History(..)) => false,
            None => true,
        };
        // An item of an array already has the `id` it is known by.
        let parent = self.flat.nodes.get(node.parent);
        let identified = parent.is_some_and(|parent| parent.id.flatten().is_some());
        let identifier = identified && matches!(&node.step, Step::Member(key) if *key == "id");
        if !null && !identifier && matches!(self.built.get(at), Some(Built::Nothing)) {
            self.attach(at, node.parent, Built::Leaf);
        }
        Ok(())
    }

    /// Makes a step an object or an array, with all steps above it, or says why it cannot be one.
    fn container(&mut self, at: usize, kind: Kind, release: usize) -> Result<(), MergeError> {
        match (self.built.get(at), kind) {
            (Some(Built::Object(_)), Kind::Object) | (Some(Built::List(_)), Kind::List) | (None, _) => return Ok(()),
            (Some(Built::Nothing), _) => {}
            (Some(_), _) => return Err(self.inconsistent(at, kind, release)),
        }
        let Some(node) = self.flat.nodes.get(at) else { return Ok(()) };
        let above = if matches!(node.step, Step::Member(_)) { Kind::Object } else { Kind::List };
        self.container(node.parent, above, release)?;
        let empty = if kind == Kind::Object { Built::Object(Vec::new()) } else { Built::List(Vec::new()) };
        self.attach(at, node.parent, empty);
        Ok(())
    }

    fn attach(&mut self, at: usize, parent: usize, built: Built) {
        if let Some(Built::Object(children) | Built::List(children)) = self.built.get_mut(parent) {
            children.push(at);
        }
        if let Some(place) = self.built.get_mut(at) {
            *place = built;
        }
    }

    fn inconsistent(&self, at: usize, kind: Kind, release: usize) -> MergeError {
        let earlier = match (self.built.get(at), self.flat.nodes.get(at).and_then(|node| node.leaf.as_ref())) {
            (Some(Built::Object(_)), _) => "an object",
            (Some(Built::List(_)), _) => "an array of objects",
            (_, Some(Leaf::Value(value))) => value::word(value),
            (_, Some(Leaf::Made(value))) => value::word(value),
            (_, Some(Leaf::History(base, added))) => {
                let first = base.first().and_then(|version| version.get("value"));
                first.or(added.first().map(|(_, value)| *value)).map_or("a value", value::word)
            }
            _ => "a value",
        };
        let found = if kind == Kind::Object { "an object" } else { "an array of objects" };
        MergeError::InconsistentType { release, path: self.flat.path(at), found, earlier }
    }

    fn tree(&self, at: usize) -> Tree<'a> {
        let Some(node) = self.flat.nodes.get(at) else { return Tree::Object(Vec::new()) };
        match self.built.get(at) {
            Some(Built::Object(children)) => {
                let mut members: Vec<(Cow<'a, str>, Tree<'a>)> = Vec::with_capacity(children.len() + 1);
                members.extend(node.id.flatten().map(|id| (Cow::Borrowed("id"), id.clone())));
                members.extend(children.iter().filter_map(|child| {
                    let Step::Member(key) = &self.flat.nodes.get(*child)?.step else { return None };
                    Some(((*key).clone(), self.tree(*child)))
                }));
                Tree::Object(members)
            }
            Some(Built::List(children)) => Tree::List(children.iter().map(|child| self.tree(*child)).collect()),
            _ => match &node.leaf {
                Some(Leaf::Value(value)) => (*value).clone(),
                Some(Leaf::Made(value)) => value.clone(),
                Some(Leaf::History(base, added)) => self.history(base, added),
                None => Tree::Scalar(Cow::Borrowed("null")),
            },
        }
    }

    fn write(&self, at: usize, versions: &[String], out: &mut String) {
        let Some(node) = self.flat.nodes.get(at) else { return };
        let start = out.len() + 1;
        let comma = |out: &mut String| {
            if out.len() > start {
                out.push(',');
            }
        };
        match self.built.get(at) {
            Some(Built::Object(children)) => {
                out.push('{');
                if let Some(id) = node.id.flatten() {
                    tree::name("id", out);
                    tree::write(id, out);
                }
                for child in children {
                    let Some(Step::Member(key)) = self.flat.nodes.get(*child).map(|child| &child.step) else {
                        continue;
                    };
                    comma(out);
                    tree::name(key, out);
                    self.write(*child, versions, out);
                }
                out.push('}');
            }
            Some(Built::List(children)) => {
                out.push('[');
                for child in children {
                    comma(out);
                    self.write(*child, versions, out);
                }
                out.push(']');
            }
            _ => match &node.leaf {
                Some(Leaf::Value(value)) => tree::write(value, out),
                Some(Leaf::Made(value)) => tree::write(value, out),
                Some(Leaf::History(base, added)) => {
                    out.push('[');
                    for version in *base {
                        comma(out);
                        tree::write(version, out);
                    }
                    for (release, value) in added {
                        comma(out);
                        out.push_str(versions.get(*release).map_or("{", String::as_str));
                        tree::write(value, out);
                        out.push('}');
                    }
                    out.push(']');
                }
                None => out.push_str("null"),
            },
        }
    }

    fn history(&self, base: &[Tree<'a>], added: &[(usize, &Tree<'a>)]) -> Tree<'a> {
        let version = |(release, value): &(usize, &Tree<'a>)| {
            let nothing = || Tree::Scalar(Cow::Borrowed("null"));
            let [id, date, tag] = self.about.get(*release).cloned().unwrap_or_else(|| [(); 3].map(|()| nothing()));
            Tree::Object(vec![
                (Cow::Borrowed("releaseID"), id),
                (Cow::Borrowed("releaseDate"), date),
                (Cow::Borrowed("releaseTag"), tag),
                (Cow::Borrowed("value"), (*value).clone()),
            ])
        };
        Tree::List(base.iter().cloned().chain(added.iter().map(version)).collect())
    }
}

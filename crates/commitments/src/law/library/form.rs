//! The text form of a provision, which pins and staleness rest on: the same letters give the same digest, however they were
//! spaced or composed.

use super::act::Provision;
use probity_core::Digest;
use unicode_normalization::UnicodeNormalization as _;

/// A provision in the order of the text, and where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Placed<'a> {
    /// The provision.
    pub provision: &'a Provision,
    /// The one it is part of, by its place in the list.
    pub parent: Option<usize>,
}

/// All provisions, depth first.
pub fn flatten(provisions: &[Provision]) -> Vec<Placed<'_>> {
    let mut all = Vec::new();
    below(provisions, None, &mut all);
    all
}

fn below<'a>(provisions: &'a [Provision], parent: Option<usize>, all: &mut Vec<Placed<'a>>) {
    for provision in provisions {
        let here = all.len();
        all.push(Placed { provision, parent });
        below(&provision.children, Some(here), all);
    }
}

/// A text in NFC with one space for each run of white space.
pub fn plain(text: &str) -> String {
    let composed: String = text.nfc().collect();
    composed.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Provision {
    /// Number, heading and text of the provision alone, on one line.
    pub fn line(&self) -> String {
        let parts = [&self.num, &self.heading, &self.text].into_iter().flatten();
        plain(&parts.map(String::as_str).collect::<Vec<_>>().join(" "))
    }

    /// The text form: the provision's line and those of all in it.
    pub fn form(&self) -> String {
        form(std::slice::from_ref(self))
    }
}

/// The text form of several provisions, one below the other: of a whole act.
pub fn form(provisions: &[Provision]) -> String {
    let lines: Vec<String> = flatten(provisions).iter().map(|placed| placed.provision.line()).collect();
    lines.join("\n")
}

/// The digest of a text form.
pub fn digest(form: &str) -> Digest {
    Digest::of(form.as_bytes())
}

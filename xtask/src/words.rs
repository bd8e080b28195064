//! Words that may not occur in the pure layers: files, clocks, the environment, the network, unseeded randomness. The
//! linter forbids the calls one by one; this check also finds a crate or module that is named and not yet called.

use syn::visit::{self, Visit};

/// Forbidden in layers 0 and 2, except in tests.
const ANYWHERE: [&str; 19] = [
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "env::var",
    "env::args",
    "SystemTime::now",
    "Instant::now",
    "Zoned::now",
    "Timestamp::now",
    "rand::rng",
    "rand::random",
    "thread_rng",
    "from_os_rng",
    "from_entropy",
    "tokio",
    "axum",
    "datafusion",
    "rusqlite",
];

/// Forbidden in layer 0 besides: the engine of layer 2 keeps runs in files, whose errors must name the path.
const IN_LAYER_0: [&str; 2] = ["fs_err", "std::thread"];

/// Every forbidden word in `file`, a source file (not a test) of a crate of `layer`.
pub fn breaches(path: &str, file: &syn::File, layer: u8) -> Vec<String> {
    let extra: &[&str] = if layer == 0 { &IN_LAYER_0 } else { &[] };
    let mut reader = Reader { forbidden: [&ANYWHERE, extra].concat(), path, layer, found: Vec::new() };
    reader.visit_file(file);
    reader.found
}

struct Reader<'a> {
    forbidden: Vec<&'static str>,
    path: &'a str,
    layer: u8,
    found: Vec<String>,
}

impl Reader<'_> {
    /// Looks for a forbidden word among the segments of a path such as `std::fs::read`.
    fn look(&mut self, path: &str, line: usize) {
        let padded = format!("::{path}::");
        if let Some(word) = self.forbidden.iter().find(|word| padded.contains(&format!("::{word}::"))) {
            self.found.push(format!("{}:{line}: `{word}` may not occur in layer {}", self.path, self.layer));
        }
    }

    fn look_through_use(&mut self, tree: &syn::UseTree, before: &str) {
        let join = |name: &syn::Ident| if before.is_empty() { name.to_string() } else { format!("{before}::{name}") };
        match tree {
            syn::UseTree::Path(path) => self.look_through_use(&path.tree, &join(&path.ident)),
            syn::UseTree::Group(group) => group.items.iter().for_each(|item| self.look_through_use(item, before)),
            syn::UseTree::Name(name) => self.look(&join(&name.ident), name.ident.span().start().line),
            syn::UseTree::Rename(name) => self.look(&join(&name.ident), name.ident.span().start().line),
            syn::UseTree::Glob(glob) => self.look(before, glob.star_token.spans[0].start().line),
        }
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if !is_for_tests(&module.attrs) {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        if !is_for_tests(&item.attrs) {
            self.look_through_use(&item.tree, "");
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        let line = path.segments.first().map_or(0, |segment| segment.ident.span().start().line);
        self.look(&segments.join("::"), line);
        visit::visit_path(self, path);
    }

    /// What is inside a macro is not parsed, so its words are read from its tokens.
    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        let tokens = call.tokens.to_string().replace(" :: ", "::");
        let line = call.bang_token.spans[0].start().line;
        let is_separator = |letter: char| !(letter.is_alphanumeric() || letter == '_' || letter == ':');
        tokens.split(is_separator).for_each(|word| self.look(word.trim_matches(':'), line));
        visit::visit_macro(self, call);
    }
}

fn is_for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg") && attribute.parse_args::<syn::Ident>().is_ok_and(|word| word == "test")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(source: &str, layer: u8) -> usize {
        breaches("a.rs", &syn::parse_file(source).unwrap(), layer).len()
    }

    #[test]
    fn a_forbidden_word_is_found_in_paths_imports_and_macros() {
        assert_eq!(words("fn a() { std::fs::read(p); }", 2), 1);
        assert_eq!(words("use std::{fs, io};", 2), 1);
        assert_eq!(words("use std::time::Instant; fn a() -> Instant { Instant::now() }", 2), 1);
        assert_eq!(words("fn a() { log!(\"{}\", std::env::var(\"HOME\")) }", 0), 1);
        assert_eq!(words("use fs_err as fs;", 0), 1);
    }

    #[test]
    fn tests_texts_and_similar_words_are_free() {
        assert_eq!(words("use fs_err as fs;", 2), 0);
        assert_eq!(words("#[cfg(test)] mod tests { use std::fs; }", 0), 0);
        assert_eq!(
            words("//! std::fs is not used\nconst A: &str = \"std::fs\"; fn tokio_like() { rand::rng_of(1) }", 0),
            0
        );
        assert_eq!(words("const V: &str = env!(\"CARGO_PKG_VERSION\");", 0), 0);
    }
}

//! What is known under a hash: sources, registers, methods, runs, files of this observatory's state.

use super::Context;
use crate::message as say;
use crate::page::verify::{Asked, Known, PageCheck, View};
use crate::route::Route;
use crate::site::Download;
use probity_core::Digest;
use std::collections::BTreeMap;

/// Fewest digits of a hash that can be asked about.
const DIGITS_MIN: usize = 8;

/// The view; `state` is the fingerprint that every page shows, `page` the page asked about.
pub fn view(
    context: Context<'_>,
    files: &BTreeMap<String, Download>,
    state: &str,
    page: Option<PageCheck>,
    hash: Option<&str>,
) -> View {
    let example = super::observation::listed(context).into_iter().next().unwrap_or_default();
    View { state: state.to_owned(), example, page, asked: hash.map(|hash| asked(context, files, hash)) }
}

fn asked(context: Context<'_>, files: &BTreeMap<String, Download>, typed: &str) -> Asked {
    let hash = typed.trim().trim_start_matches("sha256:").to_ascii_lowercase();
    let well_formed = (DIGITS_MIN..=64).contains(&hash.len()) && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    let mut known = if well_formed { all(context, files) } else { Vec::new() };
    known.retain(|known| known.digest.starts_with(&hash));
    Asked { hash: typed.trim().to_owned(), well_formed, known }
}

/// Everything that has a hash, in a fixed order.
fn all(context: Context<'_>, files: &BTreeMap<String, Download>) -> Vec<Known> {
    let (records, language) = (context.records, context.language);
    let known = |kind: String, name: String, digest: Digest, href: String| Known {
        kind,
        name,
        digest: digest.to_string(),
        href,
    };
    let page = |route: Route| route.href(language);
    let mut all =
        vec![known(say::known_state(language), records.state().short(), records.state(), page(Route::Status))];
    for import in &records.imports {
        all.push(known(say::known_source(language), import.name.clone(), import.source, page(Route::Status)));
    }
    for (id, method) in &records.methodologies {
        let name = method.title.get(language).to_owned();
        all.push(known(say::known_method(language), name, method.digest, page(Route::Method(id.clone()))));
    }
    for (id, run) in records.runs.iter().chain(&records.shared) {
        let to = || match records.runs.contains_key(id) {
            true => page(Route::Dataset(id.clone())),
            // A method without data set of its own has its page.
            false => page(Route::Method(id.clone())),
        };
        all.push(known(say::known_run(language), context.dataset(id).name, run.id, to()));
        all.push(known(say::known_findings(language), context.dataset(id).name, run.findings, to()));
    }
    for (path, file) in files {
        all.push(known(say::known_file(language), path.clone(), Digest::of(&file.bytes), format!("/{path}")));
    }
    all
}

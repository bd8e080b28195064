//! The methods this program was built with: the folders under `methods/`, embedded, and the computations of every
//! room. A new method is one line here, one folder there and one file in its room.

use crate::failure::Failure;
use probity_core::{Method, Parameters, Suite};
use probity_engine::Catalogue;
use probity_engine::methodology::{self, ParameterRow, resolve};
use probity_procurement::suite::Procurement;
use rust_embed::RustEmbed;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(RustEmbed)]
#[folder = "../../methods"]
struct Folders;

/// Every computation, room by room.
fn computations() -> Vec<Box<dyn Method>> {
    let mut all = probity_measurement::methods::all();
    all.extend(probity_statistics::methods::all());
    all
}

/// Computations that share one pass over their sources, room by room. A flag whose folder is not written yet is no method.
fn suites() -> Vec<Arc<dyn Suite>> {
    let has = |id: &str| Folders::get(&format!("procurement/{id}/method.toml")).is_some();
    vec![Arc::new(Procurement::new(has).with_packs(packs()))]
}

/// The catalogue of methods.
pub fn catalogue() -> Result<Catalogue, Failure> {
    let files = Folders::iter().filter_map(|path| {
        let file = Folders::get(&path)?;
        Some((path.into_owned(), file.data.into_owned()))
    });
    Catalogue::new(files, computations(), &suites()).map_err(|error| Failure::input(error.to_string()))
}

/// The parameters of one method, without building the whole catalogue: commands that work on a file need nothing else.
pub fn parameters(method: &str) -> Result<Parameters, Failure> {
    rows(method).map(|rows| methodology::parameters(&rows))
}

/// The same as its folder describes them.
pub fn rows(method: &str) -> Result<Vec<ParameterRow>, Failure> {
    let read = |id: &str| {
        let path = Folders::iter().find(|path| path.ends_with(&format!("/{id}/method.toml")))?;
        Some(String::from_utf8_lossy(&Folders::get(&path)?.data).into_owned())
    };
    resolve(method, &read).map_err(Failure::input)
}

/// The rule packs of countries, by name.
fn packs() -> BTreeMap<String, String> {
    let pack = |path: Cow<'static, str>| {
        let name = path.strip_prefix("procurement/packs/")?.strip_suffix(".toml")?.to_owned();
        Some((name, String::from_utf8_lossy(&Folders::get(&path)?.data).into_owned()))
    };
    Folders::iter().filter_map(pack).collect()
}

/// The rule pack of a country; the error names those there are.
pub fn pack(name: &str) -> Result<String, Failure> {
    let mut packs = packs();
    packs.remove(name).ok_or_else(|| {
        let known = packs.into_keys().collect::<Vec<_>>().join(", ");
        Failure::usage(format!("there is no rule pack `{name}`; there are {known}"))
    })
}

/// The version of one method; `None` when it has no folder.
pub fn version(method: &str) -> Option<String> {
    let path = Folders::iter().find(|path| path.ends_with(&format!("/{method}/method.toml")))?;
    let table: toml::Table = String::from_utf8_lossy(&Folders::get(&path)?.data).parse().ok()?;
    Some(table.get("version")?.as_str()?.to_owned())
}

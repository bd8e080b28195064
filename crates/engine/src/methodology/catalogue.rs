//! All methods of the program: each Rust computation joined with its folder, in both directions. A folder without a
//! computation, or a computation without a folder, is an error at start, not a surprise later.

use super::file::MethodFile;
use super::{Case, Documentation, Methodology};
use probity_core::{Digest, Input, Method, Suite};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A method's public description with its computation.
pub struct Entry {
    /// What the public sees.
    pub methodology: Methodology,
    /// What is run.
    pub computation: Computation,
}

/// How a method's findings come about.
pub enum Computation {
    /// By itself.
    Alone(Box<dyn Method>),
    /// With the other members of a suite.
    Member(Arc<dyn Suite>),
}

impl Computation {
    /// The registers it reads.
    pub fn inputs(&self) -> &'static [Input] {
        match self {
            Self::Alone(method) => method.inputs(),
            Self::Member(suite) => suite.inputs(),
        }
    }

    /// Whether its findings are a data set of their own.
    pub fn is_dataset(&self, id: &str) -> bool {
        self.suite().is_none_or(|suite| suite.members().iter().any(|member| member.id == id && member.is_dataset))
    }

    /// The methods whose answers it counts.
    pub fn rests_on(&self, id: &str) -> Vec<&'static str> {
        self.suite().map(|suite| suite.rests_on(id)).unwrap_or_default()
    }

    /// The suite it belongs to.
    pub fn suite(&self) -> Option<&Arc<dyn Suite>> {
        match self {
            Self::Alone(_) => None,
            Self::Member(suite) => Some(suite),
        }
    }
}

/// The methods of a program, by identifier.
pub struct Catalogue {
    entries: BTreeMap<String, Entry>,
}

/// What is wrong with the methods a program was built with.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// A method's folder or file is not as it must be.
    #[error("method `{id}`: {problem}")]
    Method {
        /// The method.
        id: String,
        /// What is wrong.
        problem: String,
    },
}

fn wrong(id: &str, problem: impl ToString) -> CatalogueError {
    CatalogueError::Method { id: id.to_owned(), problem: problem.to_string() }
}

/// Files of one method's folder, by path below it.
type Folder = BTreeMap<String, Vec<u8>>;

impl Catalogue {
    /// Joins `files` (path below `methods/`, bytes) with the computations.
    ///
    /// # Errors
    /// When a folder does not parse, or folders and computations do not match one to one.
    pub fn new(
        files: impl IntoIterator<Item = (String, Vec<u8>)>,
        methods: Vec<Box<dyn Method>>,
        suites: &[Arc<dyn Suite>],
    ) -> Result<Self, CatalogueError> {
        let mut folders = folders(files);
        let mut entries = BTreeMap::new();
        let mut add = |id: &str, source: &str, computation: Computation| {
            let (area, folder) = folders.remove(id).ok_or_else(|| wrong(id, "it has no folder under `methods/`"))?;
            let methodology = methodology(&area, id, &folder, source)?;
            entries.insert(id.to_owned(), Entry { methodology, computation });
            Ok(())
        };
        for method in methods {
            let (id, source) = (method.id(), method.source());
            add(id, source, Computation::Alone(method))?;
        }
        for suite in suites {
            for member in suite.members() {
                add(member.id, member.source, Computation::Member(Arc::clone(suite)))?;
            }
        }
        if let Some(id) = folders.keys().next() {
            return Err(wrong(id, "its folder has no computation"));
        }
        inherit(&mut entries)?;
        Ok(Self { entries })
    }

    /// All methods, by identifier.
    pub fn iter(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }

    /// One method.
    pub fn get(&self, id: &str) -> Option<&Entry> {
        self.entries.get(id)
    }
}

/// Gives every method the parameters of the methods it uses, and makes their digests part of its own: a method that
/// rests on another one changes with it.
fn inherit(entries: &mut BTreeMap<String, Entry>) -> Result<(), CatalogueError> {
    let own: BTreeMap<String, Methodology> =
        entries.iter().map(|(id, entry)| (id.clone(), entry.methodology.clone())).collect();
    for (id, Entry { methodology, computation }) in entries {
        let mut digests = vec![methodology.digest.to_string()];
        for other in computation.rests_on(id) {
            let other =
                own.get(other).ok_or_else(|| wrong(id, format!("it rests on `{other}`, which is no method")))?;
            digests.push(other.digest.to_string());
        }
        for used in methodology.uses.clone() {
            let used = own.get(&used).ok_or_else(|| wrong(id, format!("it uses `{used}`, which is no method")))?;
            let names: Vec<String> = methodology.parameters.iter().map(|row| row.name.clone()).collect();
            let rows = used.parameters.iter().filter(|row| !names.contains(&row.name));
            methodology.parameters.extend(rows.cloned());
            digests.push(used.digest.to_string());
        }
        methodology.digest = Digest::of(digests.join("\n").as_bytes());
    }
    Ok(())
}

/// `area/id/rest` → id → (area, rest → bytes). Only folders that hold a `method.toml` are methods.
fn folders(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> BTreeMap<String, (String, Folder)> {
    let mut folders: BTreeMap<String, (String, Folder)> = BTreeMap::new();
    for (path, bytes) in files {
        let mut parts = path.splitn(3, '/');
        if let (Some(area), Some(id), Some(rest)) = (parts.next(), parts.next(), parts.next()) {
            let entry = folders.entry(id.to_owned()).or_insert_with(|| (area.to_owned(), Folder::new()));
            entry.1.insert(rest.to_owned(), bytes);
        }
    }
    folders.retain(|_, (_, folder)| folder.contains_key("method.toml"));
    folders
}

fn methodology(area: &str, id: &str, folder: &Folder, source: &str) -> Result<Methodology, CatalogueError> {
    let text = folder.get("method.toml").map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default();
    let file: MethodFile = toml::from_str(&text).map_err(|error| wrong(id, error))?;
    if file.id != id {
        return Err(wrong(id, format!("its `method.toml` says id = \"{}\"", file.id)));
    }
    if let Some(problem) = file.parameters.iter().find_map(super::ParameterRow::problem) {
        return Err(wrong(id, problem));
    }
    let documentation = Documentation::of(source).map_err(|problem| wrong(id, problem))?;
    Ok(Methodology {
        area: area.to_owned(),
        id: file.id,
        version: file.version,
        title: file.title,
        summary: file.summary,
        subject: file.subject,
        uses: file.uses,
        citations: file.citations,
        parameters: file.parameters,
        outputs: file.outputs,
        cases: cases(folder),
        documentation,
        digest: digest(&text, source),
    })
}

fn digest(folder: &str, source: &str) -> Digest {
    Digest::of(format!("{}\n{folder}\n{source}", folder.len()).as_bytes())
}

fn cases(folder: &Folder) -> Vec<Case> {
    let mut cases: BTreeMap<&str, Case> = BTreeMap::new();
    for (path, bytes) in folder {
        let mut parts = path.splitn(3, '/');
        if let (Some("cases"), Some(name), Some(file)) = (parts.next(), parts.next(), parts.next()) {
            let case = cases.entry(name).or_insert_with(|| Case { name: name.to_owned(), ..Case::default() });
            case.add(file, String::from_utf8_lossy(bytes).into_owned());
        }
    }
    cases.into_values().collect()
}

//! The inputs of a recipe: those in the package, and those its reader supplies because the package could not ship
//! them. Every file is recognised by its digest or its commitment, never by its name.

use crate::failure::Failure;
use probity_core::Digest;
use probity_publication::package::{Access, InputRow, Recipe};
use probity_registers::observatory::{Passing, Terms};
use std::collections::BTreeMap;
use std::path::Path;

/// The salts of confidential files a reader was given: a JSON object from commitment to salt, in the directory of
/// supplied inputs.
const SALTS: &str = "salts.json";

/// An input that was found.
pub struct Input<'a> {
    /// What the recipe says of it.
    pub row: &'a InputRow,
    /// The name to import it under.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its terms as far as the recipe tells them.
    pub terms: Terms,
}

/// Files a reader supplied, by digest, and the salts.
struct Supplied {
    files: BTreeMap<Digest, Vec<u8>>,
    salts: BTreeMap<String, Digest>,
}

/// Finds every input of the recipe, in its order.
pub fn find<'a>(recipe: &'a Recipe, package: &Path, supplied: Option<&Path>) -> Result<Vec<Input<'a>>, Failure> {
    let supplied = supplied.map_or_else(|| Ok(Supplied::none()), Supplied::read)?;
    recipe.inputs.iter().map(|row| one(row, package, &supplied)).collect()
}

fn one<'a>(row: &'a InputRow, package: &Path, supplied: &Supplied) -> Result<Input<'a>, Failure> {
    let (bytes, passing) = match (row.access, &row.sha256, &row.commitment) {
        (Access::Shipped, Some(digest), _) => (shipped(row, digest, package, supplied)?, Passing::Open),
        (Access::Withheld, Some(digest), _) => {
            (supplied.files.get(digest).cloned().ok_or_else(|| missing(row))?, Passing::Withheld)
        }
        (Access::Confidential, _, Some(commitment)) => {
            let (salt, bytes) = supplied.opening(commitment).ok_or_else(|| missing(row))?;
            (bytes, Passing::Confidential { salt })
        }
        _ => return Err(Failure::input(format!("recipe.toml does not say how to recognise {}", row.label()))),
    };
    let terms = Terms { from: row.from.clone(), licence: row.licence.clone(), passing };
    Ok(Input { row, name: file_name(row)?, bytes, terms })
}

fn shipped(row: &InputRow, digest: &Digest, package: &Path, supplied: &Supplied) -> Result<Vec<u8>, Failure> {
    let path = package.join("inputs").join(digest.to_string());
    if !path.is_file() {
        return supplied.files.get(digest).cloned().ok_or_else(|| missing(row));
    }
    let bytes = fs_err::read(&path)?;
    match Digest::of(&bytes) == *digest {
        true => Ok(bytes),
        false => Err(Failure::input(format!("inputs/{digest}: its bytes are not those of its name"))
            .hint("`probity verify` checks every file of the package")),
    }
}

/// An input that nobody gave, with what its reader can do about it.
fn missing(row: &InputRow) -> Failure {
    let hint = match (row.access, row.from.as_str()) {
        (Access::Confidential, _) => "give the file and salts.json with --inputs DIR".to_owned(),
        (Access::Withheld, "") => "the package may not pass it on; give the file with --inputs DIR".to_owned(),
        (Access::Withheld, from) => format!("get it from {from} and give its directory with --inputs DIR"),
        (Access::Shipped, _) => "the package is not complete; `probity verify` checks it".to_owned(),
    };
    Failure::missing(format!("input {} is missing", row.label())).hint(hint)
}

/// A name without a folder: a recipe is somebody else's text and must not choose where we write.
fn file_name(row: &InputRow) -> Result<String, Failure> {
    let name = &row.recorded.name;
    if name.is_empty() {
        return Ok("confidential".to_owned());
    }
    let plain = !name.contains(['/', '\\', '\0']) && name != "." && name != "..";
    plain
        .then(|| name.clone())
        .ok_or_else(|| Failure::input(format!("recipe.toml: `{name}` is not the name of a file")))
}

impl Supplied {
    fn none() -> Self {
        Self { files: BTreeMap::new(), salts: BTreeMap::new() }
    }

    fn read(dir: &Path) -> Result<Self, Failure> {
        let mut supplied = Self::none();
        for entry in fs_err::read_dir(dir)? {
            let entry = entry?;
            if entry.file_name() == SALTS {
                let bytes = fs_err::read(entry.path())?;
                let salts = serde_json::from_slice(&bytes);
                supplied.salts = salts.map_err(|error| Failure::input(format!("{SALTS}: {error}")))?;
            } else if entry.path().is_file() {
                let bytes = fs_err::read(entry.path())?;
                supplied.files.insert(Digest::of(&bytes), bytes);
            }
        }
        Ok(supplied)
    }

    /// The salt and the file that open a commitment.
    fn opening(&self, commitment: &Digest) -> Option<(Digest, Vec<u8>)> {
        let salt = self.salts.get(&commitment.to_string())?;
        let file = self.files.values().find(|file| Passing::commitment(salt, file) == *commitment)?;
        Some((*salt, file.clone()))
    }
}

//! The files of a package, hashed as they are read: a package may be larger than memory.

use crate::failure::Failure;
use probity_publication::package::{Measured, Present};
use sha2::{Digest as _, Sha256};
use std::io::Read;
use std::path::Path;

/// Bytes read at a time.
const STEP: usize = 1 << 16;

/// Everything below `dir`; links are not followed.
pub fn present(dir: &Path) -> Result<Present, Failure> {
    let mut present = Present::default();
    let mut waiting = vec![dir.to_owned()];
    while let Some(folder) = waiting.pop() {
        for entry in fs_err::read_dir(&folder)? {
            let entry = entry?;
            let (path, kind) = (entry.path(), entry.file_type()?);
            let below = path.strip_prefix(dir).unwrap_or(&path);
            let name = below.to_str().map(|name| name.replace(std::path::MAIN_SEPARATOR, "/"));
            match name {
                _ if kind.is_dir() => waiting.push(path),
                Some(name) if kind.is_file() => add(&mut present, name, &path)?,
                _ => present.odd.push(below.to_string_lossy().into_owned()),
            }
        }
    }
    present.odd.sort();
    Ok(present)
}

fn add(present: &mut Present, name: String, path: &Path) -> Result<(), Failure> {
    if Present::is_read(&name) {
        let bytes = fs_err::read(path)?;
        present
            .files
            .insert(name.clone(), Measured { sha256: probity_core::Digest::of(&bytes), bytes: bytes.len() as u64 });
        present.documents.insert(name, bytes);
        return Ok(());
    }
    let (mut file, mut hash, mut bytes) = (fs_err::File::open(path)?, Sha256::new(), 0);
    let mut step = vec![0; STEP];
    loop {
        match file.read(&mut step)? {
            0 => break,
            n => {
                hash.update(&step[..n]);
                bytes += n as u64;
            }
        }
    }
    let sha256: [u8; 32] = hash.finalize().into();
    present.files.insert(name, Measured { sha256: sha256.into(), bytes });
    Ok(())
}

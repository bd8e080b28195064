//! Packages as directories: written beside their place and renamed, so that nobody ever sees half a package.

use crate::failure::Failure;
use probity_publication::package::Files;
use std::io::Write;
use std::path::Path;

/// Writes the files as the directory `dir`, which must not exist or be empty.
pub fn write(dir: &Path, files: &Files) -> Result<(), Failure> {
    refuse_taken(dir)?;
    let parent = match dir.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    fs_err::create_dir_all(parent)?;
    let beside = tempfile::Builder::new().prefix(".probity-").tempdir_in(parent)?;
    // The temporary directory is for its owner alone; the package inside is as readable as any directory.
    let package = beside.path().join("package");
    for (path, bytes) in files {
        let place = package.join(path);
        fs_err::create_dir_all(place.parent().unwrap_or(&package))?;
        let mut file = fs_err::File::create(place)?;
        file.write_all(bytes)?;
        file.sync_all()?;
    }
    if dir.is_dir() {
        fs_err::remove_dir(dir)?;
    }
    Ok(fs_err::rename(package, dir)?)
}

/// Refuses a directory that something is in.
pub fn refuse_taken(dir: &Path) -> Result<(), Failure> {
    let taken = || format!("{} is not empty: a package is never written over", dir.display());
    let free = !dir.exists() || (dir.is_dir() && fs_err::read_dir(dir)?.next().is_none());
    match free {
        true => Ok(()),
        false => Err(Failure::usage(taken()).hint("give a directory that does not exist yet")),
    }
}

/// Reads all files of a directory.
pub fn read(dir: &Path) -> Result<Files, Failure> {
    let mut files = Files::new();
    gather(dir, "", &mut files)?;
    Ok(files)
}

fn gather(dir: &Path, prefix: &str, files: &mut Files) -> Result<(), Failure> {
    for entry in fs_err::read_dir(dir)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        match entry.file_type()?.is_dir() {
            true => gather(&entry.path(), &format!("{name}/"), files)?,
            false => drop(files.insert(name, fs_err::read(entry.path())?)),
        }
    }
    Ok(())
}

//! `probity procurement flags` on several machines: `--partial` keeps what the findings of all shares rest on, and
//! `--from-partials` finds out whether the files that it is given make up one run, and says so in `run.json`.

use super::flags::{Flags, failed};
use super::manifest::{Made, digests};
use crate::failure::Failure;
use crate::terminal;
use probity_core::{Diagnostic, Digest, canonical};
use probity_procurement::flags;
use probity_procurement::partial::{Head, PartialError, Partials, Source, Wanted, Writing};
use probity_procurement::run::{Battery, Options, Share, Watched, keep};
use probity_procurement::source::file_names;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::BufWriter;
use std::path::Path;

/// The first pass: writes the partial of a share.
pub(super) fn write(
    path: &Path,
    arguments: &Flags,
    (battery, options): (&Battery, Options<'_>),
    made: &Made<'_>,
    mut lost: Vec<Diagnostic>,
) -> Result<(), Failure> {
    fs_err::create_dir_all(options.folder)?;
    let working = terminal::working("looking at processes");
    let tells_apart = arguments.several_publishers;
    let watched = keep(made.inputs, battery, options, arguments.shard, tells_apart).map_err(failed)?;
    drop(working);
    let Watched { mut part, counts, digests, rejects, faults, .. } = watched;
    let head = Head {
        made_with: made_with(made)?,
        inputs: sources(made, &digests)?,
        share: arguments.shard.map(|share| share.to_string()),
        publishers: std::mem::take(&mut part.publishers),
        tells_apart: tells_apart || counts.publishers > 1,
        processes: counts.processes,
    };
    let file = probity_registers::temporary(options.folder)?;
    let mut writing = Writing::new(BufWriter::new(file), &head)?;
    part.write(battery, &mut writing)?;
    let file = writing.finish()?.into_inner().map_err(std::io::IntoInnerError::into_error)?;
    file.persist(path).map_err(|error| Failure::input(format!("`{}`: {}", path.display(), error.error)))?;
    terminal::note(&format!("`{}`: what {} processes say of the others", path.display(), counts.processes));
    let mut told = rejects.told().to_vec();
    lost.extend(faults);
    if lost.is_empty() {
        terminal::diagnostics(&told);
        return Ok(());
    }
    told.append(&mut lost);
    Err(Failure::input("a whole file cannot be read; the partial is about the others").diagnostics(told))
}

/// The folder of a file.
pub(super) fn beside(path: &Path) -> &Path {
    path.parent().filter(|own| !own.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// The partials of the second pass, if it is one.
pub(super) fn open(arguments: &Flags, made: &Made<'_>) -> Result<Option<Partials>, Failure> {
    if arguments.from_partials.is_empty() {
        return Ok(None);
    }
    let wanted = Wanted { made_with: made_with(made)?, inputs: sources(made, &[])?, share: arguments.shard };
    Partials::open(&arguments.from_partials, &wanted).map(Some).map_err(|error| refused(&error))
}

/// A partial that cannot be used.
pub(super) fn refused(error: &PartialError) -> Failure {
    Failure::input(error.to_string()).hint(error.hint.clone())
}

/// For `run.json`: which share it is about, and the partials that decided.
pub(super) fn noted(partials: &Partials, share: Option<Share>) -> Value {
    let one = |(path, head): (&Path, &Head)| {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        json!({ "file": name, "inputs": head.inputs, "share": head.share, "processes": head.processes })
    };
    json!({
        "share": share.map(|share| share.to_string()),
        "partials": partials.heads().map(one).collect::<Vec<_>>(),
        "processes": partials.heads().map(|(_, head)| head.processes).sum::<u64>(),
        "other_subjects": partials.is_first(),
    })
}

fn sources(made: &Made<'_>, known: &[Option<String>]) -> Result<Vec<Source>, Failure> {
    let names = file_names(made.inputs).into_iter().map(str::to_owned);
    let digests = digests(made.inputs, known)?;
    Ok(names.zip(digests).map(|(file, sha256)| Source { file, sha256 }).collect())
}

/// Everything but the input that decides about states, as messages call it, with digests.
fn made_with(made: &Made<'_>) -> Result<BTreeMap<String, String>, Failure> {
    let sources: String = flags::ALL.iter().map(|own| own.source).collect();
    let program = json!([env!("CARGO_PKG_VERSION"), Digest::of(sources.as_bytes()).to_string()]);
    let all = [
        ("settings", made.settings()?),
        ("tables named in the settings", json!(made.tables)),
        ("rule packs", json!(made.packs)),
        ("flags and parameters", Value::Object(made.methods())),
        ("`--duplicates`", json!(made.duplicates.word())),
        ("program version", program),
    ];
    let digest = |(name, value): (&str, Value)| {
        let text = canonical::json(&value).map_err(|error| Failure::input(error.to_string()))?;
        Ok((name.to_owned(), Digest::of(text.as_bytes()).to_string()))
    };
    all.into_iter().map(digest).collect()
}

//! What is known here of a release that a reader holds, and the files of the transparency log. "Not known" is an
//! answer, not an error: it is what a forged package gets.

use super::documents::JSON;
use super::problem::{Kind, Problem};
use super::releases::{Release, Statement};
use super::{Api, Reply};
use probity_core::Digest;
use serde_json::{Value, json};

/// Answers a note or the hash of a MANIFEST.
///
/// # Errors
/// When the body is neither.
pub fn reply(api: &Api, body: &[u8]) -> Result<Reply, Problem> {
    let wrong = || {
        let detail =
            "send the text of a package's MANIFEST.note, or the 64 hexadecimal digits of its MANIFEST's SHA-256";
        Problem::new(Kind::BadBody, detail)
    };
    let text = std::str::from_utf8(body).map_err(|_| wrong())?;
    let statement = Statement::read(text);
    let hash = text.trim().strip_prefix("sha256:").unwrap_or(text.trim()).parse::<Digest>().ok();
    let manifest = statement.as_ref().map(|statement| statement.manifest).or(hash).ok_or_else(wrong)?;
    let release = api.releases.iter().find(|release| release.statement.manifest == manifest);
    let agrees = statement.as_ref().map(|asked| release.is_some_and(|release| release.statement == *asked));
    Ok(Reply::json(200, JSON, &known(&manifest, release, agrees)))
}

fn known(manifest: &Digest, release: Option<&Release>, agrees: Option<bool>) -> Value {
    let statement = release.map(|release| &release.statement);
    json!({
        "manifest_sha256": manifest.to_string(),
        "known": release.is_some(),
        "package": statement.map(|statement| statement.package.clone()),
        "version": statement.map(|statement| statement.version.clone()),
        "released": statement.map(|statement| statement.released.to_string()),
        "signers": release.map(|release| release.signers.clone()).unwrap_or_default(),
        // Whether the note that was sent says what ours says; null when only a hash was sent.
        "note_agrees": agrees,
    })
}

/// A file of the log.
///
/// # Errors
/// When there is no log, or no such file in it.
pub fn log_file(api: &Api, path: &str) -> Result<Reply, Problem> {
    if api.log.is_empty() {
        return Err(Problem::new(Kind::NotFound, "this observatory keeps no transparency log"));
    }
    let found = api.log.get(path);
    let bytes = found.ok_or_else(|| Problem::new(Kind::NotFound, format!("the log has no file `{path}`")))?;
    let media_type = if path == "checkpoint" { "text/plain; charset=utf-8" } else { "application/octet-stream" };
    Ok(Reply::new(media_type, bytes.clone()))
}

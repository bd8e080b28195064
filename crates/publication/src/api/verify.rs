//! What is known here of a release that a reader holds, and the files of the transparency log. "Not known" is an
//! answer, not an error: it is what a forged package gets.

use super::documents::JSON;
use super::problem::{Kind, Problem};
use super::{Api, Reply};
use crate::log::CHECKPOINT;
use crate::package::{Answer, known};
use serde_json::{Value, json};

/// Answers a note or the hash of a MANIFEST.
///
/// # Errors
/// When the body is neither.
pub fn reply(api: &Api, body: &[u8]) -> Result<Reply, Problem> {
    let text = std::str::from_utf8(body).map_err(|_| Problem::new(Kind::BadBody, "the body is not UTF-8"))?;
    // The observatory's own verifier keys are not in it: whether a signature holds is for `probity verify --vkey`.
    let answer = known(text, &api.known, &api.entries, &[]);
    let answer = answer.map_err(|error| Problem::new(Kind::BadBody, error.to_string()))?;
    Ok(Reply::json(200, JSON, &described(&answer)))
}

fn described(answer: &Answer) -> Value {
    let release = answer.release.as_ref();
    let statement = release.map(|release| &release.statement);
    let mut document = json!({
        "manifest_sha256": answer.manifest.to_string(),
        "known": release.is_some(),
        "package": statement.map(|statement| statement.package.clone()),
        "version": statement.map(|statement| statement.version.clone()),
        "released": statement.map(|statement| statement.released.to_string()),
        "signers": release.map(|release| release.signers.clone()).unwrap_or_default(),
        "log_index": release.and_then(|release| release.log_index),
        // Whether the note that was sent says what ours says; null when only a hash was sent.
        "note_agrees": answer.agrees,
        "standing": null, "by": null, "reason": null, "signature": null,
    });
    for part in [serde_json::to_value(&answer.standing), serde_json::to_value(&answer.signed)] {
        let members = part.ok().and_then(|part| part.as_object().cloned()).unwrap_or_default();
        for (name, value) in members.into_iter().filter(|(name, _)| name != "signers" && name != "message") {
            document[name] = value;
        }
    }
    document
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
    let media_type = if path == CHECKPOINT { "text/plain; charset=utf-8" } else { "application/octet-stream" };
    Ok(Reply::new(media_type, bytes.clone()))
}

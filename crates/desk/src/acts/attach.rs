//! Files in forms. What a browser sent waits beside the log under a token that only its form has; here the token becomes
//! what the record says of the file. Size and type are never taken from what was typed: they say that the file is kept,
//! and whoever may read the record is given the file.

use super::form::{Field, Form, Sort};
use super::read::Fault;
use super::values::Values;
use crate::file::pin;
use crate::records::Trouble;
use crate::work::Desk;
use probity_store::Waiting;

/// Largest TOML that is taken from a file, in bytes: what a form may have.
const TOML_MAX: u64 = 1 << 20;

/// Longest name of a file that is kept, in letters.
const NAME_MAX: usize = 200;

/// What a browser says of a file when it does not know better.
const UNKNOWN: &str = "application/octet-stream";

/// The name under which a part of a file's control is sent.
pub(super) fn part(field: &str, part: &str) -> String {
    format!("{field}.{part}")
}

/// The field with which a form takes a file that is kept or digested.
pub(super) fn fields(form: &Form) -> impl Iterator<Item = &Field> {
    form.fields.iter().filter(|field| matches!(field.sort, Sort::File | Sort::Toml))
}

/// Puts what is known of the files in the place of what was sent. What is wrong with them comes back.
pub(super) fn settle(desk: &Desk<'_>, form: &Form, values: &mut Values) -> Result<Vec<Fault>, Trouble> {
    let mut faults = Vec::new();
    for field in fields(form) {
        if let Some(key) = sent(desk, field, values)? {
            faults.push(Fault::at(&field.name, key, desk.say().plain(key)));
        }
    }
    told(desk, form, values)?;
    Ok(faults)
}

/// What came with this sending: the new file takes the place of the one that waited, a TOML file that of what was typed.
fn sent(desk: &Desk<'_>, field: &Field, values: &mut Values) -> Result<Option<&'static str>, Trouble> {
    let files = desk.work.records.shelf().files;
    let own = |name: &str| part(&field.name, name);
    let upload = take(values, &own("upload"));
    let (name, media_type) = (take(values, &own("upload.name")), take(values, &own("upload.type")));
    if !take(values, &own("upload.fault")).is_empty() {
        return Ok(Some("fault-file-large"));
    }
    if !take(values, &own("without")).is_empty() {
        if let Some(waiting) = files.waiting(values.one(&own("waiting")))? {
            files.forget(&waiting)?;
        }
        forget_name(field, values);
        ["waiting", "waiting.name", "waiting.type"].iter().for_each(|part| drop(take(values, &own(part))));
        drop(take(values, &field.name));
    }
    if upload.is_empty() {
        let gone = !values.one(&own("waiting")).is_empty() && files.waiting(values.one(&own("waiting")))?.is_none();
        if gone {
            forget_name(field, values);
            drop(take(values, &field.name));
            ["waiting", "waiting.name", "waiting.type"].iter().for_each(|part| drop(take(values, &own(part))));
        }
        return Ok(gone.then_some("fault-file-gone"));
    }
    let Some(waiting) = files.waiting(&upload)? else { return Ok(Some("fault-file-gone")) };
    if field.sort == Sort::Toml {
        let text = files.read(&waiting, TOML_MAX)?.and_then(|bytes| String::from_utf8(bytes).ok());
        files.forget(&waiting)?;
        let Some(text) = text else { return Ok(Some("fault-toml-file")) };
        replace(values, &field.name, text.trim_start_matches('\u{feff}'));
        return Ok(None);
    }
    forget_name(field, values);
    replace(values, &own("waiting"), &upload);
    replace(values, &own("waiting.name"), &tidy(&name));
    replace(values, &own("waiting.type"), if is_media_type(&media_type) { &media_type } else { UNKNOWN });
    Ok(None)
}

/// The name of a file that waited goes with it, unless somebody typed another.
fn forget_name(field: &Field, values: &mut Values) {
    if let Some(file) = field.table().map(|table| format!("{table}.file"))
        && values.one(&file) == values.one(&part(&field.name, "waiting.name"))
    {
        drop(take(values, &file));
    }
}

/// What the record says of its file: of the one that waits, or, when it still names the same bytes, what it said before.
fn told(desk: &Desk<'_>, form: &Form, values: &mut Values) -> Result<(), Trouble> {
    for field in form.fields.iter().filter(|field| field.told) {
        drop(take(values, &field.name));
    }
    for field in form.fields.iter().filter(|field| field.sort == Sort::File) {
        let waiting = waiting(desk, field, values)?;
        if let Some(waiting) = &waiting {
            replace(values, &field.name, &waiting.digest.to_string());
            replace(values, &part(&field.name, "waiting.size"), &waiting.size.to_string());
        }
        let Some(table) = field.table() else { continue };
        let said = match waiting {
            Some(waiting) => {
                let named = |name: &str| values.one(&part(&field.name, name)).to_owned();
                let (name, media_type) = (named("waiting.name"), named("waiting.type"));
                values.begin(&format!("{table}.file"), name);
                Some((waiting.size, media_type))
            }
            None => earlier(desk, form, values, field),
        };
        if let Some((size, media_type)) = said {
            replace(values, &format!("{table}.size"), &size.to_string());
            replace(values, &format!("{table}.media_type"), &media_type);
        }
    }
    Ok(())
}

/// Size and type of the file of the record that is corrected, when the same bytes are named again.
fn earlier(desk: &Desk<'_>, form: &Form, values: &Values, field: &Field) -> Option<(u64, String)> {
    let kept = desk.reader.state.get(form.kind, values.one(form.keys().first()?))?;
    let document = pin(&kept.record).filter(|_| desk.reader.sees(kept))?;
    let same = document.sha256?.to_string() == values.one(&field.name).trim();
    same.then(|| Some((document.size?, document.media_type.clone()?)))?
}

/// The file that waits for the record, if one does.
pub(super) fn waiting(desk: &Desk<'_>, field: &Field, values: &Values) -> Result<Option<Waiting>, Trouble> {
    Ok(desk.work.records.shelf().files.waiting(values.one(&part(&field.name, "waiting")))?)
}

/// Keeps the files that wait for a record that is about to be recorded. A file that was only digested is given up.
pub(super) fn keep(desk: &Desk<'_>, form: &Form, values: &Values) -> Result<(), Trouble> {
    let files = desk.work.records.shelf().files;
    for field in form.fields.iter().filter(|field| field.sort == Sort::File) {
        if let Some(waiting) = waiting(desk, field, values)? {
            match field.table() {
                Some(_) => files.keep(&waiting)?,
                None => files.forget(&waiting)?,
            }
        }
    }
    Ok(())
}

/// Takes a text out of what was sent.
fn take(values: &mut Values, name: &str) -> String {
    let found = values.one(name).to_owned();
    values.0.retain(|(own, _)| own != name);
    found
}

fn replace(values: &mut Values, name: &str, text: &str) {
    values.0.retain(|(own, _)| own != name);
    values.put(name, text);
}

/// The last part of a path, without what no file system takes.
fn tidy(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let plain: String = last.chars().filter(|letter| !letter.is_control()).take(NAME_MAX).collect();
    plain.trim().to_owned()
}

/// Whether a text is a type and a subtype, as RFC 9110 writes them.
fn is_media_type(text: &str) -> bool {
    let token = |text: &str| {
        !text.is_empty() && text.bytes().all(|it| it.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&it))
    };
    text.len() <= NAME_MAX && text.split_once('/').is_some_and(|(first, second)| token(first) && token(second))
}

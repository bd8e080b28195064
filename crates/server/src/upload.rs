//! A form with a file in it. The file goes to the desk piece by piece as it comes and is never whole in memory; in its
//! place the form gets the token under which it waits, and is from there on a form like any other.

use crate::desk::{self, Staffed};
use axum::body::{Body, Bytes};
use axum::http::header;
use axum::http::request::Parts;
use futures_util::stream;
use multer::{Field, Multipart};
use probity_desk::{Answered, Attached};
use probity_publication::page::House;
use std::io::{self, Read as _};
use std::time::Duration;
use tokio::task::block_in_place;

/// How long a sender may be silent. A whole file may take as long as its line needs.
const SILENCE: Duration = Duration::from_secs(20);

/// How much more than is taken is still read, so that the sender is told why instead of losing the connection.
const PATIENT: u64 = 4;

/// Bytes of a file that are sent at once.
const PIECE: usize = 1 << 16;

/// Why a form could not be read.
pub(crate) enum Stopped {
    /// The sender fell silent.
    Silent,
    /// More than a form may have.
    TooLong,
    /// Not what the header says.
    Malformed,
    /// The desk does not take it.
    Refused(Box<Answered>),
}

/// Whether a request brings a form with parts; its boundary.
pub(crate) fn boundary(request: &Parts) -> Option<String> {
    multer::parse_boundary(request.headers.get(header::CONTENT_TYPE)?.to_str().ok()?).ok()
}

/// The form as one without files.
pub(crate) async fn form(
    staffed: &Staffed,
    house: &House,
    request: &Parts,
    body: Body,
    boundary: String,
) -> Result<Vec<(String, String)>, Stopped> {
    let mut parts = Multipart::new(body.into_data_stream(), boundary);
    let (mut fields, mut room) = (Vec::new(), desk::BODY_MAX);
    while let Some(field) = in_time(parts.next_field()).await?.map_err(wrong)? {
        let name = field.name().unwrap_or_default().to_owned();
        match field.file_name().map(str::to_owned) {
            None => fields.push((name, text(field, &mut room).await?)),
            // A browser sends a control in which no file was chosen as one without a name.
            Some(file) if file.is_empty() => drop(text(field, &mut room).await?),
            Some(file) => {
                let media_type = field.content_type().map(|it| it.essence_str().to_owned()).unwrap_or_default();
                match take(staffed, house, request, &fields, field).await? {
                    Some(token) => {
                        let more = [("", token), (".name", file), (".type", media_type)];
                        fields.extend(more.into_iter().map(|(part, text)| (format!("{name}{part}"), text)));
                    }
                    None => fields.push((format!("{name}.fault"), "large".to_owned())),
                }
            }
        }
    }
    Ok(fields)
}

/// A text of the form, as long as there is room.
async fn text(mut field: Field<'_>, room: &mut usize) -> Result<String, Stopped> {
    let mut bytes = Vec::new();
    while let Some(piece) = in_time(field.chunk()).await?.map_err(wrong)? {
        *room = room.checked_sub(piece.len()).ok_or(Stopped::TooLong)?;
        bytes.extend_from_slice(&piece);
    }
    String::from_utf8(bytes).map_err(|_| Stopped::Malformed)
}

/// Hands a file to the desk; the token under which it waits, or none when it is too large.
async fn take(
    staffed: &Staffed,
    house: &House,
    request: &Parts,
    fields: &[(String, String)],
    mut field: Field<'_>,
) -> Result<Option<String>, Stopped> {
    let asked = desk::asked(staffed, request, fields.to_vec());
    let receiving = block_in_place(|| staffed.desk.receive(house, &asked));
    let refused = |error: &io::Error| Stopped::Refused(Box::new(staffed.desk.troubled(house, &asked, error)));
    let mut receiving = match receiving {
        Ok(receiving) => receiving,
        Err(answered) => {
            // What is on its way anyway is let in and thrown away; a sender of more is cut off.
            let mut room = desk::BODY_MAX;
            while let Some(piece) = in_time(field.chunk()).await?.map_err(wrong)? {
                room = room.checked_sub(piece.len()).ok_or(Stopped::TooLong)?;
            }
            return Err(Stopped::Refused(answered));
        }
    };
    let (mut come, largest) = (0, receiving.largest);
    while let Some(piece) = in_time(field.chunk()).await?.map_err(wrong)? {
        come += piece.len() as u64;
        if come > largest.saturating_mul(PATIENT) {
            return Err(Stopped::TooLong);
        }
        if come <= largest {
            block_in_place(|| receiving.incoming.write(&piece)).map_err(|error| refused(&error))?;
        }
    }
    if come > largest {
        return Ok(None);
    }
    let waiting = block_in_place(|| receiving.incoming.finish()).map_err(|error| refused(&error))?;
    Ok(Some(waiting.token().to_owned()))
}

async fn in_time<T>(coming: impl Future<Output = T>) -> Result<T, Stopped> {
    tokio::time::timeout(SILENCE, coming).await.map_err(|_| Stopped::Silent)
}

fn wrong(_: multer::Error) -> Stopped {
    Stopped::Malformed
}

/// A file as it lies on the disk, piece by piece.
pub(crate) fn sent(attached: &Attached) -> io::Result<Body> {
    let file = fs_err::File::open(&attached.path)?;
    let pieces = stream::try_unfold(file, |mut file| async move {
        let read = tokio::task::spawn_blocking(move || {
            let mut piece = vec![0; PIECE];
            let length = file.read(&mut piece)?;
            piece.truncate(length);
            Ok::<_, io::Error>((piece, file))
        });
        let (piece, file) = read.await.map_err(io::Error::other)??;
        Ok::<_, io::Error>((!piece.is_empty()).then(|| (Bytes::from(piece), file)))
    });
    Ok(Body::from_stream(pieces))
}

/// What the reader's copy is called, for programs that know only ASCII and for all others (RFC 6266, RFC 8187).
pub(crate) fn disposition(name: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || " ._-()".contains(letter);
    let ascii: String = name.chars().map(|letter| if plain(letter) { letter } else { '_' }).collect();
    let mut encoded = String::new();
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'_' | b'-' => encoded.push(char::from(byte)),
            other => encoded.push_str(&format!("%{other:02X}")),
        }
    }
    format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_file_cannot_leave_its_header() {
        assert_eq!(disposition("letter.pdf"), "attachment; filename=\"letter.pdf\"; filename*=UTF-8''letter.pdf");
        assert_eq!(
            disposition("хат\"\r\nX: y.pdf"),
            "attachment; filename=\"______X_ y.pdf\"; filename*=UTF-8''%D1%85%D0%B0%D1%82%22%0D%0AX%3A%20y.pdf"
        );
    }
}

//! Cardinal's JSON, keys in byte order: groups of identifiers with their codes, how the fences came about, and which
//! organisations stand behind the flags of a process.

use super::answer::{Answer, Codes};
use super::fences::Fences;
use super::maps::{Maps, OF_TENDERERS, Pair};
use super::words::Words;
use std::io::{self, Write};

/// Writes the answer for all lines, ended by a newline.
///
/// # Errors
/// When it cannot be written.
pub fn write(answer: &Answer<'_>, map: bool, out: &mut impl Write) -> io::Result<()> {
    let (names, ocids) = (&answer.part.names.organisations, &answer.part.ocids);
    let mut json = Json { out, first: true };
    json.out.write_all(b"{")?;
    json.group("Buyer", names, &answer.organisations, |id| answer.buyer(id))?;
    if map {
        json.key("Maps")?;
        json.maps(answer)?;
    }
    json.key("Meta")?;
    json.meta(&answer.fences)?;
    json.group("OCID", ocids, &answer.ocids, |id| answer.process(id))?;
    json.group("ProcuringEntity", names, &answer.organisations, |id| answer.entity(id))?;
    json.group("Tenderer", names, &answer.organisations, |id| answer.tenderer(id))?;
    json.out.write_all(b"}\n")
}

struct Json<'w, W> {
    out: &'w mut W,
    first: bool,
}

impl<W: Write> Json<'_, W> {
    fn text(&mut self, text: &str) -> io::Result<()> {
        serde_json::to_writer(&mut *self.out, text).map_err(io::Error::from)
    }

    /// No number and infinities are null.
    fn number(&mut self, number: f64) -> io::Result<()> {
        serde_json::to_writer(&mut *self.out, &number).map_err(io::Error::from)
    }

    /// A key at the level where `first` counts.
    fn key(&mut self, key: &str) -> io::Result<()> {
        if !std::mem::take(&mut self.first) {
            self.out.write_all(b",")?;
        }
        self.text(key)?;
        self.out.write_all(b":")
    }

    /// Members of an object of their own.
    fn object(&mut self, members: impl FnOnce(&mut Self) -> io::Result<()>) -> io::Result<()> {
        let outside = std::mem::replace(&mut self.first, true);
        self.out.write_all(b"{")?;
        members(self)?;
        self.first = outside;
        self.out.write_all(b"}")
    }

    /// A group; one without entries is left out.
    fn group(&mut self, name: &str, words: &Words, ids: &[u32], of: impl Fn(u32) -> Codes) -> io::Result<()> {
        let mut entries = ids.iter().map(|id| (*id, of(*id))).filter(|(_, codes)| !codes.is_empty()).peekable();
        if entries.peek().is_none() {
            return Ok(());
        }
        self.key(name)?;
        self.object(|json| {
            for (id, codes) in entries {
                json.key(words.text(id))?;
                json.object(|json| {
                    for (code, value) in codes {
                        json.key(code)?;
                        json.number(value)?;
                    }
                    Ok(())
                })?;
            }
            Ok(())
        })
    }

    fn meta(&mut self, fences: &Fences) -> io::Result<()> {
        self.object(|json| {
            for (code, shown) in &fences.meta {
                json.key(code)?;
                json.object(|json| {
                    for (key, value) in shown {
                        json.key(key)?;
                        // Cardinal shows four decimals.
                        json.number((value * 10_000.0).round() / 10_000.0)?;
                    }
                    Ok(())
                })?;
            }
            Ok(())
        })
    }

    fn maps(&mut self, answer: &Answer<'_>) -> io::Result<()> {
        let maps = Maps::of(answer);
        self.object(|json| {
            json.single("ocid_buyer_r038", answer, &maps.buyers)?;
            json.single("ocid_procuringentity_r038", answer, &maps.entities)?;
            OF_TENDERERS.into_iter().zip(&maps.tenderers).try_for_each(|(name, pairs)| json.lists(name, answer, pairs))
        })
    }

    fn single(&mut self, name: &str, answer: &Answer<'_>, pairs: &[Pair]) -> io::Result<()> {
        self.key(name)?;
        self.object(|json| {
            pairs.iter().try_for_each(|(ocid, id)| {
                json.key(answer.ocid_at(*ocid))?;
                json.text(answer.organisation_at(*id))
            })
        })
    }

    /// Each process with its distinct tenderers.
    fn lists(&mut self, name: &str, answer: &Answer<'_>, pairs: &[Pair]) -> io::Result<()> {
        self.key(name)?;
        self.object(|json| {
            for list in pairs.chunk_by(|(one, _), (next, _)| one == next) {
                let Some((ocid, _)) = list.first() else { continue };
                json.key(answer.ocid_at(*ocid))?;
                for (mark, (_, id)) in std::iter::once("[").chain(std::iter::repeat(",")).zip(list) {
                    json.out.write_all(mark.as_bytes())?;
                    json.text(answer.organisation_at(*id))?;
                }
                json.out.write_all(b"]")?;
            }
            Ok(())
        })
    }
}

//! An index as bytes: a mark, a checksum, a head with all numbers, and behind it the letters and places they point into. The
//! checksum finds damage; every part is still read as if it could say anything.

use jiff::Timestamp;
use jiff::civil::Date;
use probity_core::Digest;
use serde::{Deserialize, Serialize};
use std::ops::Range;

const MARK: &[u8] = b"probity.law-index/2\n";
/// The checksum and the length of the head behind the mark.
const NUMBERS: usize = 4 + 8;

/// From what an index was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// What decides words and stems: the program.
    pub by: Digest,
    /// The list of the library up to some byte.
    pub list: Digest,
    /// That byte.
    pub bytes: u64,
}

/// What a group of units is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// The provisions of the text from one day on.
    Text(Date),
    /// The title.
    Title,
}

/// Units that were recorded together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Group {
    pub(super) work: String,
    /// The first day of the text as a number that sorts like it; none for a title.
    pub(super) day: Option<i32>,
    /// Nanoseconds since 1970.
    pub(super) recorded: i128,
    /// The unit behind its last one.
    pub(super) end: u32,
    /// The words of all its units.
    pub(super) words: u64,
}

/// A day as a number that sorts like it.
pub(super) fn number(day: Date) -> i32 {
    i32::from(day.year()) * 10_000 + i32::from(day.month()) * 100 + i32::from(day.day())
}

impl Group {
    pub(super) fn new(work: &str, what: What, recorded: Timestamp) -> Self {
        let day = match what {
            What::Text(day) => Some(number(day)),
            What::Title => None,
        };
        Self { work: work.to_owned(), day, recorded: recorded.as_nanosecond(), end: 0, words: 0 }
    }
}

/// Everything but letters and places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Head {
    pub(super) made: Made,
    /// In the order in which they were added.
    pub(super) groups: Vec<Group>,
    /// Groups by work, texts before titles, by day and by the time of recording.
    pub(super) order: Vec<u32>,
    /// The words of every unit.
    pub(super) lengths: Vec<u32>,
    /// The identifier of every unit, by its end in `eids`; those that follow likewise.
    pub(super) eids: Vec<u64>,
    /// Sorted.
    pub(super) stems: Vec<u64>,
    /// By stem.
    pub(super) places: Vec<u64>,
    /// Stems of words typed without Kazakh letters, sorted.
    pub(super) folded: Vec<u64>,
    /// The stems of words that are alike when they are typed so, one folded stem after another.
    pub(super) members: Vec<u32>,
    /// By folded stem.
    pub(super) members_end: Vec<u64>,
}

/// The parts behind the head.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Parts<T> {
    pub(super) eids: T,
    pub(super) stems: T,
    pub(super) places: T,
    pub(super) folded: T,
}

/// The bytes of an index.
pub(super) fn write(head: &Head, parts: &Parts<Vec<u8>>) -> Vec<u8> {
    // Plain structures of numbers and texts always have a form.
    let head = postcard::to_stdvec(head).unwrap_or_default();
    let length = u64::try_from(head.len()).unwrap_or_default().to_le_bytes();
    let pieces = [&length[..], &head, &parts.eids, &parts.stems, &parts.places, &parts.folded];
    let mut sum = crc32fast::Hasher::new();
    pieces.iter().for_each(|piece| sum.update(piece));
    let sum = sum.finalize().to_le_bytes();
    [MARK, &sum].into_iter().chain(pieces).flatten().copied().collect()
}

/// The head, and where the parts behind it are; none when the bytes are damaged or of another form.
pub(super) fn read(bytes: &[u8]) -> Option<(Head, Parts<Range<usize>>)> {
    let (sum, summed) = bytes.strip_prefix(MARK)?.split_first_chunk::<4>()?;
    if crc32fast::hash(summed) != u32::from_le_bytes(*sum) {
        return None;
    }
    let (length, behind) = summed.split_first_chunk::<8>()?;
    let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
    let head: Head = postcard::from_bytes(behind.get(..length)?).ok()?;
    let mut from = MARK.len() + NUMBERS + length;
    let mut part = |ends: &[u64]| -> Option<Range<usize>> {
        let to = from.checked_add(usize::try_from(ends.last().copied().unwrap_or_default()).ok()?)?;
        let range = from..to;
        from = to;
        bytes.get(range.clone()).map(|_| range)
    };
    let (eids, stems, places) = (part(&head.eids)?, part(&head.stems)?, part(&head.places)?);
    let folded = part(&head.folded)?;
    Some((head, Parts { eids, stems, places, folded }))
}

/// One of the pieces of a part, by their ends.
pub(super) fn piece<'a, T>(all: &'a [T], ends: &[u64], at: usize) -> &'a [T] {
    let end = |at: usize| ends.get(at).and_then(|end| usize::try_from(*end).ok());
    let from = at.checked_sub(1).map_or(Some(0), end);
    from.zip(end(at)).and_then(|(from, to)| all.get(from..to)).unwrap_or_default()
}

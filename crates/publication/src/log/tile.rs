//! Tiles and their paths. A tile is 256 neighbouring hashes of one level, or the first of them while the tree has not
//! grown further; bundles of entries are numbered in the same way.

use probity_store::tlog::Hash;

/// Hashes or entries in a full tile.
pub const WIDTH: u64 = 256;
/// The longest entry, bytes: its length is written in two bytes.
pub const ENTRY_MAX: usize = 65_535;

/// What a tile holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Hashes of subtrees of 256^level leaves.
    Level(u8),
    /// Entries.
    Entries,
}

/// A tile's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tile {
    /// What it holds.
    pub kind: Kind,
    /// Its number within the level.
    pub index: u64,
    /// How many hashes or entries it has: 256 when full, else 1 to 255.
    pub width: u16,
}

impl Tile {
    /// The path below the log's directory.
    pub fn path(&self) -> String {
        let kind = match self.kind {
            Kind::Level(level) => level.to_string(),
            Kind::Entries => "entries".to_owned(),
        };
        let mut number = format!("{:03}", self.index % 1000);
        let mut rest = self.index / 1000;
        while rest > 0 {
            number = format!("x{:03}/{number}", rest % 1000);
            rest /= 1000;
        }
        match u64::from(self.width) {
            WIDTH => format!("tile/{kind}/{number}"),
            width => format!("tile/{kind}/{number}.p/{width}"),
        }
    }

    /// The tile a path names, or `None` when it names none.
    pub fn parse(path: &str) -> Option<Self> {
        let (kind, rest) = path.strip_prefix("tile/")?.split_once('/')?;
        let kind = match kind {
            "entries" => Kind::Entries,
            level => Kind::Level(level.parse().ok().filter(|level| *level <= 63)?),
        };
        let (number, width) = match rest.split_once(".p/") {
            Some((number, width)) => (number, width.parse().ok().filter(|width| (1..256).contains(width))?),
            None => (rest, WIDTH as u16),
        };
        let mut index = 0u64;
        for group in number.split('/') {
            let digits = group.strip_prefix('x').unwrap_or(group);
            if digits.len() != 3 {
                return None;
            }
            index = index.checked_mul(1000)?.checked_add(digits.parse().ok()?)?;
        }
        let tile = Self { kind, index, width };
        (tile.path() == path).then_some(tile)
    }

    /// How many leaves lie below one hash of the tile, as a power of two.
    pub fn height(&self) -> u32 {
        match self.kind {
            Kind::Level(level) => 8 * u32::from(level),
            Kind::Entries => 0,
        }
    }

    /// Whether a tree of `size` leaves has no such tile, or not so wide a one.
    pub fn beyond(&self, size: u64) -> bool {
        let there = size.checked_shr(self.height()).unwrap_or(0);
        self.index >= there / WIDTH && u64::from(self.width) > there.saturating_sub(self.index.saturating_mul(WIDTH))
    }
}

/// The hashes of a tile of `width`, or `None` when the file has another length.
pub(super) fn hashes(bytes: &[u8], width: u16) -> Option<Vec<Hash>> {
    let (chunks, rest) = bytes.as_chunks::<32>();
    (rest.is_empty() && chunks.len() == usize::from(width)).then(|| chunks.iter().map(|one| Hash::new(*one)).collect())
}

/// The bytes of a tile.
pub(super) fn bytes(hashes: &[Hash]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| *hash.bytes()).collect()
}

/// The entries of a bundle of `width`, or `None` when the file has fewer, more or a cut one.
pub(super) fn entries(bytes: &[u8], width: u16) -> Option<Vec<&[u8]>> {
    let mut rest = bytes;
    let mut entries = Vec::new();
    while !rest.is_empty() {
        let (length, after) = rest.split_first_chunk::<2>()?;
        let (entry, after) = after.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
        entries.push(entry);
        rest = after;
    }
    (entries.len() == usize::from(width)).then_some(entries)
}

/// Adds an entry to a bundle; `None` when the entry is too long.
pub(super) fn put_entry(bundle: &mut Vec<u8>, entry: &[u8]) -> Option<()> {
    bundle.extend(u16::try_from(entry.len()).ok()?.to_be_bytes());
    bundle.extend(entry);
    Some(())
}

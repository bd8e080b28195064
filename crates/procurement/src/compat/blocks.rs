//! Lines in blocks: files of any size in bounded memory, plain or packed, with the blocks worked on in parallel and
//! handed over in their order. A block ends at a newline; a line longer than a block makes the block longer.

use rayon::prelude::*;
use std::io::{self, BufRead, BufReader, Read};
use std::sync::Mutex;

/// Bytes of a block of a batch. Small enough that it is still in the cache when it is parsed, large enough that merging is cheap.
const BLOCK: usize = if cfg!(fuzzing) { 64 } else { 1 << 20 };
/// The same where each thread reads one block after another: it stays in the nearer cache between being read and being parsed.
const TURN: usize = if cfg!(fuzzing) { 64 } else { 1 << 18 };
/// Bytes of a batch at most, however many threads there are; as many are read meanwhile.
const IN_WORK: usize = 64 << 20;

/// The content of a file, whether it is packed with gzip or Zstandard or not.
///
/// # Errors
/// When its first bytes cannot be read.
pub fn unpacked<'r>(source: impl Read + Send + 'r) -> io::Result<Box<dyn Read + Send + 'r>> {
    let mut source = BufReader::with_capacity(1 << 16, source);
    let head = source.fill_buf()?;
    if head.starts_with(&[0x1f, 0x8b]) {
        return Ok(Box::new(Packed(flate2::bufread::MultiGzDecoder::new(source))));
    }
    if head.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        return Ok(Box::new(Packed(zstd::stream::read::Decoder::with_buffer(source)?)));
    }
    Ok(Box::new(source))
}

/// What is unpacked. What an unpacker says of a damaged file is for its authors; readers want to know what to do.
struct Packed<R>(R);

impl<R: Read> Read for Packed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(|error| match error.kind() {
            io::ErrorKind::Interrupted => error,
            // The words of all other commands.
            kind @ io::ErrorKind::UnexpectedEof => io::Error::new(kind, "the packed file is cut off"),
            kind => io::Error::new(kind, "the packed file is damaged, and what stands before may be wrong as well"),
        })
    }
}

/// Whole lines, in room that is kept from one filling to the next.
#[derive(Default)]
struct Block {
    room: Vec<u8>,
    filled: usize,
}

impl Block {
    fn lines(&self) -> &[u8] {
        self.room.get(..self.filled).unwrap_or_default()
    }
}

/// A source that is read in blocks.
pub struct Blocks<R> {
    source: R,
    rest: Vec<u8>,
    size: usize,
    ended: bool,
}

impl<R: Read> Blocks<R> {
    /// Nothing read yet.
    pub fn new(source: R) -> Self {
        Self { source, rest: Vec::new(), size: TURN, ended: false }
    }

    /// Fills `block` with whole lines. An empty block is the end.
    fn fill(&mut self, block: &mut Block) -> io::Result<()> {
        block.filled = 0;
        self.take_rest(block);
        while !self.ended {
            let before = block.filled;
            self.read(block)?;
            let fresh = block.room.get(before..block.filled).unwrap_or_default();
            let Some(at) = memchr::memrchr(b'\n', fresh).filter(|_| !self.ended) else { continue };
            self.rest.extend_from_slice(fresh.get(at + 1..).unwrap_or_default());
            block.filled = before + at + 1;
            break;
        }
        Ok(())
    }

    fn take_rest(&mut self, block: &mut Block) {
        let room = self.rest.len() + self.size;
        if block.room.len() < room {
            block.room.resize(room, 0);
        }
        if let Some(place) = block.room.get_mut(..self.rest.len()) {
            place.copy_from_slice(&self.rest);
            block.filled = self.rest.len();
        }
        self.rest.clear();
    }

    /// Reads `size` more bytes behind what is there, or what is left.
    fn read(&mut self, block: &mut Block) -> io::Result<()> {
        let end = block.filled + self.size;
        if block.room.len() < end {
            block.room.resize(end, 0);
        }
        while block.filled < end {
            let place = block.room.get_mut(block.filled..end).unwrap_or_default();
            match self.source.read(place) {
                Ok(0) => {
                    self.ended = true;
                    break;
                }
                Ok(read) => block.filled += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Fills as many blocks as there are places; gives how many have lines.
    fn fill_all(&mut self, blocks: &mut [Block]) -> io::Result<usize> {
        let mut filled = 0;
        for block in blocks {
            self.fill(block)?;
            if block.filled == 0 {
                break;
            }
            filled += 1;
        }
        Ok(filled)
    }
}

/// Blocks in a batch.
fn places() -> usize {
    rayon::current_num_threads().max(1) * 2
}

/// What is known before a batch of blocks is worked on.
pub enum Known<K> {
    /// More batches are wanted.
    More(K),
    /// Nothing more is to be read than was read before.
    Enough(K),
}

/// Hands every block of whole lines to `work` on all threads, and block and result to `take` in the order of the file.
///
/// # Errors
/// When the source cannot be read, or what `take` gives.
pub fn in_order<T: Send, E: From<io::Error> + Send>(
    source: impl Read + Send,
    work: impl Fn(&[u8]) -> T + Sync,
    mut take: impl FnMut(T) -> Result<(), E>,
) -> Result<(), E> {
    let known = || Known::More(());
    let mut blocks = Blocks { size: BLOCK.min(IN_WORK / places()), ..Blocks::new(source) };
    in_batches(&mut blocks, known, |(), block| work(block), |_, result| take(result))
}

/// The same as long as `known` says that more are wanted; what it said before a batch is given to `work`. While a batch is
/// worked on, the next is read.
///
/// # Errors
/// When the source cannot be read, or what `take` gives.
pub fn in_batches<K: Sync, T: Send, E: From<io::Error> + Send>(
    blocks: &mut Blocks<impl Read + Send>,
    mut known: impl FnMut() -> Known<K>,
    work: impl Fn(&K, &[u8]) -> T + Sync,
    mut take: impl FnMut(&[u8], T) -> Result<(), E>,
) -> Result<(), E> {
    let mut now: Vec<Block> = (0..places()).map(|_| Block::default()).collect();
    let mut next: Vec<Block> = (0..places()).map(|_| Block::default()).collect();
    let mut filled = 0;
    let mut before = known();
    if let Known::More(_) = before {
        filled = blocks.fill_all(&mut now)?;
    }
    while filled > 0 {
        let batch = now.get(..filled).unwrap_or_default();
        let (Known::More(said) | Known::Enough(said)) = &before;
        let (results, read) = rayon::join(
            || batch.par_iter().map(|block| work(said, block.lines())).collect::<Vec<T>>(),
            || if let Known::More(_) = before { blocks.fill_all(&mut next) } else { Ok(0) },
        );
        for (block, result) in batch.iter().zip(results) {
            take(block.lines(), result)?;
        }
        filled = read?;
        std::mem::swap(&mut now, &mut next);
        before = known();
    }
    Ok(())
}

/// Lets every thread fetch blocks of whole lines, work on them and add them to a state of its own, so that nobody waits for
/// anybody and nothing is put together but these states at the end. Blocks are numbered in the order of the file.
///
/// # Errors
/// When the source cannot be read.
pub fn by_everyone<S: Send>(
    blocks: Blocks<impl Read + Send>,
    start: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, u32, &[u8]) + Sync,
) -> io::Result<Vec<S>> {
    let queue = Mutex::new((blocks, 0_u32));
    let fetch = |block: &mut Block| -> io::Result<Option<u32>> {
        // Who panicked while it read took the source along.
        let Ok(mut queue) = queue.lock() else { return Ok(None) };
        let (blocks, number) = &mut *queue;
        blocks.fill(block)?;
        *number += 1;
        Ok((block.filled > 0).then(|| *number - 1))
    };
    let everyone = rayon::broadcast(|_| {
        let (mut state, mut block) = (start(), Block::default());
        while let Some(number) = fetch(&mut block)? {
            work(&mut state, number, block.lines());
        }
        Ok(state)
    });
    everyone.into_iter().collect()
}

/// Hands every block of whole lines to `take`, on this thread alone: for one thread, which has nothing to put together.
///
/// # Errors
/// When the source cannot be read.
pub fn in_turn(source: impl Read, mut take: impl FnMut(&[u8])) -> io::Result<()> {
    let mut blocks = Blocks::new(source);
    let mut block = Block::default();
    loop {
        blocks.fill(&mut block)?;
        if block.filled == 0 {
            return Ok(());
        }
        take(block.lines());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_whole_and_in_order_whatever_the_size_of_a_block() {
        let text = "one\n\ntwo two two two two\nthree\nfour";
        for size in 1..40 {
            let mut blocks = Blocks { source: text.as_bytes(), rest: Vec::new(), size, ended: false };
            let mut all = Vec::new();
            let mut block = Block::default();
            loop {
                blocks.fill(&mut block).expect("it is in memory");
                if block.lines().is_empty() {
                    break;
                }
                all.push(String::from_utf8(block.lines().to_vec()).expect("it is text"));
            }
            let ends = all.iter().rev().skip(1).all(|block| block.ends_with('\n'));
            assert!(ends && all.concat() == text, "{size}: {all:?}");
        }
    }

    #[test]
    fn everyone_takes_lines_that_nobody_else_takes() {
        let text: String = (0..50_000).map(|line| format!("{line} of many lines\n")).collect();
        let start = || (Vec::new(), String::new());
        let work = |state: &mut (Vec<u32>, String), number, block: &[u8]| {
            state.0.push(number);
            state.1.push_str(std::str::from_utf8(block).expect("it is text"));
        };
        let states = by_everyone(Blocks::new(text.as_bytes()), start, work).expect("it is in memory");
        let mut numbers: Vec<u32> = states.iter().flat_map(|(numbers, _)| numbers.clone()).collect();
        numbers.sort_unstable();
        let lines: usize = states.iter().map(|(_, text)| text.lines().count()).sum();
        assert!(numbers.len() > 1 && numbers.iter().copied().eq(0..numbers.len() as u32), "{numbers:?}");
        assert_eq!(lines, 50_000);
    }

    #[test]
    fn packed_content_is_unpacked() {
        let packed = zstd::encode_all("a\nb\n".as_bytes(), 1).expect("it is packed in memory");
        let mut text = String::new();
        unpacked(packed.as_slice()).and_then(|mut source| source.read_to_string(&mut text)).expect("it is unpacked");
        assert_eq!(text, "a\nb\n");
    }
}

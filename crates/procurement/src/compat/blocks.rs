//! Lines in blocks: files of any size in bounded memory, plain or packed, with the blocks worked on in parallel and
//! handed over in their order. A block ends at a newline; a line longer than a block makes the block longer.

use rayon::prelude::*;
use std::io::{self, BufRead, BufReader, Read};

/// Bytes of a block. Small enough that it is still in the cache when it is parsed, large enough that merging is cheap.
const BLOCK: usize = 1 << 20;
/// The same where one block is read after another: it stays in the nearer cache between being read and being parsed.
const TURN: usize = 1 << 18;

/// The content of a file, whether it is packed with gzip or Zstandard or not.
///
/// # Errors
/// When its first bytes cannot be read.
pub fn unpacked<'r>(source: impl Read + Send + 'r) -> io::Result<Box<dyn Read + Send + 'r>> {
    let mut source = BufReader::with_capacity(1 << 16, source);
    let head = source.fill_buf()?;
    if head.starts_with(&[0x1f, 0x8b]) {
        return Ok(Box::new(flate2::bufread::MultiGzDecoder::new(source)));
    }
    if head.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        return Ok(Box::new(zstd::stream::read::Decoder::with_buffer(source)?));
    }
    Ok(Box::new(source))
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

struct Blocks<R> {
    source: R,
    rest: Vec<u8>,
    size: usize,
    ended: bool,
}

impl<R: Read> Blocks<R> {
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

/// Hands every block of whole lines to `work` on all threads, and block and result to `take` in the order of the file.
/// While a batch is worked on, the next is read. `work` gets what `known` said before its batch.
///
/// # Errors
/// When the source cannot be read, or what `take` gives.
pub fn in_order<K: Sync, T: Send, E: From<io::Error> + Send>(
    source: impl Read + Send,
    mut known: impl FnMut() -> K,
    work: impl Fn(&K, &[u8]) -> T + Sync,
    mut take: impl FnMut(&[u8], T) -> Result<(), E>,
) -> Result<(), E> {
    let places = rayon::current_num_threads().max(1) * 2;
    // 64 MB at most are in work, however many threads there are, and as many are read meanwhile.
    let size = BLOCK.min((64 << 20) / places);
    let mut blocks = Blocks { source, rest: Vec::new(), size, ended: false };
    let mut now: Vec<Block> = (0..places).map(|_| Block::default()).collect();
    let mut next: Vec<Block> = (0..places).map(|_| Block::default()).collect();
    let mut filled = blocks.fill_all(&mut now)?;
    while filled > 0 {
        let batch = now.get(..filled).unwrap_or_default();
        let before = known();
        let (results, read) = rayon::join(
            || batch.par_iter().map(|block| work(&before, block.lines())).collect::<Vec<T>>(),
            || blocks.fill_all(&mut next),
        );
        for (block, result) in batch.iter().zip(results) {
            take(block.lines(), result)?;
        }
        filled = read?;
        std::mem::swap(&mut now, &mut next);
    }
    Ok(())
}

/// Hands every block of whole lines to `take`, on this thread alone: for one thread, which then has nothing to merge.
///
/// # Errors
/// When the source cannot be read.
pub fn in_turn(source: impl Read, mut take: impl FnMut(&[u8])) -> io::Result<()> {
    let mut blocks = Blocks { source, rest: Vec::new(), size: TURN, ended: false };
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
    fn packed_content_is_unpacked() {
        let packed = zstd::encode_all("a\nb\n".as_bytes(), 1).expect("it is packed in memory");
        let mut text = String::new();
        unpacked(packed.as_slice()).and_then(|mut source| source.read_to_string(&mut text)).expect("it is unpacked");
        assert_eq!(text, "a\nb\n");
    }
}

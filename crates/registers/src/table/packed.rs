//! Small whole numbers as Parquet packs them: long runs as a count and a number, all others eight by eight in as few bits
//! as the largest needs. The `parquet` crate keeps its own packer to itself, and it asks for one number a row where ours
//! come in runs.

/// Numbers are packed in lots of so many.
const LOT: usize = 8;

/// The same number, several times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    number: u32,
    count: usize,
}

/// Numbers in runs, one after another.
#[derive(Debug, Clone, Default)]
pub(super) struct Runs(Vec<Run>);

impl Runs {
    /// Adds one number, so many times.
    pub(super) fn push(&mut self, number: u32, count: usize) {
        match self.0.last_mut() {
            Some(last) if last.number == number => last.count += count,
            _ if count == 0 => {}
            _ => self.0.push(Run { number, count }),
        }
    }

    /// The number that was added last.
    pub(super) fn last(&self) -> Option<u32> {
        self.0.last().map(|last| last.number)
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// Adds the numbers to `out`, each in `width` bits.
    pub(super) fn pack(&self, width: u32, out: &mut Vec<u8>) {
        let mut packer = Packer { out, width, waiting: Vec::new() };
        self.0.iter().for_each(|run| packer.run(*run));
        packer.flush();
    }
}

/// How many bits numbers below `count` need.
pub(super) fn width(count: usize) -> u32 {
    usize::BITS - count.saturating_sub(1).leading_zeros()
}

struct Packer<'o> {
    out: &'o mut Vec<u8>,
    width: u32,
    /// Numbers that are not to be written as runs.
    waiting: Vec<u32>,
}

impl Packer<'_> {
    fn run(&mut self, Run { number, count }: Run) {
        // A lot that was begun must be full before a run can follow.
        let begun = self.waiting.len() % LOT;
        let fill = if begun == 0 { 0 } else { (LOT - begun).min(count) };
        let rest = count - fill;
        if rest < LOT {
            self.waiting.extend(std::iter::repeat_n(number, count));
            return;
        }
        self.waiting.extend(std::iter::repeat_n(number, fill));
        self.flush();
        self.head(rest << 1);
        let bytes = self.width.div_ceil(8) as usize;
        self.out.extend(number.to_le_bytes().iter().take(bytes));
    }

    /// Writes what waits; the last lot is filled with noughts, which readers pass over because they know the count.
    fn flush(&mut self) {
        let lots = self.waiting.len().div_ceil(LOT);
        if lots == 0 {
            return;
        }
        self.head((lots << 1) | 1);
        let end = self.out.len() + lots * self.width as usize;
        let (mut bits, mut held) = (0u64, 0);
        for number in &self.waiting {
            bits |= u64::from(*number) << held;
            held += self.width;
            while held >= 8 {
                self.out.push(bits as u8);
                bits >>= 8;
                held -= 8;
            }
        }
        if held > 0 {
            self.out.push(bits as u8);
        }
        self.out.resize(end, 0);
        self.waiting.clear();
    }

    /// A number of any size, seven bits a byte.
    fn head(&mut self, mut value: usize) {
        while value >= 0x80 {
            self.out.push((value & 0x7f) as u8 | 0x80);
            value >>= 7;
        }
        self.out.push(value as u8);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_runs_are_counted_and_others_packed_in_lots() {
        let mut runs = Runs::default();
        [1, 2, 3].into_iter().chain(std::iter::repeat_n(4, 19)).for_each(|number| runs.push(number, 1));
        runs.push(4, 1);
        runs.push(5, 0);
        let mut out = Vec::new();
        runs.pack(width(5), &mut out);
        // One lot of eight numbers in three bits each, then fifteen times the number four.
        assert_eq!(out, [3, 0b1101_0001, 0b0100_1000, 0b1001_0010, 30, 4]);
        assert_eq!([0, 1, 2, 3, 256, 257].map(width), [0, 0, 1, 2, 8, 9]);
    }
}

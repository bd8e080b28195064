//! In which provisions a stem stands and how often, as bytes: the distance from the provision before, and the count where it
//! is not one. Most stems of a library stand in few provisions, once in each, and take a byte or two there.

/// Adds a place behind the last one. Places go up; `last` is one more than the last place, 0 before the first.
pub(super) fn push(bytes: &mut Vec<u8>, last: &mut u32, place: u32, count: u32) {
    let step = u64::from(place + 1 - *last);
    *last = place + 1;
    number(bytes, step << 1 | u64::from(count > 1));
    if count > 1 {
        number(bytes, u64::from(count));
    }
}

/// Seven bits a byte, the lowest first; the eighth says that more follow.
fn number(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Places and counts, in their order. Bytes that are no such list end it.
pub(super) struct Places<'a> {
    bytes: &'a [u8],
    last: u64,
}

impl<'a> Places<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, last: 0 }
    }

    fn number(&mut self) -> Option<u64> {
        let (mut number, mut shift) = (0_u64, 0);
        loop {
            let (byte, rest) = self.bytes.split_first()?;
            self.bytes = rest;
            number |= u64::from(byte & 0x7f).checked_shl(shift)?;
            if byte & 0x80 == 0 {
                return Some(number);
            }
            shift += 7;
        }
    }
}

impl Iterator for Places<'_> {
    type Item = (u32, u32);

    fn next(&mut self) -> Option<(u32, u32)> {
        let step = self.number()?;
        let count = if step & 1 == 1 { u32::try_from(self.number()?).ok()? } else { 1 };
        self.last = self.last.checked_add(step >> 1)?;
        Some((u32::try_from(self.last.checked_sub(1)?).ok()?, count))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_was_written_is_read(counts in prop::collection::btree_map(any::<u32>().prop_map(|at| at / 2), 1..u32::MAX, 0..50)) {
            let (mut bytes, mut last) = (Vec::new(), 0);
            counts.iter().for_each(|(place, count)| push(&mut bytes, &mut last, *place, *count));
            prop_assert_eq!(Places::new(&bytes).collect::<Vec<_>>(), counts.into_iter().collect::<Vec<_>>());
        }

        #[test]
        fn any_bytes_end(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            prop_assert!(Places::new(&bytes).count() <= bytes.len());
        }
    }
}

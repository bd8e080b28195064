//! Where values begin and end, without looking into them: what a package is cut into before its releases are read. The
//! cuts are only as strict as they must be; whoever reads a piece checks it.

use super::fault::Fault;
use wide::u8x16;

/// The offset of the first byte that is no white space.
pub fn blank(text: &str, from: usize) -> usize {
    let rest = text.as_bytes().get(from..).unwrap_or_default();
    from + rest.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'\n' | b'\r')).unwrap_or(rest.len())
}

/// The offset after the value that begins at `from`; `None` when it does not end.
pub fn value_end(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    match bytes.get(from)? {
        b'"' => string_end(bytes, from),
        b'{' | b'[' => container_end(bytes, from),
        b'}' | b']' => None,
        _ => Some(scalar_end(bytes, from)).filter(|end| *end > from),
    }
}

/// Brackets and quotes of 64 bytes, one bit each.
struct Marks {
    quotes: u64,
    opening: u64,
    closing: u64,
    backslashes: u64,
}

impl Marks {
    #[inline(always)]
    fn of(block: &[u8; 64]) -> Self {
        let mut marks = Self { quotes: 0, opening: 0, closing: 0, backslashes: 0 };
        for (part, shift) in block.as_chunks::<16>().0.iter().zip([0, 16, 32, 48]) {
            let letters = u8x16::new(*part);
            // One bit tells square brackets from curly ones.
            let brackets = letters | u8x16::splat(0x20);
            let bits = |found: u8x16| u64::from(found.move_mask().cast_unsigned()) << shift;
            marks.quotes |= bits(letters.cmp_eq(u8x16::splat(b'"')));
            marks.backslashes |= bits(letters.cmp_eq(u8x16::splat(b'\\')));
            marks.opening |= bits(brackets.cmp_eq(u8x16::splat(b'{')));
            marks.closing |= bits(brackets.cmp_eq(u8x16::splat(b'}')));
        }
        marks
    }

    /// Which bytes stand within strings: those with an odd number of quotes up to them.
    #[inline(always)]
    fn quoted(&self, within: bool) -> u64 {
        let odd = [1, 2, 4, 8, 16, 32].into_iter().fold(self.quotes, |bits, by| bits ^ bits << by);
        if within { !odd } else { odd }
    }
}

/// The offset after the container that begins at `from`. Sixty-four bytes are looked at together: where more brackets are
/// open than can be closed in them, counting is enough.
fn container_end(bytes: &[u8], from: usize) -> Option<usize> {
    let (mut at, mut depth, mut within) = (from, 0_u64, false);
    while let Some(block) = bytes.get(at..)?.first_chunk::<64>() {
        let marks = Marks::of(block);
        if marks.backslashes != 0 {
            if slowly(bytes, at + 64, &mut at, &mut depth, &mut within)? {
                return Some(at);
            }
            continue;
        }
        let quoted = marks.quoted(within);
        let (opening, closing) = (marks.opening & !quoted, marks.closing & !quoted);
        if u64::from(closing.count_ones()) < depth {
            depth = depth + u64::from(opening.count_ones()) - u64::from(closing.count_ones());
        } else {
            let mut left = opening | closing;
            while left != 0 {
                let bit = left.trailing_zeros();
                depth = if opening >> bit & 1 == 1 { depth + 1 } else { depth.checked_sub(1)? };
                if depth == 0 {
                    return Some(at + bit as usize + 1);
                }
                left &= left - 1;
            }
        }
        within = quoted >> 63 == 1;
        at += 64;
    }
    slowly(bytes, bytes.len(), &mut at, &mut depth, &mut within)?.then_some(at)
}

/// The same byte by byte up to `to`: where there are escapes, and at the end of a text. Says whether the container ended.
fn slowly(bytes: &[u8], to: usize, at: &mut usize, depth: &mut u64, within: &mut bool) -> Option<bool> {
    while *at < to {
        let Some(byte) = bytes.get(*at) else { break };
        *at += 1;
        match (*within, byte) {
            (true, b'\\') => *at += 1,
            (_, b'"') => *within = !*within,
            (false, b'{' | b'[') => *depth += 1,
            (false, b'}' | b']') => {
                *depth = depth.checked_sub(1)?;
                if *depth == 0 {
                    return Some(true);
                }
            }
            _ => {}
        }
    }
    Some(false)
}

fn scalar_end(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    let end = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b',' | b':' | b'{' | b'}' | b'[' | b']' | b'"');
    from + rest.iter().position(end).unwrap_or(rest.len())
}

fn string_end(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from + 1;
    loop {
        at += memchr::memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes.get(at) == Some(&b'"') {
            return Some(at + 1);
        }
        at += 2;
    }
}

/// Calls `each` with key (with its quotes) and value of every member of the object that `text` begins with, and gives
/// the offset after the object.
///
/// # Errors
/// When the object is broken between its members or does not end.
pub fn members<'a>(text: &'a str, mut each: impl FnMut(&'a str, &'a str)) -> Result<usize, Fault> {
    pieces(text, b'{', b'}', |at| {
        let fault = |at, expected| Fault { at, expected };
        if text.as_bytes().get(at) != Some(&b'"') {
            return Err(fault(at, "the name of a member in quotes"));
        }
        let key = string_end(text.as_bytes(), at).ok_or(fault(at, "a closing quote"))?;
        let colon = blank(text, key);
        if text.as_bytes().get(colon) != Some(&b':') {
            return Err(fault(colon, "a colon"));
        }
        let start = blank(text, colon + 1);
        let end = value_end(text, start).ok_or(fault(start, "a value that ends"))?;
        each(text.get(at..key).unwrap_or_default(), text.get(start..end).unwrap_or_default());
        Ok(end)
    })
}

/// Calls `each` with every element of the array that `text` begins with, and gives the offset after the array.
///
/// # Errors
/// When the array is broken between its elements or does not end.
pub fn elements<'a>(text: &'a str, mut each: impl FnMut(&'a str)) -> Result<usize, Fault> {
    pieces(text, b'[', b']', |start| {
        let end = value_end(text, start).ok_or(Fault { at: start, expected: "a value that ends" })?;
        each(text.get(start..end).unwrap_or_default());
        Ok(end)
    })
}

/// Walks over what stands between two brackets; `piece` takes an offset and gives the one after a piece.
fn pieces(
    text: &str,
    open: u8,
    close: u8,
    mut piece: impl FnMut(usize) -> Result<usize, Fault>,
) -> Result<usize, Fault> {
    let bytes = text.as_bytes();
    if bytes.first() != Some(&open) {
        return Err(Fault { at: 0, expected: "an object or an array" });
    }
    let mut at = blank(text, 1);
    if bytes.get(at) == Some(&close) {
        return Ok(at + 1);
    }
    loop {
        at = blank(text, piece(at)?);
        match bytes.get(at) {
            Some(b',') => at = blank(text, at + 1),
            Some(byte) if *byte == close => return Ok(at + 1),
            _ => return Err(Fault { at, expected: "a comma or a closing bracket" }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_is_cut_into_its_members_and_an_array_into_its_elements() {
        let mut found = Vec::new();
        let text = r#"{ "a" : [1,"]\"",{}] , "b":null,"c":"x" } tail"#;
        assert_eq!(members(text, |key, value| found.push((key, value))), Ok(text.len() - 5));
        assert_eq!(found, [(r#""a""#, r#"[1,"]\"",{}]"#), (r#""b""#, "null"), (r#""c""#, r#""x""#)]);
        let mut found = Vec::new();
        assert_eq!(elements("[1, {\"a\":[]} ,\"x\"]", |value| found.push(value)), Ok(18));
        assert_eq!(found, ["1", "{\"a\":[]}", "\"x\""]);
        assert_eq!((members("{}", |_, _| ()), elements("[ ]", |_| ())), (Ok(2), Ok(3)));
    }

    /// Where a value ends, byte by byte.
    fn ends(text: &str, from: usize) -> Option<usize> {
        let (mut at, mut depth, mut within) = (from, 0, false);
        slowly(text.as_bytes(), text.len(), &mut at, &mut depth, &mut within)?.then_some(at)
    }

    proptest::proptest! {
        #[test]
        fn blocks_end_where_bytes_end(text in r#"[{\[]([\[\]{}:,"a\\]|[a-z "]{0,40}|\{"[a-z\\\\]{0,20}"\}){0,60}"#) {
            proptest::prop_assert_eq!(value_end(&text, 0), ends(&text, 0), "{}", text);
        }
    }

    #[test]
    fn what_is_broken_says_where() {
        for (text, at) in
            [("{\"a\" 1}", 5), ("{\"a\":1 \"b\":2}", 7), ("{a:1}", 1), ("{\"a\":[1", 5), ("{\"a\":1,}", 7)]
        {
            assert_eq!(members(text, |_, _| ()).map_err(|fault| fault.at), Err(at), "{text}");
        }
        assert!(elements("[1,]", |_| ()).is_err() && elements("[}", |_| ()).is_err());
    }
}

//! Where values begin and end, without looking into them: what a package is cut into before its releases are read. The
//! cuts are only as strict as they must be; whoever reads a piece checks it.

/// Why a text cannot be cut: the byte at which it stops making sense, and what was expected there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// Offset in the text.
    pub at: usize,
    /// What was expected.
    pub expected: &'static str,
}

/// The offset of the first byte that is no white space.
pub fn blank(text: &str, from: usize) -> usize {
    let rest = text.as_bytes().get(from..).unwrap_or_default();
    from + rest.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'\n' | b'\r')).unwrap_or(rest.len())
}

/// The offset after the value that begins at `from`; `None` when it does not end.
pub fn value_end(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    let mut depth = 0usize;
    if !matches!(bytes.get(from)?, b'"' | b'{' | b'[' | b'}' | b']') {
        return Some(scalar_end(bytes, at)).filter(|end| *end > from);
    }
    loop {
        let rest = bytes.get(at..)?;
        at += rest.iter().position(|byte| matches!(byte, b'"' | b'{' | b'[' | b'}' | b']'))?;
        match bytes.get(at)? {
            b'"' => at = string_end(bytes, at)?,
            b'{' | b'[' => {
                depth += 1;
                at += 1;
            }
            _ => {
                depth = depth.checked_sub(1)?;
                at += 1;
            }
        }
        if depth == 0 {
            return Some(at);
        }
    }
}

fn scalar_end(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    let end = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b',' | b':' | b'{' | b'}' | b'[' | b']' | b'"');
    from + rest.iter().position(end).unwrap_or(rest.len())
}

fn string_end(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from + 1;
    loop {
        let rest = bytes.get(at..)?;
        at += rest.iter().position(|byte| matches!(byte, b'"' | b'\\'))?;
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

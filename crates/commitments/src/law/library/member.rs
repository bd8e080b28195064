//! Which member of a JSON document stands at a line and column, so that a message can name it: the reader of JSON knows only
//! how far it came.

/// What is open at a place: an object with its last key, or a list with the place of its last element.
enum Open {
    Object { key: String, value: bool },
    List(usize),
}

/// The path of the member at a line and column (in bytes, both from 1): `commencements[0].date`.
pub(super) fn at(text: &str, line: usize, column: usize) -> String {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let end = before.saturating_add(column).min(text.len());
    let read = text.as_bytes().get(..end).unwrap_or_default();
    let mut open: Vec<Open> = Vec::new();
    let mut bytes = read.iter().copied().enumerate();
    while let Some((from, byte)) = bytes.next() {
        match (byte, open.last_mut()) {
            (b'{', _) => open.push(Open::Object { key: String::new(), value: false }),
            (b'[', _) => open.push(Open::List(0)),
            // The last bracket may be the one that is wrong.
            (b'}' | b']', _) if from + 1 < end => drop(open.pop()),
            (b':', Some(Open::Object { value, .. })) => *value = true,
            (b',', Some(Open::Object { value, .. })) => *value = false,
            (b',', Some(Open::List(place))) => *place += 1,
            (b'"', last) => {
                let mut escaped = false;
                let to = bytes.find(|(_, byte)| {
                    let closes = *byte == b'"' && !escaped;
                    escaped = *byte == b'\\' && !escaped;
                    closes
                });
                if let (Some(Open::Object { key, value: false }), Some((to, _))) = (last, to) {
                    *key = String::from_utf8_lossy(read.get(from + 1..to).unwrap_or_default()).into_owned();
                }
            }
            _ => {}
        }
    }
    let mut path = String::new();
    for one in open {
        match one {
            Open::Object { key, .. } if key.is_empty() => {}
            Open::Object { key, .. } => {
                path.push_str(if path.is_empty() { "" } else { "." });
                path.push_str(&key);
            }
            Open::List(place) => path.push_str(&format!("[{place}]")),
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_member_of_a_place_is_named_by_its_path() {
        let text = "{\"work\": \"a\\\"b\",\n \"list\": [{\"date\": 1}, {\"date\": 2, \"by\": {}}]}";
        assert_eq!(at(text, 1, 12), "work");
        assert_eq!(at(text, 2, 21), "list[0].date");
        assert_eq!(at(text, 2, 43), "list[1].by");
        assert_eq!(at(text, 9, 9), "list");
    }
}

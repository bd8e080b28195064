//! Objects and arrays as machines write them, passed without a reader. What stands between two scalars (`","name":"`)
//! repeats from line to line, so it is checked letter by letter once and compared sixteen letters at a time afterwards.
//! Whatever is unusual, faults included, is left to the reader, which says where it stands.

use super::reader::Text;
use super::shapes::{Found, Levels, Shapes, Then, Told};
use super::wanted::{Place, Take};
use wide::u8x16;

/// What begins with the first quote, backslash or control character.
#[inline(always)]
fn stop(mut bytes: &[u8]) -> &[u8] {
    while let Some((letters, rest)) = bytes.split_first_chunk::<16>() {
        let letters = u8x16::new(*letters);
        let stops = letters.cmp_eq(u8x16::splat(b'"'))
            | letters.cmp_eq(u8x16::splat(b'\\'))
            | letters.min(u8x16::splat(0x1f)).cmp_eq(letters);
        let stops = stops.move_mask();
        if stops != 0 {
            return bytes.get(stops.trailing_zeros() as usize..).unwrap_or_default();
        }
        bytes = rest;
    }
    let at = bytes.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f)).unwrap_or(bytes.len());
    bytes.get(at..).unwrap_or_default()
}

/// What stands behind the string whose letters come first, and whether it has escapes.
#[inline(always)]
fn text(bytes: &[u8]) -> Option<(&[u8], bool)> {
    let bytes = stop(bytes);
    match bytes.split_first()? {
        (b'"', rest) => Some((rest, false)),
        (b'\\', _) => Some((escaped(bytes)?, true)),
        _ => None,
    }
}

/// The same from a backslash on.
#[cold]
fn escaped(mut bytes: &[u8]) -> Option<&[u8]> {
    loop {
        bytes = match bytes.split_first()? {
            (b'"', rest) => return Some(rest),
            (b'\\', rest) => stop(escape(rest)?),
            _ => return None,
        };
    }
}

/// What stands behind an escape. Halves of characters are left to the reader.
fn escape(bytes: &[u8]) -> Option<&[u8]> {
    match bytes.split_first()? {
        (b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't', rest) => Some(rest),
        (b'u', rest) => {
            let (digits, rest) = rest.split_first_chunk::<4>()?;
            let half = matches!(digits, [b'd' | b'D', b'8'..=b'9' | b'a'..=b'f' | b'A'..=b'F', ..]);
            (!half && digits.iter().all(u8::is_ascii_hexdigit)).then_some(rest)
        }
        _ => None,
    }
}

/// A key, and what stands behind it and its colon.
fn key(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let bytes = bytes.strip_prefix(b"\"")?;
    let (rest, _) = text(bytes)?;
    let key = bytes.get(..bytes.len() - rest.len() - 1)?;
    Some((key, rest.strip_prefix(b":")?))
}

/// What stands behind at least one digit.
#[inline(always)]
fn digits(bytes: &[u8]) -> Option<&[u8]> {
    let mut rest = bytes;
    while let Some((b'0'..=b'9', next)) = rest.split_first() {
        rest = next;
    }
    (rest.len() < bytes.len()).then_some(rest)
}

/// What stands behind a scalar that is no string.
#[inline(always)]
fn bare(bytes: &[u8]) -> Option<&[u8]> {
    let (first, rest) = bytes.split_first()?;
    let rest = match first {
        b'1'..=b'9' => digits(bytes)?,
        b'0' => rest,
        b'-' => match rest.strip_prefix(b"0") {
            Some(rest) => rest,
            None => digits(rest)?,
        },
        b't' => return bytes.strip_prefix(b"true"),
        b'f' => return bytes.strip_prefix(b"false"),
        b'n' => return bytes.strip_prefix(b"null"),
        _ => return None,
    };
    let rest = match rest.strip_prefix(b".") {
        Some(rest) => digits(rest)?,
        None => rest,
    };
    match rest.split_first() {
        Some((b'e' | b'E', rest)) => digits(rest.strip_prefix(b"+").or(rest.strip_prefix(b"-")).unwrap_or(rest)),
        _ => Some(rest),
    }
}

/// Where a joint ends.
struct Joint<'b> {
    rest: &'b [u8],
    levels: Levels,
    told: Told,
}

/// Goes to the next scalar, or behind everything. With `value`, a value must come first.
fn joint<'b>(mut bytes: &'b [u8], mut levels: Levels, mut value: bool, shapes: &mut Shapes) -> Option<Joint<'b>> {
    let mut told = Told { scalar: shapes.wanted().of_document(), ..Told::default() };
    loop {
        bytes = shapes.spaces(bytes);
        let (first, rest) = bytes.split_first()?;
        match (value, first) {
            (true, open @ (b'{' | b'[')) => {
                let (object, place) = (*open == b'{', told.scalar);
                levels = shapes.opened(levels, object, place)?;
                if place > 0 {
                    told.opened.push((place, object));
                }
                bytes = shapes.spaces(rest);
                value = !matches!((object, bytes.first()), (true, Some(b'}')) | (false, Some(b']')));
                if value {
                    (told.scalar, bytes) = inside(bytes, levels, shapes)?;
                }
            }
            // Outside everything only an object or an array is meant.
            (true, _) => return (!levels.none()).then_some(Joint { rest: bytes, levels, told }),
            (false, b',') => {
                value = true;
                (told.scalar, bytes) = inside(rest, levels, shapes)?;
            }
            (false, close @ (b'}' | b']')) if shapes.innermost(levels).0 == (*close == b'}') => {
                levels = shapes.closed(levels);
                bytes = rest;
                if levels.none() {
                    told.scalar = 0;
                    return Some(Joint { rest: bytes, levels, told });
                }
            }
            _ => return None,
        }
    }
}

/// The place of the next value of the innermost container, and what stands behind its key, if it has one.
fn inside<'b>(bytes: &'b [u8], levels: Levels, shapes: &Shapes) -> Option<(Place, &'b [u8])> {
    match shapes.innermost(levels) {
        (true, place) => {
            let (key, rest) = key(shapes.spaces(bytes))?;
            Some((shapes.wanted().of_member(place, key)?, rest))
        }
        (false, place) => Some((shapes.wanted().of_elements(place), bytes)),
    }
}

/// What stands behind the object or array that `all` begins with; `None` leaves it to the reader. `take` is told what
/// stands at wanted places up to there.
pub(super) fn behind<'b>(all: &'b str, shapes: &mut Shapes, take: &mut impl Take<'b>) -> Option<&'b [u8]> {
    let mut bytes = all.as_bytes();
    let (mut before, mut expected) = (Shapes::START, 0);
    loop {
        let found = match shapes.expected(before, bytes) {
            Some(found) => {
                expected += 1;
                found
            }
            None => unexpected(before, bytes, shapes)?,
        };
        let place = shapes.tell(&found, take)?;
        let start = found.rest;
        bytes = match found.then {
            Then::Text => {
                let (rest, escaped) = text(start)?;
                if place > 0 {
                    // The quote before it belongs to what was found.
                    let quoted = all.get(all.len() - start.len() - 1..all.len() - rest.len())?;
                    take.text(place, Text::new(quoted, escaped));
                }
                rest
            }
            Then::Bare => {
                let rest = bare(start)?;
                if place > 0 {
                    take.bare(place, all.get(all.len() - start.len()..all.len() - rest.len())?);
                }
                rest
            }
            Then::Nothing => {
                shapes.count(expected);
                return Some(start);
            }
        };
        before = found.number;
    }
}

/// Reads what was not expected letter by letter.
#[cold]
fn unexpected<'b>(before: u32, bytes: &'b [u8], shapes: &mut Shapes) -> Option<Found<'b>> {
    let Joint { rest, levels, told } = joint(bytes, shapes.levels(before)?, before == Shapes::START, shapes)?;
    let (then, rest) = match rest.split_first() {
        _ if levels.none() => (Then::Nothing, rest),
        Some((b'"', rest)) => (Then::Text, rest),
        _ => (Then::Bare, rest),
    };
    let letters = bytes.get(..bytes.len() - rest.len())?;
    shapes.learn(before, (letters, rest), (levels, then), told)
}

#[cfg(test)]
mod tests {
    use super::super::wanted::Nobody;
    use super::*;
    use proptest::prelude::*;

    /// Objects and arrays of few keys, so that the same joints come again and again in unlike places.
    fn containers() -> impl Strategy<Value = serde_json::Value> {
        use serde_json::{Value, json};
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            (-20_i64..200).prop_map(Value::from),
            (-2.0..2.0_f64).prop_map(Value::from),
            "[a-c\"\\\\\u{1}é]{0,20}".prop_map(Value::from),
        ];
        let keys =
            proptest::sample::select(vec!["id", "name", "a\"b", "aKeyThatIsLongerThanAnythingThatIsRemembered!"]);
        let any = leaf.prop_recursive(5, 40, 4, move |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                proptest::collection::btree_map(keys.clone(), inner, 0..4).prop_map(|members| json!(members)),
            ]
        });
        any.prop_map(|value| if value.is_array() || value.is_object() { value } else { json!([value]) })
    }

    /// Passes every text twice, so that the second time everything is expected that can be.
    fn agree(texts: &[String]) {
        let mut shapes = Shapes::default();
        for text in texts.iter().chain(texts) {
            let followed = format!("{text},\"what follows\":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20]");
            let mut all = serde_json::Deserializer::from_str(&followed).into_iter::<serde::de::IgnoredAny>();
            let read = matches!(all.next(), Some(Ok(_))).then(|| all.byte_offset());
            let passed = behind(&followed, &mut shapes, &mut Nobody).map(|rest| followed.len() - rest.len());
            assert!(passed.is_none() || passed == read, "{passed:?} for {read:?}: {text}");
        }
    }

    #[test]
    fn plain_containers_are_passed_the_first_time_and_the_second() {
        let mut shapes = Shapes::default();
        for text in [r#"{"a":1,"b":[],"c":{"d":"\u00e9\n"}}"#, r#"[{"a": 1}, {"a": "2"}]"#, "[]", "{ }"] {
            for _ in 0..3 {
                assert_eq!(behind(&format!("{text} rest"), &mut shapes, &mut Nobody), Some(&b" rest"[..]), "{text}");
            }
        }
        for text in [r#"{"a":1,}"#, "[1 2]", "[01]", r#"{"a":1]"#, r#"["\ud800"]"#, "[\"\n\"]", "[tru]", "[1", "[{]}"] {
            assert_eq!(behind(text, &mut shapes, &mut Nobody), None, "{text}");
        }
        let deep = format!("{}{}", "[".repeat(70), "]".repeat(70));
        assert_eq!(behind(&deep, &mut shapes, &mut Nobody), None, "more levels than are told apart");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]
        #[test]
        fn only_json_is_passed_however_much_is_remembered(
            values in proptest::collection::vec((containers(), any::<bool>(), 0_usize..400, "[\\[\\]{}:,\"1e]{0,3}"), 1..6)
        ) {
            let mut texts = Vec::new();
            for (value, spaced, at, piece) in values {
                let text = value.to_string();
                let text = if spaced { text.replace("\":", "\": ").replace(',', ", ") } else { text };
                let at = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
                let mut mutated = text.clone();
                mutated.insert_str(at, &piece);
                let cut = text.get(..at).unwrap_or_default().to_owned();
                texts.extend([text, mutated, cut]);
            }
            agree(&texts);
        }
    }
}

//! When two JSON values are the same: numbers by value, strings by content, members in any order. Identifiers of array
//! items are compared so, and a versioned field gets a new version only when its value is another.

use crate::json::raw::{Kind, Raw};
use crate::json::tree::Tree;
use std::borrow::Cow;

/// A value of a scalar that is equal for equal scalars and for no others: the first byte is the kind.
pub(super) fn scalar_key(raw: &str) -> Cow<'_, str> {
    match Raw(raw).kind() {
        Kind::Text => match Raw(raw).text() {
            Some(Cow::Owned(text)) => Cow::Owned(serde_json::Value::from(text).to_string()),
            _ => Cow::Borrowed(raw),
        },
        Kind::Number => number(raw),
        _ => Cow::Borrowed(raw),
    }
}

/// The same for any value; members of objects are sorted.
pub(super) fn key<'t>(tree: &'t Tree<'_>) -> Cow<'t, str> {
    match tree {
        Tree::Scalar(raw) => scalar_key(raw),
        Tree::List(items) => Cow::Owned(format!("[{}]", items.iter().map(key).collect::<Vec<_>>().join(","))),
        Tree::Object(members) => {
            let mut all: Vec<String> =
                members.iter().map(|(name, value)| format!("{}:{}", Tree::text(name), key(value))).collect();
            all.sort();
            Cow::Owned(format!("{{{}}}", all.join(",")))
        }
    }
}

/// A number as digits without zeros at the ends and a power of ten: `1`, `1.0` and `10e-1` are one number.
fn number(raw: &str) -> Cow<'_, str> {
    let (negative, rest) = raw.strip_prefix('-').map_or((false, raw), |rest| (true, rest));
    let short = rest.len() < 18 && rest.bytes().all(|byte| byte.is_ascii_digit());
    if short && !rest.starts_with('0') && !rest.ends_with('0') {
        return Cow::Borrowed(raw);
    }
    let (mantissa, power) = rest.split_once(['e', 'E']).unwrap_or((rest, "0"));
    let Ok(mut power) = power.parse::<i64>() else { return Cow::Borrowed(raw) };
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let mut digits = format!("{whole}{part}");
    power = power.saturating_sub(i64::try_from(part.len()).unwrap_or(i64::MAX));
    while digits.ends_with('0') {
        digits.pop();
        power = power.saturating_add(1);
    }
    let digits = digits.trim_start_matches('0');
    let sign = if negative { "-" } else { "" };
    Cow::Owned(match (digits, power) {
        ("", _) => "0".to_owned(),
        (_, 0) => format!("{sign}{digits}"),
        _ => format!("{sign}{digits}e{power}"),
    })
}

/// What a value is, for messages.
pub(super) fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Null => "null",
        Kind::Boolean => "a boolean",
        Kind::Number => "a number",
        Kind::Text => "a string",
        Kind::List => "an array",
        Kind::Object => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_compared_by_value_and_never_with_strings() {
        let same = |one: &str, other: &str| scalar_key(one) == scalar_key(other);
        assert!(same("1", "1.0") && same("10", "1e1") && same("0", "-0.00") && same("1200", "12.00e+2"));
        assert!(same("123456789012345678901234567890", "123456789012345678901234567890.0"));
        assert!(!same("1", "\"1\"") && !same("1", "true") && !same("-1", "1") && !same("1.5", "15"));
        assert!(same("\"\\u0041\"", "\"A\"") && !same("null", "\"null\""));
    }

    #[test]
    fn members_may_stand_in_any_order() {
        let tree = |text| Tree::parse(text).expect("JSON");
        let same = |one, other| key(&tree(one)) == key(&tree(other));
        assert!(same(r#"{"a":1,"b":[2]}"#, r#"{"b":[2.0],"a":1}"#));
        assert!(!same(r#"{"a":1}"#, r#"[1]"#) && !same("[1,2]", "[2,1]"));
        assert!(!same(r#"{"a":"1,\"b\":2"}"#, r#"{"a":"1","b":2}"#));
    }
}

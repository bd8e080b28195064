//! A whole line as a tree, by the same scan that judges lines elsewhere, so that what is prepared and what is judged are
//! the same lines. A repeated key keeps its first place and its last value.

use super::scan::{Malformed, Scan};
use crate::json::tree::Tree;
use std::borrow::Cow;
use std::collections::HashMap;

/// Members up to here are compared one by one; a map costs more.
const FEW: usize = 16;

/// Reads the value where the scan stands.
///
/// # Errors
/// The first fault in it.
pub fn read<'a>(scan: &mut Scan<'a>) -> Result<Tree<'a>, Malformed> {
    match scan.peek() {
        b'{' => object(scan),
        b'[' => {
            let mut items = Vec::new();
            scan.elements(|scan| {
                items.push(read(scan)?);
                Ok(())
            })?;
            Ok(Tree::List(items))
        }
        _ => Ok(Tree::Scalar(Cow::Borrowed(scan.literal()?))),
    }
}

fn object<'a>(scan: &mut Scan<'a>) -> Result<Tree<'a>, Malformed> {
    let mut members: Vec<(Cow<'a, str>, Tree<'a>)> = Vec::new();
    let mut places: HashMap<Cow<'a, str>, usize> = HashMap::new();
    scan.keyed(|scan, key| {
        let key = key.decode();
        let value = read(scan)?;
        if members.len() == FEW {
            places.extend(members.iter().map(|(name, _)| name.clone()).zip(0..));
        }
        let place = match members.len() {
            0..FEW => members.iter().position(|(name, _)| *name == key),
            _ => places.get(&key).copied(),
        };
        match place.and_then(|place| members.get_mut(place)) {
            Some((_, old)) => *old = value,
            None => {
                if members.len() >= FEW {
                    places.insert(key.clone(), members.len());
                }
                members.push((key, value));
            }
        }
        Ok(())
    })?;
    Ok(Tree::Object(members))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repeated_key_keeps_its_place_however_many_there_are() {
        for many in [3, 15, 16, 17, 40] {
            let keys: Vec<String> = (0..many).map(|key| format!("\"k{key}\":{key}")).collect();
            let line = format!("{{{},\"k1\":[1E5, \"\\u00e9\\/\"]}}", keys.join(","));
            let tree = read(&mut Scan::new(line.as_bytes(), 0)).expect("it is JSON");
            let expected = format!("{{{}}}", keys.join(",").replace("\"k1\":1,", "\"k1\":[1E5,\"é/\"],"));
            assert_eq!(tree.to_string(), expected);
        }
    }
}

//! All releases of one file in their order, for whoever keeps them and needs no threads: an import, and a pass over what
//! was imported. Both see what a run over files sees, because blocks and releases are the same.

use super::given::{Given, Looked};
use super::{Block, Cut, Digest, Reading, Reject, read};
use probity_core::Diagnostic;
use probity_registers::Input;

/// What is called with every release, or with what could not be used.
pub type Each<'e> = dyn FnMut(Result<Given<'_>, Reject>) + 'e;

/// How a file is to be read: as its beginning tells, unless its lines turn out to be parts of documents.
///
/// # Errors
/// As [`read`].
pub fn reading(input: &Input) -> Result<Reading, Diagnostic> {
    let goes_on = blocks(input, Reading::Told, &mut |block| match block.cut {
        Cut::Lines => block.releases(&mut |_| {}).goes_on.then_some(true),
        Cut::Pieces(_) => Some(false),
    })?;
    Ok(if goes_on == Some(true) { Reading::Documents } else { Reading::Told })
}

/// Calls `each` with every release of a file, and with every part that is none.
///
/// # Errors
/// As [`read`].
pub fn releases(input: &Input, reading: Reading, each: &mut Each<'_>) -> Result<(), Diagnostic> {
    blocks::<()>(input, reading, &mut |block| {
        // Rejects of a block are known at its end.
        let Looked { rejects, .. } = block.releases(&mut |given| each(Ok(given)));
        rejects.into_iter().for_each(|reject| each(Err(reject)));
        None
    })?;
    Ok(())
}

/// Looks at blocks until one gives an answer.
fn blocks<T>(
    input: &Input,
    reading: Reading,
    look: &mut dyn FnMut(&Block) -> Option<T>,
) -> Result<Option<T>, Diagnostic> {
    let mut answer = None;
    read(input, 0, reading, &mut Digest::default(), &mut |block| {
        answer = look(&block);
        answer.is_none().then(|| block.into_room())
    })?;
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_release_says_at_which_byte_it_begins() {
        let deep = format!("{}{}", "[".repeat(300), "]".repeat(300));
        let text = format!(
            "\u{feff} {{\"ocid\":\"a\"}}\n{{\"releases\":[{{\"ocid\":\"b\"}}, {{\"ocid\":\"c\",\"x\":{deep},\"y\":1e999}}]}}\n\
             {{\"ocid\":\"d\",\"compiledRelease\":{{\"ocid\":\"d\"}},\"releases\":[{{\"ocid\":\"d\",\"id\":1}},{{\"ocid\":\"d\",\"id\":\"\\ud800\"}}]}}\n\
             {{\"ocid\":\"e\"}} {{\"ocid\":\"f\"}}\n{{\"records\":[{{\"ocid\":\"g\",\"releases\":[{{\"ocid\":\"g\"}},{{\"ocid\":\"g\",\"id\":2}}]}}]}}\n"
        );
        for (text, reading) in
            [(text.clone(), Reading::Told), (text.replace("{\"releases\"", "{\n\"releases\""), Reading::Documents)]
        {
            let input = Input::bytes("r.json", text.clone().into_bytes());
            assert_eq!(super::reading(&input).expect("it is read"), reading);
            let mut seen = Vec::new();
            releases(&input, reading, &mut |said| {
                let given = said.expect("a release");
                for (own, at) in given.texts.iter().chain(given.history).zip(given.begins) {
                    let there = text.get(usize::try_from(*at).expect("small")..).expect("a letter");
                    assert!(there.starts_with("{\"ocid\"") && there.get(..12) == own.get(..12), "{own}: {there}");
                    seen.push(own.get(9..10).expect("an ocid").to_owned());
                }
            })
            .expect("it is read");
            assert_eq!(seen.concat(), "abcdddefgg");
        }
    }
}

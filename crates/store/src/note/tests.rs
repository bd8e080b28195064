//! Notes through the public door: C2SP's own example, every rule of the form, and any change of any byte.

use super::*;
use proptest::prelude::*;

const VKEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

fn key(name: &str) -> SigningKey {
    SigningKey::new(name, Algorithm::Ed25519, &[7; 32]).unwrap()
}

fn signed(text: &str) -> Note {
    let mut note = Note::new(text).unwrap();
    note.sign(&key("example.org/office")).unwrap();
    note
}

fn problem(bytes: &[u8]) -> (usize, Problem) {
    let error = Note::parse(bytes).unwrap_err();
    (error.line, error.problem)
}

#[test]
fn the_example_of_the_standard_verifies_and_prints_its_text() {
    let Some(dir) = probity_testkit::reference("publication/c2sp") else { return };
    let note = Note::parse(&fs_err::read(dir.join("note.txt")).unwrap()).unwrap();
    let key = VerifierKey::parse(&fs_err::read_to_string(dir.join("note.vkey")).unwrap()).unwrap();
    let signers = note.verify(&[key]).unwrap();
    assert_eq!((signers[0].name.as_str(), signers[0].seen), ("example.com/foo", None));
    assert_eq!(note.text(), "This is an example message.\n");
}

#[test]
fn a_note_reads_back_what_it_writes_and_the_text_may_have_empty_lines() {
    for text in ["one line\n", "a\n\nb\n", "— looks like a signature\n\n\nend\n"] {
        let mut note = signed(text);
        note.sign(&key("example.org/second")).unwrap();
        let read = Note::parse(note.to_string().as_bytes()).unwrap();
        assert_eq!(read, note);
        assert_eq!(read.text(), text);
        assert_eq!(read.names(), ["example.org/office", "example.org/second"]);
    }
}

#[test]
fn what_is_not_of_the_form_is_refused_with_its_line() {
    let good = signed("text\n").to_string();
    assert_eq!(problem(b""), (1, Problem::NoFinalLineFeed));
    assert_eq!(problem(b"text\n"), (1, Problem::NoEmptyLine));
    assert_eq!(problem(b"text\n\n"), (2, Problem::NoSignature));
    assert_eq!(problem(b"text\n\n\n"), (3, Problem::NoSignature));
    assert_eq!(problem(good.trim_end().as_bytes()), (3, Problem::NoFinalLineFeed));
    assert_eq!(problem(good.replace('\n', "\r\n").as_bytes()), (1, Problem::Control('\r')));
    assert_eq!(problem(good.replace("text", "te\txt").as_bytes()), (1, Problem::Control('\t')));
    assert_eq!(problem(good.replace("text", "te\u{7f}xt").as_bytes()), (1, Problem::Control('\u{7f}')));
    assert_eq!(problem(good.replace("text", "te\u{85}xt").as_bytes()), (1, Problem::Control('\u{85}')));
    assert_eq!(problem(b"a\nb\xff\n"), (2, Problem::NotUtf8));
    assert_eq!(problem(good.replace('—', "-").as_bytes()), (3, Problem::NoMark));
    assert_eq!(problem(good.replace("— ", "—  ").as_bytes()), (3, Problem::Name(String::new())));
    assert_eq!(
        problem(good.replace("example.org", "exa+mple").as_bytes()),
        (3, Problem::Name("exa+mple/office".into()))
    );
    assert_eq!(problem(good.replace("example.org", "exa\u{a0}mple").as_bytes()).0, 3);
    assert_eq!(problem(b"text\n\n\xe2\x80\x94 name\n"), (3, Problem::NoSpace));
    assert_eq!(problem(b"text\n\n\xe2\x80\x94 name AAAA\n"), (3, Problem::Short));
    assert_eq!(problem(b"text\n\n\xe2\x80\x94 name AAAAAA=\n"), (3, Problem::Base64));
    assert_eq!(problem(b"text\n\n\xe2\x80\x94 name AAAAAB==\n"), (3, Problem::Base64), "left-over bits");
    assert_eq!(problem(format!("{good}more\n").as_bytes()), (4, Problem::NoMark));
    assert_eq!(problem(&vec![b'a'; BYTES_MAX + 1]), (0, Problem::TooLong));
    assert!(Note::parse("text\n\n— name AAAAAAA=\n".as_bytes()).is_ok());
}

#[test]
fn unknown_keys_are_ignored_and_a_known_key_that_fails_rejects_the_note() {
    let mut note = signed("text\n");
    for other in 0..40 {
        note.sign(&key(&format!("example.org/{other}"))).unwrap();
    }
    let office = key("example.org/office").verifier();
    assert_eq!(note.verify(std::slice::from_ref(&office)).unwrap().len(), 1);
    let stranger = SigningKey::new("example.org/office", Algorithm::Ed25519, &[8; 32]).unwrap().verifier();
    assert!(matches!(note.verify(&[stranger]).unwrap_err().problem, Problem::NoKnownKey { .. }));
    assert!(matches!(note.verify(&[]).unwrap_err().problem, Problem::NoKnownKey { .. }));
    let text = note.to_string().replacen("text", "next", 1);
    let changed = Note::parse(text.as_bytes()).unwrap().verify(&[office]).unwrap_err();
    assert_eq!((changed.line, matches!(changed.problem, Problem::Fails { .. })), (3, true));
}

#[test]
fn a_known_key_that_fails_rejects_even_when_another_known_key_is_right() {
    let (first, second) = (key("first"), key("second"));
    let mut note = Note::new("text\n").unwrap();
    note.sign(&first).unwrap();
    note.signatures.push(Signature { name: "second".into(), id: second.id(), bytes: vec![1; 64] });
    assert!(note.verify(&[first.verifier()]).is_ok());
    assert!(note.verify(&[first.verifier(), second.verifier()]).is_err());
}

#[test]
fn a_witness_signs_with_the_time_and_the_time_is_part_of_it() {
    let witness = SigningKey::new("witness.example.org/w1", Algorithm::Cosignature, &[9; 32]).unwrap();
    let mut note = signed("origin\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
    note.cosign(&witness, Instant::new(1_679_315_147).unwrap()).unwrap();
    let seen = note.verify(&[witness.verifier()]).unwrap()[0].seen;
    assert_eq!(seen.map(Instant::seconds), Some(1_679_315_147));
    note.signatures[1].bytes[7] ^= 1;
    assert!(note.verify(&[witness.verifier()]).is_err());
    assert!(matches!(note.sign(&witness), Err(KeyError::Witness(_))));
    assert!(matches!(note.cosign(&key("a"), Instant::new(1).unwrap()), Err(KeyError::NotAWitness(_))));
    assert_eq!(Instant::new(1 << 63), None);
}

#[test]
fn a_key_of_another_type_is_left_aside() {
    let typed = STANDARD.encode([&[6u8][..], &[1; 1312]].concat());
    let key = VerifierKey::parse(&format!("witness+01020304+{typed}")).unwrap();
    assert_eq!(key.algorithm(), Algorithm::Other(6));
    let mut note = signed("text\n");
    note.signatures.push(Signature { name: "witness".into(), id: KeyId::new([1, 2, 3, 4]), bytes: vec![0; 2428] });
    assert!(matches!(note.verify(std::slice::from_ref(&key)).unwrap_err().problem, Problem::NoKnownKey { .. }));
    assert!(note.verify(&[key, super::tests::key("example.org/office").verifier()]).is_ok());
}

#[test]
fn keys_read_back_what_they_write_and_a_changed_line_is_noticed() {
    assert_eq!(VerifierKey::parse(VKEY).unwrap().to_string(), VKEY);
    let secret = key("example.org/office").secret_line();
    assert_eq!(SigningKey::parse(&format!("{secret}\n")).unwrap().secret_line(), secret);
    assert_eq!(VerifierKey::parse(&secret), Err(KeyError::Secret));
    assert!(matches!(VerifierKey::parse(&VKEY.replace("Peter", "Pater")), Err(KeyError::Id { .. })));
    assert!(matches!(SigningKey::parse(&secret.replace("office", "offica")), Err(KeyError::Id { .. })));
    for bad in ["", "a+b", "a+0102030+AA==", "a b+01020304+AQ==", "a+01020304+", "+01020304+AQ=="] {
        assert!(VerifierKey::parse(bad).is_err(), "{bad}");
        assert!(SigningKey::parse(bad).is_err(), "{bad}");
    }
    assert!(SigningKey::new("two words", Algorithm::Ed25519, &[0; 32]).is_err());
    assert!(!format!("{:?}", key("a")).contains("BwcH"), "a secret is never printed");
}

proptest! {
    #[test]
    fn a_flipped_bit_anywhere_is_noticed(at in 0usize..200, bit in 0u8..8) {
        let mut bytes = signed("probity.package/v1\nname\n2026.1-0123\n").to_string().into_bytes();
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        let keys = [key("example.org/office").verifier()];
        prop_assert!(Note::parse(&bytes).and_then(|note| note.verify(&keys)).is_err());
    }

    #[test]
    fn reading_never_panics_and_what_is_read_is_what_was_written(text in "(\\PC|\n){0,80}", tail in "[—A-Za-z0-9+/= \n.]{0,80}") {
        let bytes = format!("{text}\n\n— {tail}\n");
        if let Ok(note) = Note::parse(bytes.as_bytes()) {
            prop_assert_eq!(note.to_string(), bytes);
        }
    }
}

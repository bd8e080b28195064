//! Logs through the public door, against the definition of RFC 6962 written out naively: every proof holds, any change
//! of any byte is found and its file named.

use super::*;
use crate::note::{Algorithm, Note, SigningKey};
use proptest::prelude::*;
use std::collections::BTreeMap;

type Files = BTreeMap<String, Vec<u8>>;

fn key() -> SigningKey {
    SigningKey::new("example.org/log", Algorithm::Ed25519, &[7; 32]).unwrap()
}

fn entry(number: u64) -> Vec<u8> {
    // Of all lengths, from none on.
    vec![number as u8; (number % 41) as usize]
}

/// The root by RFC 6962, section 2.1.
fn root_of(entries: &[Vec<u8>]) -> Hash {
    match entries {
        [] => Hash::empty(),
        [one] => leaf(one),
        many => {
            let half = probity_store::tlog::split(many.len() as u64) as usize;
            node(&root_of(&many[..half]), &root_of(&many[half..]))
        }
    }
}

/// A log that grew to each of these sizes in turn, all partial tiles kept, and its checkpoints.
fn grown(sizes: &[u64]) -> (Files, Vec<Checkpoint>) {
    let (mut files, mut heads): (Files, Vec<Checkpoint>) = Default::default();
    for size in sizes {
        let from = heads.last().map_or(0, |head: &Checkpoint| head.size);
        let entries: Vec<_> = (from..*size).map(entry).collect();
        let growth = append(&files, "example.org/log", heads.last(), &entries).unwrap();
        assert_eq!(growth.first, from);
        files.extend(growth.files.iter().map(|(tile, bytes)| (tile.path(), bytes.clone())));
        heads.push(growth.head);
    }
    (files, heads)
}

fn tiles(files: &Files) -> Vec<Tile> {
    files.keys().map(|path| Tile::parse(path).unwrap()).collect()
}

fn audited(files: &Files, head: &Checkpoint, older: &[u64]) -> Audited {
    audit(files, &tiles(files), head, older).unwrap()
}

#[test]
fn a_log_that_grew_in_steps_has_the_root_of_the_definition_at_every_size() {
    let sizes = [0, 1, 2, 3, 255, 256, 257, 511, 700, 70_000];
    let (files, heads) = grown(&sizes);
    let entries: Vec<_> = (0..70_000).map(entry).collect();
    for head in &heads {
        assert_eq!(head.root, root_of(&entries[..head.size as usize]), "{}", head.size);
    }
    assert!(log_entries(&files, 70_000) == entries);
    assert!(super::entries(&files, 70_001).is_err());
    let done = audited(&files, heads.last().unwrap(), &sizes);
    assert_eq!((done.failures, done.beyond, done.root), (vec![], 0, Some(heads[9].root)));
    assert_eq!(done.older, heads.iter().map(|head| (head.size, head.root)).collect());
}

#[test]
fn seventy_thousand_entries_have_the_tiles_that_the_standard_counts() {
    let (files, _) = grown(&[70_000]);
    let count = |start: &str| files.keys().filter(|path| path.starts_with(start)).count();
    assert_eq!((count("tile/0/"), count("tile/1/"), count("tile/2/"), count("tile/entries/")), (274, 2, 1, 274));
    for path in ["tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1", "tile/entries/273.p/112"] {
        assert!(files.contains_key(path), "{path}");
    }
}

#[test]
fn a_tile_has_one_path_and_no_other() {
    let tile = Tile { kind: Kind::Level(0), index: 1_234_067, width: 256 };
    assert_eq!(tile.path(), "tile/0/x001/x234/067");
    for path in ["tile/0/x001/x234/067", "tile/63/000.p/255", "tile/entries/x001/000", "tile/entries/000.p/1"] {
        assert_eq!(Tile::parse(path).unwrap().path(), path);
    }
    let wrong = "tile/64/000 tile/00/000 tile/0/00 tile/0/x000/001 tile/0/000.p/0 tile/0/000.p/256 tile/0/000.p/01 \
                 tile/0/001/002 tile/0/x001 tile/0 tile/x/000 checkpoint tile/0/+01 tile/0/000.p/+1 tile/entries/";
    for path in wrong.split_whitespace() {
        assert_eq!(Tile::parse(path), None, "{path}");
    }
}

#[test]
fn the_given_vectors_come_out_as_they_say() {
    let Some(dir) = probity_testkit::reference("publication/merkle_proofs") else { return };
    let mut waiting = vec![dir];
    let mut kinds = BTreeMap::new();
    while let Some(next) = waiting.pop() {
        for found in fs_err::read_dir(next).unwrap() {
            let path = found.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
                continue;
            }
            let bytes = fs_err::read(&path).unwrap();
            let wanted: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
            let vector = Vector::parse(&bytes).unwrap();
            assert_eq!(vector.check().is_err(), wanted["wantErr"].as_bool().unwrap(), "{}", path.display());
            *kinds.entry(vector.kind().word()).or_insert(0) += 1;
        }
    }
    assert_eq!(kinds.len(), 4);
    assert_eq!(kinds.values().sum::<i32>(), 150);
}

#[test]
fn a_proof_without_a_statement_is_told_from_a_wrong_one() {
    let root = Hash::empty().to_string();
    let check = |json: &str| Vector::parse(json.replace("ROOT", &root).as_bytes()).map(|vector| vector.check());
    let consistency = |rest: &str| check(&format!(r#"{{"root1":"ROOT","root2":"ROOT","proof":null,{rest}}}"#));
    assert_eq!(consistency(r#""size1":0,"size2":0"#), Ok(Err(Invalid::FromEmpty)));
    assert_eq!(consistency(r#""size1":5,"size2":5"#), Ok(Ok(())));
    assert_eq!(consistency(r#""size1":6,"size2":5"#), Ok(Err(Invalid::Sizes)));
    assert_eq!(consistency(r#""size1":-1,"size2":5"#), Ok(Err(Invalid::Sizes)));
    assert_eq!(consistency(r#""size1":1,"size2":18446744073709551615"#), Ok(Err(Invalid::Length)));
    assert_eq!(consistency(r#""start":3,"end":3,"size":3"#), Ok(Ok(())));
    assert_eq!(consistency(r#""start":4,"end":4,"size":3"#), Ok(Err(Invalid::Sizes)));
    assert_eq!(consistency(r#""start":2,"end":5,"size":8"#), Ok(Err(Invalid::Subtree)));
    for unreadable in [r#""size1":1.5,"size2":2"#, r#""size1":1"#, r#""size1":"1","size2":2"#] {
        assert!(consistency(unreadable).is_err(), "{unreadable}");
    }
    assert!(check(r#"{"leafIdx":0,"treeSize":1,"root":"ROOT","leafHash":"?"}"#).is_err());
}

#[test]
fn a_proof_text_reads_back_and_proves_its_entry_only() {
    let (files, heads) = grown(&[300]);
    let mut note = Note::new(&heads[0].to_string()).unwrap();
    note.sign(&key()).unwrap();
    for index in [0, 1, 255, 256, 299] {
        let proof = prove(&files, &note, &heads[0], index).unwrap();
        let text = proof.to_string();
        let read = TlogProof::parse(text.as_bytes()).unwrap();
        assert_eq!(read, proof);
        assert!(read.verify(&entry(index), &[key().verifier()]).is_ok());
        assert!(read.verify(b"something else", &[key().verifier()]).is_err());
        let with = TlogProof { extra: Some(b"more".to_vec()), ..proof };
        assert_eq!(TlogProof::parse(with.to_string().as_bytes()).unwrap(), with);
    }
    assert!(matches!(prove(&files, &note, &heads[0], 300), Err(Error::OutOfRange { index: 300, size: 300 })));
    let good = prove(&files, &note, &heads[0], 7).unwrap().to_string();
    for (from, to) in
        [("@v1", "@v2"), ("index 7", "index 07"), ("index 7", "index +7"), ("index 7\n", ""), ("\n\n", "\n")]
    {
        assert!(TlogProof::parse(good.replacen(from, to, 1).as_bytes()).is_err(), "{from} -> {to}");
    }
}

#[test]
fn checkpoints_of_any_log_are_read_and_others_are_not() {
    let root = Hash::empty();
    let odd = format!("an origin with spaces\n7\n{root}\nextension one\nextension two\n");
    let read = Checkpoint::parse(&odd).unwrap();
    assert_eq!((read.size, read.extensions.len(), read.to_string()), (7, 2, odd.clone()));
    for bad in ["", "a\n", "a\n1\n", &odd.replace("7", "07"), &odd.replace("7", "-7"), &odd.replace("one", "")] {
        if *bad != odd.replace("one", "") {
            assert!(Checkpoint::parse(bad).is_err(), "{bad}");
        }
    }
    for bad in [odd.replace("extension one", ""), odd.replace('=', ""), odd.replacen("an origin with spaces", "", 1)] {
        assert!(Checkpoint::parse(&bad).is_err(), "{bad}");
    }
}

#[test]
fn entries_are_canonical_or_refused() {
    let release = Entry {
        dataset: "demo".into(),
        version: "2026.1-0123456789ab".into(),
        manifest_sha256: probity_core::Digest::of(b"x"),
        released_at: "2026-11-21".into(),
        act: None,
    };
    let acts = [
        None,
        Some(Act::Correction { supersedes: "2025.1-0".into(), reason: "a wrong \"unit\"".into() }),
        Some(Act::Retraction { supersedes: "2026.1-0123456789ab".into(), reason: "синтетика".into() }),
    ];
    for act in acts {
        let entry = Entry { act, ..release.clone() };
        assert_eq!(Entry::parse(&entry.bytes().unwrap()), Ok(entry));
    }
    let text = String::from_utf8(release.bytes().unwrap()).unwrap();
    assert!(text.starts_with(r#"{"dataset":"demo","manifest_sha256":"#), "{text}");
    assert_eq!(Entry::parse(format!("{text}\n").as_bytes()), Err(NotAnEntry::Spelling));
    for bad in [text.replace("demo\"", "demo\",\"kind\":\"deletion\""), text.replace("version", "name"), "{}".into()] {
        assert!(matches!(Entry::parse(bad.as_bytes()), Err(NotAnEntry::Shape(_))), "{bad}");
    }
}

#[test]
fn what_is_missing_or_larger_than_the_checkpoint_is_said() {
    let (files, heads) = grown(&[3, 300]);
    for path in ["tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/000", "tile/entries/001.p/44"] {
        let mut less = files.clone();
        less.remove(path);
        let done = audited(&less, &heads[1], &[]);
        assert_eq!(
            done.failures.first().map(|one| (one.path.as_str(), one.message.as_str())),
            Some((path, "the file is missing"))
        );
    }
    let done = audited(&files, &heads[0], &[]);
    assert_eq!((done.failed, done.beyond), (0, 5), "the larger tiles begin with the same hashes");
    let mut other = files.clone();
    other.get_mut("tile/0/000").unwrap()[0] ^= 1;
    assert_eq!(audited(&other, &heads[0], &[]).failures[0].path, "tile/0/000");
}

#[test]
fn a_damaged_log_is_not_extended_and_a_long_entry_is_refused() {
    let (files, heads) = grown(&[300]);
    for path in ["tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/001.p/44"] {
        let mut damaged = files.clone();
        *damaged.get_mut(path).unwrap().last_mut().unwrap() ^= 1;
        assert!(append(&damaged, "example.org/log", heads.last(), &[entry(1)]).is_err(), "{path}");
    }
    let long = append(&files, "example.org/log", heads.last(), &[vec![0; 65_536]]);
    assert!(matches!(long, Err(Error::TooLong(65_536))));
    assert!(append(&files, "example.org/log", heads.last(), &[vec![0; 65_535]]).is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_proof_that_is_made_holds_and_none_other(size in 1u64..600, a in 0u64..600, b in 0u64..600, bit in 0usize..256) {
        let (files, heads) = grown(&[size]);
        let root = heads[0].root;
        let entries: Vec<_> = (0..size).map(entry).collect();
        let index = a % size;
        let proof = inclusion_proof(&files, index, size).unwrap();
        prop_assert!(inclusion(index, size, &leaf(&entries[index as usize]), &proof, &root).is_ok());
        let first = 1 + b % size;
        let beginning = root_of(&entries[..first as usize]);
        let consistent = consistency_proof(&files, 0, first, size).unwrap();
        prop_assert!(consistency(first, size, &beginning, &root, &consistent).is_ok());
        for (proof, which) in [(&proof, 0), (&consistent, 1)] {
            let holds = |proof: &[Hash]| match which {
                0 => inclusion(index, size, &leaf(&entries[index as usize]), proof, &root).is_ok(),
                _ => consistency(first, size, &beginning, &root, proof).is_ok(),
            };
            let longer: Vec<Hash> = proof.iter().copied().chain([root]).collect();
            prop_assert!(!holds(&longer));
            if let Some((last, shorter)) = proof.split_last() {
                prop_assert!(!holds(shorter));
                let mut bytes = *last.bytes();
                bytes[bit / 8] ^= 1 << (bit % 8);
                prop_assert!(!holds(&[shorter, &[Hash::new(bytes)]].concat()));
            }
        }
    }

    #[test]
    fn every_subtree_of_a_tree_is_proved(size in 1u64..300, height in 0u32..9, a in 0u64..300, short in 0u64..128) {
        let (files, heads) = grown(&[size]);
        let entries: Vec<_> = (0..size).map(entry).collect();
        let start = (a % size) >> height << height;
        let length = ((1u64 << height) - short.min((1 << height) / 2).min((1 << height) - 1)).min(size - start);
        prop_assume!(length > 0 && (start == 0 || start % length.next_power_of_two() == 0));
        let end = start + length;
        let part = root_of(&entries[start as usize..end as usize]);
        let proof = consistency_proof(&files, start, end, size).unwrap();
        prop_assert!(subtree_consistency(start, end, size, &part, &heads[0].root, &proof).is_ok());
        prop_assert!(subtree_consistency(start, end, size, &leaf(b"?"), &heads[0].root, &proof).is_err());
        let index = start + short % length;
        let inside: Files = grown_from(&entries[start as usize..end as usize]);
        let proof = inclusion_proof(&inside, index - start, length).unwrap();
        prop_assert!(subtree_inclusion(index, start, end, &leaf(&entries[index as usize]), &proof, &part).is_ok());
        prop_assert!(subtree_inclusion(end, start, end, &leaf(&entries[index as usize]), &proof, &part).is_err());
    }

    #[test]
    fn a_flipped_bit_in_any_file_is_found_and_the_file_is_named(which in 0usize..1000, at in 0usize..100_000, bit in 0u8..8) {
        let (mut files, heads) = grown(&[3, 300, 600]);
        let path = files.keys().nth(which % files.len()).unwrap().clone();
        let bytes = files.get_mut(&path).unwrap();
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        let done = audited(&files, heads.last().unwrap(), &[]);
        prop_assert_eq!(done.failures.iter().map(|one| one.path.as_str()).collect::<Vec<_>>(), vec![path.as_str()]);
    }

    #[test]
    fn readers_of_texts_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), text in "[a-z0-9+/=@. \n—-]{0,120}") {
        let start = "c2sp.org/tlog-proof@v1\n";
        for bytes in [bytes, text.clone().into_bytes(), format!("{start}{text}").into_bytes()] {
            let _ = (TlogProof::parse(&bytes).is_ok(), Vector::parse(&bytes).is_ok(), Entry::parse(&bytes).is_ok());
        }
        let _ = (Checkpoint::parse(&text).is_ok(), Tile::parse(&text).is_some());
    }
}

fn log_entries(files: &Files, size: u64) -> Vec<Vec<u8>> {
    super::entries(files, size).unwrap()
}

fn grown_from(entries: &[Vec<u8>]) -> Files {
    let growth = append(&Files::new(), "example.org/part", None, entries).unwrap();
    growth.files.iter().map(|(tile, bytes)| (tile.path(), bytes.clone())).collect()
}

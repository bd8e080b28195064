//! An observatory from the outside: what importing leaves on the disk, and what it refuses.
#![allow(clippy::unwrap_used)]

use crate::common;
use probity_core::{Digest, RowView};
use probity_registers::observatory::REGISTERS;
use probity_registers::{Error, Observatory};
use std::path::{Path, PathBuf};

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }
    fn observatory(&self) -> Observatory {
        Observatory::init(&self.0.path().join("observatory")).unwrap()
    }
    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.path().join(name);
        fs_err::create_dir_all(path.parent().unwrap()).unwrap();
        fs_err::write(&path, text).unwrap();
        path
    }
}

/// Every file below a folder with the digest of its bytes, by relative path.
fn tree(folder: &Path) -> Vec<(String, Digest)> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(here) = open.pop() {
        for entry in fs_err::read_dir(here).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                files.push((
                    path.strip_prefix(folder).unwrap().display().to_string(),
                    Digest::of(&fs_err::read(&path).unwrap()),
                ));
            }
        }
    }
    files.sort();
    files
}

const PANEL: &str =
    "year,iso3,country,gi,wjp\n2023,NAM,Namibia,49,50\n2023,KAZ,Kazakhstan,35,x\n2023,DNK,Denmark,83,90\n";

#[test]
fn an_import_keeps_the_source_the_table_and_the_rejects() {
    let folder = Folder::new();
    let mut observatory = folder.observatory();
    let file = folder.write("panel.csv", PANEL);
    let report = observatory.import("perception-scores", std::slice::from_ref(&file)).unwrap();
    let one = &report.files[0];
    assert!(report.committed && !one.already);
    assert_eq!((one.report.read, one.report.kept, one.report.rejected, one.records), (3, 2, 1, 4));
    let table = &observatory.partitions("perception-scores").unwrap()[0];
    let group = table.group(0, &["iso3", "source", "value", "edition"]).unwrap();
    let rows: Vec<_> = group
        .rows()
        .map(|row| {
            (
                row.text(0).unwrap().to_owned(),
                row.text(1).unwrap().to_owned(),
                row.number(2),
                row.integer(3),
                row.origin().place.row,
            )
        })
        .collect();
    assert_eq!(rows[0], ("NAM".into(), "gi".into(), Some(49.0), Some(2023), 2));
    assert_eq!(rows[3], ("DNK".into(), "wjp".into(), Some(90.0), Some(2023), 4));
    let source = group.rows().next().unwrap().origin().source;
    assert_eq!(observatory.source_bytes(&source).unwrap(), PANEL.as_bytes());
    assert_eq!(observatory.source_name(&source), Some("panel.csv"));
    let rejects =
        fs_err::read_to_string(observatory.directory().join("registers/perception-scores/rejects.csv")).unwrap();
    insta::assert_snapshot!("rejects_csv", rejects);
}

#[test]
fn the_same_bytes_twice_are_recognised_and_later_imports_have_larger_numbers() {
    let folder = Folder::new();
    let mut observatory = folder.observatory();
    let (a, b) = (folder.write("a.csv", PANEL), folder.write("b.csv", PANEL));
    let report = observatory.import("perception-scores", &[a.clone(), b]).unwrap();
    assert_eq!(report.files.iter().map(|file| file.already).collect::<Vec<_>>(), [false, true]);
    let before = tree(observatory.directory());
    assert!(!observatory.import("perception-scores", &[a]).unwrap().committed);
    assert_eq!(tree(observatory.directory()), before);
    let c = folder.write("c.csv", "year,iso3,country,gi\n2023,KAZ,Kazakhstan,36\n");
    observatory.import("perception-scores", &[c]).unwrap();
    let observatory = Observatory::open(observatory.directory()).unwrap();
    let imports: Vec<u64> = observatory.catalogue().imports.iter().map(|import| import.import).collect();
    assert_eq!(imports, [1, 2]);
    let tables = observatory.partitions("perception-scores").unwrap();
    assert_eq!(tables[1].group(0, &[]).unwrap().rows().next().unwrap().import(), 2);
}

#[test]
fn equal_imports_give_equal_bytes_wherever_they_happen() {
    let trees: Vec<_> = (0..2)
        .map(|_| {
            let folder = Folder::new();
            let mut observatory = folder.observatory();
            observatory.import("perception-scores", &[folder.write("deep/panel.csv", PANEL)]).unwrap();
            let all = tree(observatory.directory());
            let catalogue = fs_err::read_to_string(observatory.directory().join("catalogue.json")).unwrap();
            assert!(!catalogue.contains(&folder.0.path().display().to_string()) && !catalogue.contains("deep"));
            all
        })
        .collect();
    assert_eq!(trees[0], trees[1]);
}

#[test]
fn one_unusable_file_keeps_all_files_of_the_command_out() {
    let folder = Folder::new();
    let mut observatory = folder.observatory();
    let before = tree(observatory.directory());
    let (good, bad) = (folder.write("good.csv", PANEL), folder.write("bad.csv", "year,gi\n2023,3\n"));
    let report = observatory.import("perception-scores", &[good, bad, folder.0.path().join("absent.csv")]).unwrap();
    assert!(!report.committed);
    let told: Vec<_> = report.diagnostics().cloned().collect();
    insta::assert_snapshot!("all_or_none", common::text(&told).replace(&folder.0.path().display().to_string(), "DIR"));
    let after: Vec<_> = tree(observatory.directory()).into_iter().filter(|(name, _)| name != ".lock").collect();
    assert_eq!(after, before, "nothing is left behind");
    assert!(observatory.partitions("perception-scores").unwrap().is_empty());
}

#[test]
fn a_plan_brings_its_files_with_group_and_representative_sources() {
    let folder = Folder::new();
    let mut observatory = folder.observatory();
    folder.write("cc/cc1.csv", "unit,eiu,lbo\nROM,0.5,#N/A\nKAZ,0.25,0.5\n");
    folder.write("cc/cc2.csv", "unit,eiu\nKAZ,0.75\n");
    let plan = folder.write("plan.csv", "group,sources,representative\ncc1,cc/cc1.csv,eiu\ncc2,cc/cc2.csv,eiu\n");
    let report = observatory.import("governance-scores", std::slice::from_ref(&plan)).unwrap();
    assert!(report.committed, "{:?}", report.diagnostics().collect::<Vec<_>>());
    assert_eq!(report.files.iter().map(|file| file.records).collect::<Vec<_>>(), [0, 3, 1]);
    let tables = observatory.partitions("governance-scores").unwrap();
    let group = tables[0].group(0, &["group", "unit", "source", "representative", "value"]).unwrap();
    let rows: Vec<_> = group
        .rows()
        .map(|row| {
            (
                row.text(0).unwrap().to_owned(),
                row.text(1).unwrap().to_owned(),
                row.text(2).unwrap().to_owned(),
                row.integer(3),
                row.number(4),
            )
        })
        .collect();
    assert_eq!(rows[0], ("cc1".into(), "ROM".into(), "eiu".into(), Some(1), Some(0.5)));
    assert_eq!(rows[2], ("cc1".into(), "KAZ".into(), "lbo".into(), Some(0), Some(0.5)));
    assert!(!observatory.import("governance-scores", &[plan]).unwrap().committed);
}

#[test]
fn two_imports_at_once_and_wrong_names_are_refused_with_a_hint() {
    let folder = Folder::new();
    let mut observatory = folder.observatory();
    let lock = fs_err::File::create(observatory.directory().join(".lock")).unwrap();
    lock.try_lock().unwrap();
    assert!(matches!(observatory.import("perception-scores", &[]), Err(Error::Locked(_))));
    drop(lock);
    let told = |error: Error| error.to_string().replace(&folder.0.path().display().to_string(), "DIR");
    insta::assert_snapshot!("no_register", told(observatory.import("perception-score", &[]).unwrap_err()));
    insta::assert_snapshot!(
        "not_an_observatory",
        told(Observatory::open(&folder.0.path().join("elsewhere")).unwrap_err())
    );
    folder.write("full/file.txt", "x");
    insta::assert_snapshot!("not_empty", told(Observatory::init(&folder.0.path().join("full")).unwrap_err()));
    let configuration = observatory.directory().join("probity.toml");
    fs_err::write(&configuration, "name = \"X\"\nlanguage = [\"en\"]\n").unwrap();
    insta::assert_snapshot!("configuration", told(Observatory::open(observatory.directory()).unwrap_err()));
    fs_err::write(&configuration, "name = \"X\"\n[parameters.cpi]\nmin_n = 4\n").unwrap();
    assert!(Observatory::open(observatory.directory()).unwrap().configuration().parameters.contains_key("cpi"));
    fs_err::write(observatory.directory().join("catalogue.json"), "{").unwrap();
    assert!(matches!(Observatory::open(observatory.directory()), Err(Error::Catalogue { .. })));
}

#[test]
fn a_source_that_was_changed_after_the_import_is_noticed() {
    let folder = Folder::new();
    let mut observatory = folder.observatory();
    observatory.import("perception-scores", &[folder.write("a.csv", PANEL)]).unwrap();
    let source = observatory.catalogue().imports[0].source;
    fs_err::write(observatory.directory().join("sources").join(source.to_string()), "other").unwrap();
    assert!(observatory.source_bytes(&source).unwrap_err().to_string().contains("changed after the import"));
    assert!(observatory.source_bytes(&Digest::of(b"never seen")).is_err());
}

#[test]
fn registers_are_sorted_and_their_columns_unique() {
    assert!(REGISTERS.is_sorted_by(|a, b| a.name < b.name));
    for register in REGISTERS {
        let mut names: Vec<_> = register.columns.iter().map(|(name, _)| name).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), register.columns.len());
    }
}

#[test]
fn the_real_plan_of_forty_six_fits_is_imported_without_a_reject() {
    let Some(plan) = probity_testkit::reference("measurement/wgi/plan.csv") else { return };
    let mut observatory = Folder::new().observatory_kept();
    let report = observatory.1.import("governance-scores", &[plan]).unwrap();
    assert!(report.committed);
    assert_eq!(report.files.len(), 47);
    assert!(report.files.iter().all(|file| file.report.rejected == 0));
    println!("{} records", report.files.iter().map(|file| file.records).sum::<u64>());
}

impl Folder {
    fn observatory_kept(self) -> (Self, Observatory) {
        let observatory = self.observatory();
        (self, observatory)
    }
}

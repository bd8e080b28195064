//! Same input, same bytes: across threads, locales, time zones and directories.

use super::program::{files, panel, place, probity_with};

/// Makes an observatory from one panel and assesses it under the given circumstances. Its key is its own, and so is the
/// configuration that names it.
fn observatory(
    threads: &str,
    environment: &[(&str, &str)],
    folder: &str,
) -> std::collections::BTreeMap<String, Vec<u8>> {
    let dir = place();
    let inside = dir.path().join(folder);
    fs_err::create_dir_all(&inside).unwrap();
    fs_err::write(inside.join("p.csv"), panel(60)).unwrap();
    for command in ["init o", "import perception-scores p.csv --dir o", &format!("assess --dir o --threads {threads}")]
    {
        probity_with(&inside, command, environment).well();
    }
    let mut all = files(&inside.join("o"));
    all.retain(|name, _| name != "probity.toml" && name != "keys/log.key");
    all
}

#[test]
fn an_observatory_has_the_same_bytes_for_any_number_of_threads_locale_time_zone_and_directory() {
    let first = observatory("1", &[("LANG", "C"), ("TZ", "UTC")], "a");
    let second =
        observatory("8", &[("LANG", "kk_KZ.UTF-8"), ("LC_ALL", "kk_KZ.UTF-8"), ("TZ", "Asia/Almaty")], "b/c d");
    assert!(first.keys().any(|name| name.starts_with("findings/")));
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    for (name, bytes) in &first {
        assert!(second[name] == *bytes, "{name} differs");
    }
}

#[test]
fn the_demonstration_has_the_same_bytes_every_time() {
    let make = |threads: &str| {
        let dir = place();
        probity_with(dir.path(), &format!("demo --dir d --no-serve --now 2026-01-01 --threads {threads}"), &[]).well();
        files(&dir.path().join("d"))
    };
    assert!(make("1") == make("2"), "two demonstrations differ");
}

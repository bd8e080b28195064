//! Runs the program and shows what it said, without the paths of this machine.

use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// What a run of the program left.
pub struct Ran {
    /// The exit code.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

/// The program in `dir`, with arguments as a shell would split them at blanks.
pub fn probity(dir: &Path, arguments: &str) -> Ran {
    probity_with(dir, arguments, &[])
}

/// The same with further environment variables.
pub fn probity_with(dir: &Path, arguments: &str, environment: &[(&str, &str)]) -> Ran {
    let output = Command::new(env!("CARGO_BIN_EXE_probity"))
        .args(arguments.split_whitespace())
        .current_dir(dir)
        .env("NO_COLOR", "1")
        .envs(environment.iter().copied())
        .output()
        .expect("the program starts");
    Ran {
        code: output.status.code().expect("the program ends by itself"),
        out: String::from_utf8(output.stdout).expect("output is UTF-8"),
        err: String::from_utf8(output.stderr).expect("messages are UTF-8"),
    }
}

impl Ran {
    /// Fails the test with everything the program said, unless it ended well.
    pub fn well(self) -> Self {
        assert_eq!(self.code, 0, "exit {}\n{}\n{}", self.code, self.out, self.err);
        self
    }

    /// Code, output and messages as one text for snapshots.
    pub fn told(&self) -> String {
        format!("exit {}\n{}{}", self.code, self.out, self.err)
    }
}

/// An empty directory.
pub fn place() -> TempDir {
    tempfile::tempdir().expect("a temporary directory")
}

/// All files below `dir` with their bytes, by path; without the lock, which says nothing.
pub fn files(dir: &Path) -> std::collections::BTreeMap<String, Vec<u8>> {
    let mut all = std::collections::BTreeMap::new();
    let mut waiting = vec![dir.to_owned()];
    while let Some(next) = waiting.pop() {
        for entry in fs_err::read_dir(&next).expect("the directory can be read") {
            let path = entry.expect("the entry can be read").path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.file_name().is_none_or(|name| name != ".lock") {
                let name = path.strip_prefix(dir).expect("it is below").to_string_lossy().into_owned();
                all.insert(name, fs_err::read(&path).expect("the file can be read"));
            }
        }
    }
    all
}

/// A panel of `countries` invented countries, six sources, two editions; enough for every command.
pub fn panel(countries: usize) -> String {
    let mut text = "year,iso3,country,a1,a2,a3,a4,a5,a6\n".to_owned();
    for year in [2018, 2019] {
        for i in 0..countries {
            let letters = [i / 26, i % 26].map(|n| char::from(b'A' + (n % 26) as u8));
            let scores = (0..6).map(|s| {
                let noise = (i * 37 + s * 53 + (year as usize) * 11) % 19;
                if (i + s) % 7 == 0 { String::new() } else { (10 + i * 3 % 70 + noise).to_string() }
            });
            let scores: Vec<String> = scores.collect();
            text += &format!("{year},X{}{},Example {i},{}\n", letters[0], letters[1], scores.join(","));
        }
    }
    text
}

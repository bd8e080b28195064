//! Importing: all files of one command or none. Everything is written under temporary names first; the catalogue is
//! switched last, so that a crash at any point leaves the observatory as it was.

use super::catalogue::{Catalogue, Import};
use super::registers::{Register, Settings, register};
use super::stage::{Stage, Staged};
use super::terms::{Recorded, Terms};
use super::{Observatory, TEMPORARY, rejects};
use crate::Error;
use crate::format::Input;
use crate::perception::{self, Report};
use crate::table::TableWriter;
use probity_core::{Diagnostic, Digest};
use std::path::{Path, PathBuf};

/// What happened to one file.
#[derive(Debug, Clone, PartialEq)]
pub struct FileReport {
    /// The file as the user named it.
    pub file: String,
    /// The same bytes were imported into this register before: nothing was done.
    pub already: bool,
    /// Records added to the register (a row may give several).
    pub records: u64,
    /// Rows read, kept and rejected, and why.
    pub report: Report,
}

/// What happened to the files of one import.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportReport {
    /// Whether anything was imported: false when a file cannot be used, for then none is.
    pub committed: bool,
    /// One a file, in the order given; a plan's files follow the plan.
    pub files: Vec<FileReport>,
}

impl ImportReport {
    /// Whether a file cannot be used, so that none was imported. Files that are all there already are no such case.
    pub fn refused(&self) -> bool {
        self.files.iter().any(|file| file.report.unusable)
    }

    /// Everything to tell, file by file.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.files.iter().flat_map(|file| &file.report.diagnostics)
    }
}

/// A file to import.
struct Job {
    path: PathBuf,
    settings: Settings,
    plan: bool,
    terms: Terms,
}

/// A file ready to be given its name.
struct Ready {
    source: Staged,
    table: Option<Staged>,
    rejects: Option<Staged>,
    import: Import,
}

impl Observatory {
    /// Reads files into a register.
    ///
    /// # Errors
    /// When there is no such register, another import is running, or the disk fails. Faults of the files are in the
    /// report; if a whole file cannot be used, nothing of any is imported.
    pub fn import(&mut self, name: &str, files: &[PathBuf]) -> Result<ImportReport, Error> {
        self.import_under(name, files, &Terms::default())
    }

    /// [`Observatory::import`] with the terms of the files. Files that are there already get new terms when these say
    /// anything.
    ///
    /// # Errors
    /// As [`Observatory::import`].
    pub fn import_under(&mut self, name: &str, files: &[PathBuf], terms: &Terms) -> Result<ImportReport, Error> {
        let jobs = |register: &Register, reports: &mut Vec<FileReport>| jobs(register, files, terms, reports);
        self.import_until(name, jobs, |catalogue, directory| catalogue.switch(directory))
    }

    /// Imports the file at `path` as it was imported once, whatever its name is now and whatever plan named it then.
    ///
    /// # Errors
    /// As [`Observatory::import`].
    pub fn import_again(&mut self, recorded: &Recorded, terms: &Terms, path: &Path) -> Result<ImportReport, Error> {
        let settings = Settings { group: recorded.group.clone(), representative: recorded.representative.clone() };
        let job = Job { path: path.to_owned(), settings, plan: recorded.plan, terms: terms.clone() };
        self.import_until(&recorded.register, |_, _| vec![job], |catalogue, directory| catalogue.switch(directory))
    }

    /// [`Observatory::import`] with the last step as an argument, so that a test can crash before it.
    fn import_until(
        &mut self,
        name: &str,
        jobs: impl FnOnce(&Register, &mut Vec<FileReport>) -> Vec<Job>,
        switch: impl FnOnce(&Catalogue, &Path) -> Result<(), Error>,
    ) -> Result<ImportReport, Error> {
        let register = register(name)?;
        let _lock = self.lock()?;
        // Another process may have imported since this observatory was opened.
        self.catalogue = Catalogue::read(&self.directory)?;
        self.clean()?;
        let mut next = self.catalogue.clone();
        let mut reports = Vec::new();
        let mut ready = Vec::new();
        for job in jobs(register, &mut reports) {
            let (report, staged) = self.prepare(register, &job, &mut next)?;
            reports.push(report);
            if let Some(staged) = staged {
                next.imports.push(staged.import.clone());
                ready.push(staged);
            }
        }
        if reports.iter().any(|file| file.report.unusable) {
            let mut report = ImportReport { committed: false, files: reports };
            say_all_or_none(&mut report);
            return Ok(report);
        }
        let committed = !ready.is_empty();
        if next != self.catalogue {
            for staged in ready {
                staged.settle()?;
            }
            rejects::rewrite(&self.register_folder(name), name, &next)?;
            switch(&next, &self.directory)?;
            self.catalogue = next;
        }
        Ok(ImportReport { committed, files: reports })
    }

    /// Reads one file into staged files.
    fn prepare(
        &self,
        register: &Register,
        job: &Job,
        catalogue: &mut Catalogue,
    ) -> Result<(FileReport, Option<Ready>), Error> {
        let name = job.path.display().to_string();
        let unusable =
            |fault| FileReport { file: name.clone(), already: false, records: 0, report: Report::unusable(fault) };
        let original = match Input::open(&job.path) {
            Ok(input) => input,
            Err(fault) => return Ok((unusable(fault), None)),
        };
        let mut source = Stage::new(&self.directory.join("sources"))?;
        match original.raw() {
            Ok(raw) => drop(source.copy(raw)?),
            Err(fault) => return Ok((unusable(fault), None)),
        }
        let source = source.finish()?;
        let Settings { group, representative } = job.settings.clone();
        let known = |import: &&mut Import| {
            let file = import.register == register.name && import.source == source.digest;
            file && import.group == group && import.representative == representative
        };
        if let Some(import) = catalogue.imports.iter_mut().find(known) {
            if !job.terms.is_default() {
                import.terms = job.terms.clone();
            }
            return Ok((FileReport { file: name, already: true, records: 0, report: Report::default() }, None));
        }
        // What is read is the copy that is kept: the file itself may change while we read.
        let input = Input::named(&name, source.path());
        let (report, table, records) = match job.plan {
            true => (Report::default(), None, 0),
            false => self.read(register, &input, &job.settings, source.digest)?,
        };
        let file_name = original.file_name().to_owned();
        let rejects = if report.unusable {
            None
        } else {
            rejects::stage(&self.register_folder(register.name), &file_name, &report)?
        };
        let import = Import {
            import: catalogue.next(),
            register: register.name.to_owned(),
            source: source.digest,
            name: file_name,
            group,
            representative,
            partition: table.as_ref().map(|table| table.digest),
            rejects: rejects.as_ref().map(|rejects| rejects.digest),
            read: report.read,
            kept: report.kept,
            rejected: report.rejected,
            records,
            terms: job.terms.clone(),
        };
        let ready = (!report.unusable).then_some(Ready { source, table, rejects, import });
        Ok((FileReport { file: name, already: false, records, report }, ready))
    }

    /// Reads one file into a staged table.
    fn read(
        &self,
        register: &Register,
        input: &Input,
        settings: &Settings,
        source: Digest,
    ) -> Result<(Report, Option<Staged>, u64), Error> {
        let mut stage = Stage::new(&self.register_folder(register.name))?;
        let mut writer = TableWriter::new(&mut stage, &register.schema(), Some(source))?;
        let mut failed = None;
        let report = register.read(input, settings, self.releases, &mut |values, place| {
            if failed.is_none() {
                failed = writer.push(values, Some(place)).err();
            }
        });
        if let Some(error) = failed {
            return Err(error);
        }
        let records = writer.finish()?;
        if report.unusable {
            return Ok((report, None, 0));
        }
        Ok((report, Some(stage.finish()?), records))
    }

    /// The lock of imports, held until it is dropped; the system releases it when a process dies.
    fn lock(&self) -> Result<fs_err::File, Error> {
        let path = self.directory.join(".lock");
        let file = fs_err::OpenOptions::new().create(true).truncate(false).write(true).open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(std::fs::TryLockError::WouldBlock) => Err(Error::Locked(self.directory.clone())),
            Err(std::fs::TryLockError::Error(error)) => Err(error.into()),
        }
    }

    /// Removes what a crashed import left: files the catalogue does not name.
    fn clean(&self) -> Result<(), Error> {
        let sources = self.catalogue.sources();
        sweep(&self.directory, |name| !name.starts_with(TEMPORARY))?;
        sweep(&self.directory.join("sources"), |name| sources.contains(name))?;
        for register in &super::REGISTERS {
            let folder = self.register_folder(register.name);
            if !folder.is_dir() {
                continue;
            }
            let named = |digest: fn(&Import) -> Option<Digest>, file: &str| {
                self.catalogue
                    .of(register.name)
                    .filter_map(digest)
                    .any(|digest| file.split('.').next() == Some(digest.to_string().as_str()))
            };
            sweep(&folder, |name| name == rejects::FILE || named(|import| import.partition, name))?;
            sweep(&folder.join(rejects::FOLDER), |name| named(|import| import.rejects, name))?;
            rejects::rewrite(&folder, register.name, &self.catalogue)?;
        }
        Ok(())
    }
}

impl Ready {
    fn settle(self) -> Result<(), Error> {
        self.source.settle("")?;
        self.table.map_or(Ok(()), |table| table.settle(".parquet"))?;
        self.rejects.map_or(Ok(()), |rejects| rejects.settle(".csv"))
    }
}

/// Removes the files of a folder that are not to be kept; a folder that is not there has none.
fn sweep(folder: &Path, keep: impl Fn(&str) -> bool) -> Result<(), Error> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs_err::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_file() && !keep(&entry.file_name().to_string_lossy()) {
            fs_err::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// The files to import: those given, and those a plan names. A plan that cannot be read goes into the reports.
fn jobs(register: &Register, files: &[PathBuf], terms: &Terms, reports: &mut Vec<FileReport>) -> Vec<Job> {
    let mut jobs = Vec::new();
    for path in files {
        let job = |path: PathBuf, settings, plan| Job { path, settings, plan, terms: terms.clone() };
        let single = |settings| job(path.clone(), settings, false);
        if !register.planned() {
            jobs.push(single(Settings::default()));
            continue;
        }
        match plan_of(path) {
            None => {
                let group = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
                jobs.push(single(Settings { group, representative: Vec::new() }));
            }
            Some(reading) if reading.report.rejected > 0 || reading.report.unusable => {
                let mut report = reading.report;
                report.unusable = true;
                reports.push(FileReport { file: path.display().to_string(), already: false, records: 0, report });
            }
            Some(reading) => {
                jobs.push(job(path.clone(), Settings::default(), true));
                let folder = path.parent().unwrap_or(Path::new(""));
                jobs.extend(reading.records.into_iter().map(|row| {
                    let settings = Settings { group: row.group, representative: row.representative };
                    job(folder.join(&row.sources), settings, false)
                }));
            }
        }
    }
    jobs
}

/// The plan in a file, if its header is a plan's: it has no `unit`, but `group` and `sources`.
fn plan_of(path: &Path) -> Option<perception::Reading<perception::PlanRow>> {
    let input = Input::open(path).ok()?;
    let head = String::from_utf8_lossy(&input.head().ok()?).to_lowercase();
    let header: Vec<&str> =
        head.lines().next()?.split([',', ';', '\t']).map(|name| name.trim_matches(['"', ' ', '\u{feff}'])).collect();
    (header.contains(&"group") && header.contains(&"sources")).then(|| perception::plan(&input))
}

/// Tells of the good files of a command that one bad file kept out.
fn say_all_or_none(report: &mut ImportReport) {
    let bad: Vec<String> =
        report.files.iter().filter(|file| file.report.unusable).map(|file| file.file.clone()).collect();
    for file in report.files.iter_mut().filter(|file| !file.report.unusable && !file.already) {
        let message = format!("the file was not imported, because {} cannot be used", bad.join(", "));
        let warning = Diagnostic::warning("not-imported", &file.file, message);
        file.report
            .diagnostics
            .push(warning.hint("all files of one import are taken or none: correct the other or leave it out"));
        file.records = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crash_before_the_switch_leaves_the_observatory_as_it_was_and_is_cleaned_up() {
        let folder = tempfile::tempdir().unwrap();
        let directory = folder.path().join("observatory");
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            fs_err::write(&path, text).unwrap();
            path
        };
        let good = write("a.csv", "year,iso3,country,gi\n2023,KAZ,Kazakhstan,35\n");
        let crashing = write("b.csv", "year,iso3,country,gi\n2023,DNK,Denmark,83\n2023,NAM,Namibia,x\n");
        let mut observatory = Observatory::init(&directory).unwrap();
        observatory.import("perception-scores", &[good]).unwrap();
        let before = fs_err::read(directory.join("catalogue.json")).unwrap();
        let stop = |_: &Catalogue, _: &Path| Err(Error::Io(std::io::Error::other("the power went out")));
        let job = |path: &PathBuf| {
            let (path, settings) = (path.clone(), Settings::default());
            vec![Job { path, settings, plan: false, terms: Terms::default() }]
        };
        assert!(observatory.import_until("perception-scores", |_, _| job(&crashing), stop).is_err());
        assert_eq!(fs_err::read(directory.join("catalogue.json")).unwrap(), before);
        let names = |sub: &str| fs_err::read_dir(directory.join(sub)).unwrap().count();
        assert_eq!(names("sources"), 2, "the crash came after the source was written");
        let mut observatory = Observatory::open(&directory).unwrap();
        assert_eq!(observatory.partitions("perception-scores").unwrap().len(), 1);
        assert!(observatory.import("perception-truth", &[]).unwrap().files.is_empty());
        assert_eq!(names("sources"), 1, "the leftover is gone");
        assert_eq!(
            fs_err::read_to_string(directory.join("registers/perception-scores/rejects.csv")).unwrap().lines().count(),
            1
        );
        assert!(observatory.import("perception-scores", &[crashing]).unwrap().committed);
        assert_eq!(
            fs_err::read_to_string(directory.join("registers/perception-scores/rejects.csv")).unwrap().lines().count(),
            2
        );
    }
}

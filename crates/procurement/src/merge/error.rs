//! What stops the merging of one process, and what is worth a word. Both name the release by its position in the list
//! that was given, so that a caller who knows files and lines can say them.

/// Why releases cannot be merged.
#[derive(Debug, Clone, thiserror::Error, PartialEq, Eq)]
pub enum MergeError {
    /// There is nothing to merge.
    #[error("there is no release to merge")]
    Nothing,
    /// A release that is no object.
    #[error("a release is {found} instead of an object")]
    NotAnObject {
        /// Position of the release.
        release: usize,
        /// What it is.
        found: &'static str,
    },
    /// One of several releases has no `date`, or one that is no text.
    #[error("the release has {found} as `date`, so its place among the others is unknown")]
    Date {
        /// Position of the release.
        release: usize,
        /// What is there.
        found: String,
    },
    /// The instant of a date is not known, and the order of instants was asked for.
    #[error("the `date` `{found}` of the release is no instant: {why}")]
    Instant {
        /// Position of the release.
        release: usize,
        /// The date.
        found: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// A path is an object in one release, and an array or a scalar in another.
    #[error("`{path}` is {found} here, but {earlier} in an earlier release")]
    InconsistentType {
        /// Position of the release.
        release: usize,
        /// The path.
        path: String,
        /// What it is in this release.
        found: &'static str,
        /// What it was.
        earlier: &'static str,
    },
}

impl MergeError {
    /// The position of the release at fault.
    pub fn release(&self) -> Option<usize> {
        match self {
            Self::Nothing => None,
            Self::NotAnObject { release, .. }
            | Self::Date { release, .. }
            | Self::Instant { release, .. }
            | Self::InconsistentType { release, .. } => Some(*release),
        }
    }

    /// The path at fault.
    pub fn path(&self) -> &str {
        match self {
            Self::Nothing | Self::NotAnObject { .. } => "",
            Self::Date { .. } | Self::Instant { .. } => "date",
            Self::InconsistentType { path, .. } => path,
        }
    }

    /// What the user can do.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::Nothing => "check the file; it has no release of this process",
            Self::NotAnObject { .. } => "a release is written as an object: {\"ocid\": …, \"date\": …}",
            Self::Date { .. } => "give each release its date as text, such as \"2024-05-01T10:00:00Z\"",
            Self::Instant { .. } => "give every date of the process an offset, or sort with `--sort date`",
            Self::InconsistentType { .. } => {
                "correct the release that has the wrong shape; the standard says which is right"
            }
        }
    }
}

/// What happened that may surprise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warning {
    /// Two objects of one array of one release have the same `id`: fields of the later win.
    DuplicateId {
        /// Position of the release.
        release: usize,
        /// Path of the array.
        path: String,
        /// The `id` as written.
        id: String,
    },
    /// Two releases have one instant: the one that was given first counts as the earlier.
    Tie {
        /// Position of the later one.
        release: usize,
        /// Its date.
        date: String,
    },
    /// A release is older than the merged release it is merged into.
    Older {
        /// Position of the release.
        release: usize,
        /// Its date.
        date: String,
        /// The date of what it is merged into.
        merged: String,
    },
}

impl Warning {
    /// The position of the release.
    pub fn release(&self) -> usize {
        match self {
            Self::DuplicateId { release, .. } | Self::Tie { release, .. } | Self::Older { release, .. } => *release,
        }
    }

    /// One sentence.
    pub fn message(&self) -> String {
        match self {
            Self::DuplicateId { path, id, .. } => {
                format!("two objects of `{path}` have the id {id}: they are one, and fields of the later count")
            }
            Self::Tie { date, .. } => {
                format!("another release of the process has the instant {date}: they count in the order of the input")
            }
            Self::Older { date, merged, .. } => {
                format!(
                    "the release of {date} is merged into one of {merged}, which is later: its fields count as newer"
                )
            }
        }
    }
}

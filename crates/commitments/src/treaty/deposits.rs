//! What participants deposited with a depositary, and when. The kinds are the marks of the United Nations Treaty
//! Collection, because every list of treaties that people have carries them.

use jiff::civil::Date;

/// A list of participants, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Deposits {
    /// One entry a row.
    pub rows: Vec<Participant>,
}

/// A row of the list: a participant that signed, deposited an instrument, or both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Participant {
    /// The name as printed.
    pub name: String,
    /// The line of the file.
    pub line: u64,
    /// The day of signature.
    pub signature: Option<Date>,
    /// The instrument it deposited.
    pub deposit: Option<Deposit>,
}

/// An instrument in the hands of the depositary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deposit {
    /// The day of deposit.
    pub date: Date,
    /// What kind of instrument.
    pub kind: Kind,
    /// The day from which the participant is no party any more.
    pub withdrawal: Option<Date>,
}

/// Kinds of instruments by which a participant consents to be bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Ratification; no mark, or `r`.
    Ratification,
    /// Accession, `a`.
    Accession,
    /// Acceptance, `A`.
    Acceptance,
    /// Approval, `AA`.
    Approval,
    /// Succession, `d`.
    Succession,
    /// Formal confirmation, `c`.
    FormalConfirmation,
    /// Definitive signature, `s`.
    DefinitiveSignature,
}

impl Kind {
    /// The marks as the list of a record writes them; an empty mark is a ratification too.
    pub const MARKS: &'static str = "r, a, A, AA, d, c, s";

    /// The mark as the Collection prints it; none for a ratification.
    pub fn mark(self) -> &'static str {
        match self {
            Self::Ratification => "",
            Self::Accession => "a",
            Self::Acceptance => "A",
            Self::Approval => "AA",
            Self::Succession => "d",
            Self::FormalConfirmation => "c",
            Self::DefinitiveSignature => "s",
        }
    }

    /// The kind a mark stands for; upper and lower case differ.
    pub fn of_mark(mark: &str) -> Option<Self> {
        Some(match mark {
            "" | "r" => Self::Ratification,
            "a" => Self::Accession,
            "A" => Self::Acceptance,
            "AA" => Self::Approval,
            "d" => Self::Succession,
            "c" => Self::FormalConfirmation,
            "s" => Self::DefinitiveSignature,
            _ => return None,
        })
    }
}

impl Deposit {
    /// Whether the instrument is deposited and not withdrawn on a day.
    pub fn stands_on(&self, at: Date) -> bool {
        self.date <= at && self.withdrawal.is_none_or(|withdrawal| withdrawal > at)
    }
}

//! Bodies and people, instruments and who is bound by them: what is known before anything is evaluated.

use super::value::{Country, Day, Id, Key, Partial, Texts, record, words};
use serde_json::Value;

words! {
    /// What a body is.
    BodyKind {
        /// A state as a whole.
        State,
        /// An agency.
        Agency,
        /// A ministry.
        Ministry,
        /// A court.
        Court,
        /// A parliament.
        Parliament,
        /// An international organisation or an organ of one.
        International,
        /// A non-governmental organisation.
        Ngo,
        /// A group of experts.
        ExpertGroup,
    }
}

record! {
    /// A body over time. Bodies are merged and renamed; `successor` says who has their duties now.
    Body {
        /// Its key.
        id: Id,
        /// What it is.
        kind: BodyKind,
        /// What it is called.
        names: Texts,
    } optional {
        /// The state it belongs to.
        state: Option<Country>,
        /// Since when it exists.
        from: Option<Partial>,
        /// Until when it existed.
        to: Option<Partial>,
        /// Bodies that have its duties after it.
        successor: Vec<Id>,
    }
}

words! {
    /// In which role somebody records.
    Role {
        /// The secretariat of a reviewing body.
        Secretariat,
        /// Who coordinates for the state.
        FocalPoint,
        /// Who countersigns for an institution.
        ValidatingAuthority,
        /// An institution that implements.
        Ministry,
        /// Who judges the status of measures.
        Analyst,
        /// A state that reports on another.
        Rapporteur,
        /// The organ that decides.
        Plenary,
        /// Who speaks for the state in the organ.
        HeadOfDelegation,
        /// A non-governmental organisation.
        Ngo,
        /// Anybody.
        Public,
        /// Who runs the observatory.
        Operator,
    }
}

record! {
    /// Somebody who records: for which body, in which roles, with which key, from when to when.
    Actor {
        /// Its key.
        id: Id,
        /// The body.
        body: Id,
        /// The roles.
        roles: Vec<Role>,
    } optional {
        /// The key that may sign for this actor, beside the observatory's.
        public_key: Option<Key>,
        /// First day.
        from: Option<Day>,
        /// Last day.
        to: Option<Day>,
    }
}

record! {
    /// A treaty, a convention, a set of standards.
    Instrument {
        /// Its key.
        id: Id,
        /// What it is called.
        names: Texts,
    } optional {
        /// When it was adopted.
        adopted: Option<Day>,
        /// When it was opened for signature.
        opened: Option<Day>,
        /// Where it can be read.
        uri: Option<String>,
        /// Who keeps the deposits.
        depositary: Option<String>,
        /// The rule by which it enters into force.
        entry: Option<String>,
    }
}

words! {
    /// How far a standard binds.
    Obligation {
        /// Must.
        Mandatory,
        /// Must endeavour to.
        Endeavour,
        /// Must consider.
        Consider,
        /// May.
        May,
        /// Says how the rest works.
        Framework,
    }
}

record! {
    /// One provision of an instrument (`uncac/5/2`).
    Standard {
        /// Its key.
        id: Id,
        /// The instrument.
        instrument: Id,
        /// How far it binds.
        obligation: Obligation,
    } optional {
        /// Where it stands in the text.
        eid: Option<String>,
        /// What it is about.
        title: Option<Texts>,
        /// Whether somebody compared it with the text.
        verified: bool,
    }
}

/// How a state became a party; capital and small letters differ, as with the depositary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum DepositKind {
    /// Ratification.
    #[serde(rename = "r")]
    Ratification,
    /// Accession.
    #[serde(rename = "a")]
    Accession,
    /// Acceptance.
    #[serde(rename = "A")]
    Acceptance,
    /// Approval.
    #[serde(rename = "AA")]
    Approval,
    /// Succession.
    #[serde(rename = "d")]
    Succession,
    /// Formal confirmation.
    #[serde(rename = "c")]
    Confirmation,
    /// Definitive signature.
    #[serde(rename = "s")]
    DefinitiveSignature,
}

record! {
    /// What one source says about a participation. Sources differ; all are kept, and the primary one is marked.
    Assertion {
        /// Which member of the participation.
        field: Id,
        /// What the source says.
        value: Value,
        /// Who says it.
        source: String,
    } optional {
        /// Whether it is the depositary's.
        primary: bool,
    }
}

record! {
    /// A state and an instrument.
    Participation {
        /// The state.
        state: Country,
        /// The instrument.
        instrument: Id,
    } optional {
        /// When it signed.
        signature: Option<Day>,
        /// When it deposited.
        deposit: Option<Day>,
        /// What it deposited.
        deposit_kind: Option<DepositKind>,
        /// Since when the instrument binds it.
        in_force_for: Option<Day>,
        /// When it withdrew.
        withdrawal: Option<Day>,
        /// Its reservations.
        reservations: Vec<Value>,
        /// What sources say.
        assertions: Vec<Assertion>,
    }
}

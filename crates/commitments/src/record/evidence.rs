//! Evidence: pinned to a provision, a finding, a document or a page, so that anybody can say later whether it still shows
//! what it showed.

use super::value::{Day, Id, Texts, record, words};
use probity_core::Digest;

words! {
    /// What sort of evidence it is.
    EvidenceKind {
        /// A provision of law.
        Provision,
        /// A finding of an observatory.
        Finding,
        /// The answer to a query.
        Query,
        /// A document.
        Document,
        /// A figure.
        Statistic,
        /// A page.
        Url,
    }
}

words! {
    /// Who may see it.
    Visibility {
        /// Everybody.
        Public,
        /// Who works on the case.
        Internal,
        /// The delegation and the secretariat.
        Delegation,
    }
}

record! {
    /// A provision of law.
    Provision {
        /// The act.
        work: Id,
    } optional {
        /// Where in it.
        eid: Option<String>,
        /// Which language.
        language: Option<String>,
        /// As of which day.
        at: Option<Day>,
        /// Digest of its text on that day.
        sha256: Option<Digest>,
    }
}

record! {
    /// A finding of a run.
    FindingPin {
        /// The finding.
        id: Id,
    } optional {
        /// The run.
        run: Option<String>,
        /// Digest of the finding.
        sha256: Option<Digest>,
    }
}

record! {
    /// A document.
    Document {} optional {
        /// Digest of its bytes.
        sha256: Option<Digest>,
        /// Its file.
        file: Option<String>,
        /// What it is called.
        title: Option<Texts>,
        /// How many bytes it has. Only a file that is kept beside the log has this and the next.
        size: Option<u64>,
        /// What sort of file its sender said it is, such as `application/pdf`.
        media_type: Option<String>,
    }
}

record! {
    /// A page.
    Page {
        /// Its address.
        href: Id,
    } optional {
        /// When it was fetched.
        fetched: Option<Day>,
        /// Digest of what was fetched.
        sha256: Option<Digest>,
    }
}

record! {
    /// One piece of evidence.
    Evidence {
        /// Its key.
        id: Id,
        /// What it is evidence on: `recommendation:<key>`, `measure:<id>`, `benchmark:<id>`, `notice:<id>`.
        on: Vec<Id>,
        /// What it is.
        kind: EvidenceKind,
    } optional {
        /// The provision.
        provision: Option<Provision>,
        /// The finding.
        finding: Option<FindingPin>,
        /// The document.
        document: Option<Document>,
        /// The page.
        url: Option<Page>,
        /// Its language.
        language: Option<String>,
        /// From when it holds.
        from: Option<Day>,
        /// Until when it holds.
        to: Option<Day>,
        /// Who may see it.
        visibility: Option<Visibility>,
    }
}

impl Evidence {
    /// What is wrong with the pins, if anything: exactly the one that the kind names, and at most one for the others.
    pub(super) fn fault(&self) -> Option<String> {
        let pins = [
            ("provision", self.provision.is_some()),
            ("finding", self.finding.is_some()),
            ("document", self.document.is_some()),
            ("url", self.url.is_some()),
        ];
        let given: Vec<&str> = pins.iter().filter(|(_, there)| *there).map(|(name, _)| *name).collect();
        let wanted = match self.kind {
            EvidenceKind::Provision => "provision",
            EvidenceKind::Finding => "finding",
            EvidenceKind::Document => "document",
            EvidenceKind::Url => "url",
            EvidenceKind::Query | EvidenceKind::Statistic => {
                return (given.len() > 1).then(|| format!("evidence has one of `{}`, not several", given.join("`, `")));
            }
        };
        match given.as_slice() {
            [one] if *one == wanted => None,
            [] => Some(format!("evidence of kind `{wanted}` needs the table `{wanted}`")),
            _ => Some(format!("evidence of kind `{wanted}` has `{}`", given.join("`, `"))),
        }
    }
}

record! {
    /// What the same thing looks like now.
    ObservedAgain {
        /// The evidence.
        evidence: Id,
        /// When somebody looked.
        date: Day,
        /// Digest of what was seen.
        sha256: Digest,
    } optional {}
}

record! {
    /// Takes back a piece of evidence or a notice; it stays visible in history.
    Withdraw {
        /// `evidence:<id>` or `notice:<id>`.
        of: Id,
        /// Why.
        reason: String,
    } optional {}
}

//! Who is who in data of several publishers. Identifiers of organisations are made by each publisher for itself: firm 7 of
//! one is not firm 7 of another. Those that name a register stand for the same organisation everywhere; the others are
//! told apart by their publisher. Data of one publisher are never changed.

use super::Process;
use super::cell::{Cell, Id};
use super::organization::Organization;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The publisher of a process: the registered prefix of its ocid, `ocds-` and six letters or digits, such as `ocds-6550wx`.
/// Processes without one are of one publisher without a name: nothing in their ocids tells them apart.
pub fn publisher(ocid: &str) -> &str {
    let six = ocid.strip_prefix("ocds-").and_then(|own| own.split_once('-')).map_or("", |(six, _)| six);
    let is_registered = six.len() == 6 && six.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if is_registered { ocid.get(.."ocds-".len() + six.len()).unwrap_or_default() } else { "" }
}

/// What the organisations of a process are called among those of all publishers.
pub struct Identities<'p> {
    publisher: &'p str,
    /// Numbers in registers, by identifier.
    registered: BTreeMap<&'p str, String>,
}

impl<'p> Identities<'p> {
    /// Of a process. One identifier is one organisation, so that a number in a register holds wherever it is referred to.
    pub fn of(process: &'p Process<'_>) -> Self {
        let mut registered = BTreeMap::new();
        each(process, &mut |own| {
            if let (Some(id), Some(number)) = (own.id.get(), number(own)) {
                registered.entry(id.as_ref()).or_insert(number);
            }
        });
        Self { publisher: publisher(process.ocid.text()), registered }
    }

    /// Its number in a register, the register first; else what it is known by with its publisher before it.
    pub fn name(&self, own: &Organization<'_>) -> Option<String> {
        let id = own.known_by()?;
        let inline = || if own.id.is_there() { None } else { number(own) };
        let registered = self.registered.get(id).cloned().or_else(inline);
        let own = || if names_register(id) { id.to_owned() } else { format!("{}:{id}", self.publisher) };
        Some(registered.unwrap_or_else(own))
    }
}

/// The number of an organisation in a register, with the register, where it may be one.
fn number(own: &Organization<'_>) -> Option<String> {
    let (scheme, id) = (own.identifier.scheme.text().trim(), own.identifier.id.get()?.as_ref().trim());
    let plain = id.strip_prefix(scheme).and_then(|rest| rest.strip_prefix('-')).unwrap_or(id);
    (!scheme.is_empty() && may_be_number(plain)).then(|| format!("{scheme}-{plain}"))
}

/// Whether an identifier begins with a code of org-id.guide, such as `KZ-BIN-`: two letters for where, the register, and a
/// number in it.
fn names_register(id: &str) -> bool {
    let mut parts = id.splitn(3, '-');
    let (Some(place), Some(list), Some(number)) = (parts.next(), parts.next(), parts.next()) else { return false };
    let capital = |text: &str| text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let is_place = place.len() == 2 && place.bytes().all(|byte| byte.is_ascii_uppercase());
    is_place && list.len() >= 2 && capital(list) && may_be_number(number)
}

/// Whether a text may be a number in a register and not what publishers write where there is none: `0`, `N/A`, `99999`.
fn may_be_number(text: &str) -> bool {
    let mut signs = text.chars().filter(|own| own.is_alphanumeric());
    let first = signs.next();
    let is_one_digit = first.is_some_and(|own| own != '0') && signs.clone().next().is_none();
    text.bytes().any(|own| own.is_ascii_digit()) && (is_one_digit || signs.any(|own| Some(own) != first))
}

impl<'a> Process<'a> {
    /// The same process with organisations that are called as among those of all publishers. Only values that are there
    /// change, so that what is missing stays missing.
    pub fn among_publishers(&self) -> Process<'a> {
        let identities = Identities::of(self);
        let mut process = self.clone();
        each_mut(&mut process, &mut |own| {
            let Some(name) = identities.name(own) else { return };
            let called = Cell::Is(Id(Cow::Owned(name)));
            if own.id.is_there() { own.id = called } else { own.identifier.id = called }
        });
        process
    }
}

/// Calls `take` with every organisation that a rule may look at, the parties first.
fn each<'p, 'a>(process: &'p Process<'a>, take: &mut dyn FnMut(&'p Organization<'a>)) {
    let tender = &process.tender;
    process.parties.records().for_each(&mut *take);
    [&process.buyer, &tender.procuring_entity].into_iter().for_each(&mut *take);
    tender.tenderers.records().for_each(&mut *take);
    process.bids.details.records().flat_map(|bid| bid.tenderers.records()).for_each(&mut *take);
    for award in process.awards.records() {
        award.suppliers.records().for_each(&mut *take);
        for own in award.subcontracting.subcontracts.records() {
            [&own.main_contractor, &own.subcontractor].into_iter().for_each(&mut *take);
            own.suppliers.records().chain(own.subcontractors.records()).for_each(&mut *take);
        }
    }
    for contract in process.contracts.records() {
        contract.suppliers.records().for_each(&mut *take);
        let paid = contract.implementation.transactions.records();
        paid.flat_map(|paid| [&paid.payer, &paid.payee]).for_each(&mut *take);
    }
}

/// The same, to be changed.
fn each_mut<'a>(process: &mut Process<'a>, take: &mut dyn FnMut(&mut Organization<'a>)) {
    let tender = &mut process.tender;
    process.parties.all_mut().iter_mut().for_each(&mut *take);
    [&mut process.buyer, &mut tender.procuring_entity].into_iter().for_each(&mut *take);
    tender.tenderers.all_mut().iter_mut().for_each(&mut *take);
    process.bids.details.all_mut().iter_mut().flat_map(|bid| bid.tenderers.all_mut()).for_each(&mut *take);
    for award in process.awards.all_mut() {
        award.suppliers.all_mut().iter_mut().for_each(&mut *take);
        for own in award.subcontracting.subcontracts.all_mut() {
            [&mut own.main_contractor, &mut own.subcontractor].into_iter().for_each(&mut *take);
            own.suppliers.all_mut().iter_mut().chain(own.subcontractors.all_mut()).for_each(&mut *take);
        }
    }
    for contract in process.contracts.all_mut() {
        contract.suppliers.all_mut().iter_mut().for_each(&mut *take);
        let paid = contract.implementation.transactions.all_mut().iter_mut();
        paid.flat_map(|paid| [&mut paid.payer, &mut paid.payee]).for_each(&mut *take);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_publisher_is_the_registered_prefix_of_an_ocid() {
        let publishers = ["ocds-6550wx-1", "ocds-6550wx-A-2", "ocds-6550wx", "a-b-c", "", "ocds-x-1"].map(publisher);
        assert_eq!(publishers, ["ocds-6550wx", "ocds-6550wx", "", "", "", ""]);
    }

    #[test]
    fn what_is_written_where_there_is_no_number_names_no_register() {
        let known = ["KZ-BIN-990140000483", "GB-GOR-D11", "XA-BODY-001", "XM-DAC-5", "MX-RFC-ABC010101AB1"];
        let others =
            ["KZ-BIN-", "KZ-BIN-0", "KZ-BIN-000000000000", "KZ-BIN-9999", "KZ-BIN-N/A", "kz-bin-1234", "7", "A-B-12"];
        assert!(known.iter().all(|id| names_register(id)), "{known:?}");
        assert!(!others.iter().any(|id| names_register(id)), "{others:?}");
    }

    #[test]
    fn a_number_in_a_register_is_the_same_everywhere_and_every_other_that_of_its_publisher() {
        let text = r#"{"ocid":"ocds-aaaaaa-1","buyer":{"id":7},
            "parties":[{"id":"f1","identifier":{"scheme":"KZ-BIN","id":"990140000483"}},{"id":"f2","identifier":{"scheme":"X","id":"N/A"}},
              {"id":"f6","identifier":{"scheme":"KZ-BIN","id":"KZ-BIN-990140000490"}}],
            "tender":{"tenderers":[{"id":"f1"},{"id":"f2"},{"id":"KZ-BIN-990140000483"},{"id":"DO-RPE-0000"},{"id":"Do-RPE-1234"}]},
            "awards":[{"suppliers":[{"id":"f6"},{"name":"none"},{"identifier":{"scheme":"GB-COH","id":"01234567"}},{"identifier":{"id":"5"}}]}]}"#;
        let process = Process::parse(text).expect("a release");
        let among = process.among_publishers();
        let known = |own: &Organization<'_>| own.known_by().unwrap_or("-").to_owned();
        let tenderers: Vec<String> = among.tender.tenderers.records().map(known).collect();
        let expected = [
            "KZ-BIN-990140000483",
            "ocds-aaaaaa:f2",
            "KZ-BIN-990140000483",
            "ocds-aaaaaa:DO-RPE-0000",
            "ocds-aaaaaa:Do-RPE-1234",
        ];
        assert_eq!(tenderers, expected);
        let suppliers: Vec<String> =
            among.awards.records().flat_map(|own| own.suppliers.records()).map(known).collect();
        assert_eq!(suppliers, ["KZ-BIN-990140000490", "-", "GB-COH-01234567", "ocds-aaaaaa:5"]);
        assert_eq!((known(&among.buyer).as_str(), process.buyer.id.text()), ("ocds-aaaaaa:7", "7"));
        assert!(among.awards.records().flat_map(|own| own.suppliers.records()).skip(1).all(|own| !own.id.is_there()));
    }
}

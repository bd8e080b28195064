//! Organisations: parties, and references to them. Old releases (OCDS 1.0) write the whole party where newer ones write
//! a reference, so both are one record.

use super::cell::{Cell, Id, Text};
use super::record::{List, records};
use super::words::Words;
use crate::process::amount::Amount;

records! {
    /// A party or a reference to one.
    pub struct Organization {
        /// Identifier within the data set.
        id: Cell<'a, Id<'a>> = "id",
        /// Name.
        name: Cell<'a, Text<'a>> = "name",
        /// Identifier in a register.
        identifier: Identifier<'a> = "identifier",
        /// Roles.
        roles: Words<'a> = "roles",
        /// Address.
        address: Address<'a> = "address",
        /// Contact point.
        contact_point: ContactPoint<'a> = "contactPoint",
        /// Beneficial owners (extension).
        beneficial_owners: List<Owner<'a>> = "beneficialOwners",
        /// Shareholders (extension).
        shareholders: List<Shareholder<'a>> = "shareholders",
    }

    /// An identifier in a register.
    pub struct Identifier {
        /// The register.
        scheme: Cell<'a, Text<'a>> = "scheme",
        /// The identifier.
        id: Cell<'a, Id<'a>> = "id",
        /// The legal name.
        legal_name: Cell<'a, Text<'a>> = "legalName",
    }

    /// An address.
    pub struct Address {
        /// Street and number.
        street: Cell<'a, Text<'a>> = "streetAddress",
        /// Locality.
        locality: Cell<'a, Text<'a>> = "locality",
        /// Region.
        region: Cell<'a, Text<'a>> = "region",
        /// Postal code.
        postal_code: Cell<'a, Id<'a>> = "postalCode",
        /// Country, as a name.
        country_name: Cell<'a, Text<'a>> = "countryName",
        /// Country, as a code.
        country: Cell<'a, Text<'a>> = "country",
    }

    /// A contact point.
    pub struct ContactPoint {
        /// Name.
        name: Cell<'a, Text<'a>> = "name",
        /// Electronic mail.
        email: Cell<'a, Text<'a>> = "email",
        /// Telephone.
        telephone: Cell<'a, Id<'a>> = "telephone",
        /// Web page.
        url: Cell<'a, Text<'a>> = "url",
    }

    /// A beneficial owner.
    pub struct Owner {
        /// Identifier.
        id: Cell<'a, Id<'a>> = "id",
        /// Name.
        name: Cell<'a, Text<'a>> = "name",
        /// Date of birth, if published.
        birth_date: Cell<'a, Text<'a>> = "birthDate",
    }

    /// A shareholder and its share.
    pub struct Shareholder {
        /// Identifier of the holding.
        id: Cell<'a, Id<'a>> = "id",
        /// Who holds it.
        shareholder: Owner<'a> = "shareholder",
        /// Name, where it is written flat.
        name: Cell<'a, Text<'a>> = "name",
        /// The share: a fraction, or a percentage when above one.
        shareholding: Cell<'a, Amount> = "shareholding",
    }
}

impl Organization<'_> {
    /// What tells it from others: its `id`; the number of its register where it has none, as in OCDS 1.0.
    pub fn known_by(&self) -> Option<&str> {
        self.id.get().or_else(|| self.identifier.id.get()).map(AsRef::as_ref)
    }

    /// Where that stands in it.
    pub fn known_at(&self) -> &'static str {
        if self.id.is_there() || !self.identifier.id.is_there() { "id" } else { "identifier/id" }
    }
}

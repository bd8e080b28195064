//! Where a value stands in a process: the number of the member in each record on the way to it, so that what is told with
//! its place goes from record to record by numbers and no name is compared.

use crate::json::wanted::{Place, Wanted};

/// Bits of the step to a member: room for more than any record has.
const MEMBER: u32 = 6;
/// Bits of the step from a list to its elements.
const ELEMENT: u32 = 1;
/// Bits of all steps to a place; the one above them tells the document, to which no step leads, from no place.
const BITS: u32 = 63;
/// The place of the document.
const DOCUMENT: Place = 1 << BITS;

/// No step to a member: the record itself.
pub const HERE: u64 = 0;

/// The steps that are left to a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Steps(u64);

impl Steps {
    /// All steps to a place.
    #[inline]
    pub fn to(place: Place) -> Self {
        Self(place & !DOCUMENT)
    }

    /// Whether none is left.
    #[inline]
    pub fn are_none(self) -> bool {
        self.0 == 0
    }

    /// The number of the next member.
    #[inline]
    pub fn member(self) -> u64 {
        self.0 & ((1 << MEMBER) - 1)
    }

    /// The steps behind the next member.
    #[inline]
    pub fn behind(self) -> Self {
        Self(self.0 >> MEMBER)
    }

    /// The steps from the element of a list; `None` if the list itself is meant.
    #[inline]
    pub fn inside(self) -> Option<Self> {
        (self.0 & 1 == 1).then_some(Self(self.0 >> ELEMENT))
    }
}

/// Names the places of a process while it goes through its records.
#[derive(Debug)]
pub struct Namer {
    wanted: Wanted,
    place: Place,
    bits: u32,
}

impl Namer {
    /// The places of the document whose members `name` names.
    pub fn name(name: impl FnOnce(&mut Self)) -> Wanted {
        let mut own = Self { wanted: Wanted::document(DOCUMENT), place: DOCUMENT, bits: 0 };
        name(&mut own);
        own.wanted
    }

    /// Names a member and what is in it.
    pub fn member(&mut self, number: u64, key: &'static str, inside: impl FnOnce(&mut Self)) {
        debug_assert!((1..1 << MEMBER).contains(&number), "a step has room for every member");
        self.inside((number, MEMBER), |own, above| own.wanted.member(above, key, own.place), inside);
    }

    /// Names the elements of a list and what is in them. A single object stands for a list of one.
    pub fn elements(&mut self, inside: impl FnOnce(&mut Self)) {
        let (list, element) = (self.place, self.place | 1 << self.bits);
        self.inside((1, ELEMENT), |own, above| own.wanted.elements(above, own.place), inside);
        self.wanted.like(list, element);
    }

    fn inside(&mut self, (step, bits): (u64, u32), add: impl FnOnce(&mut Self, Place), inside: impl FnOnce(&mut Self)) {
        debug_assert!(self.bits + bits <= BITS, "a place has room for every step");
        let above = self.place;
        self.place |= step << self.bits;
        self.bits += bits;
        add(self, above);
        inside(self);
        self.bits -= bits;
        self.place = above;
    }
}

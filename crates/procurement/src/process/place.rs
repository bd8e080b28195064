//! Where a value stands in a process: the number of the member in each record on the way to it, so that what is told with
//! its place goes from record to record by numbers and no name is compared.

use crate::json::wanted::{Place, Wanted};

/// Bits of a step: more than the members of any record.
const BITS: u32 = 6;
/// Steps of the longest way.
const STEPS: u32 = 10;
/// Tells the place of the document, to which no step leads, from no place.
const PLACE: u64 = 1 << (BITS * STEPS);

/// No further step: the value itself.
pub const HERE: u64 = 0;
/// The step into the elements of a list.
pub const ELEMENT: u64 = (1 << BITS) - 1;

/// The steps that are left to a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Steps(u64);

impl Steps {
    /// All steps to a place.
    #[inline]
    pub fn to(place: Place) -> Self {
        Self(place & !PLACE)
    }

    /// The next of them.
    #[inline]
    pub fn first(self) -> u64 {
        self.0 & ELEMENT
    }

    /// Those behind it.
    #[inline]
    pub fn rest(self) -> Self {
        Self(self.0 >> BITS)
    }
}

/// Names the places of a process while it goes through its records.
#[derive(Debug)]
pub struct Namer {
    wanted: Wanted,
    place: Place,
    steps: u32,
}

impl Namer {
    /// The places of the document whose members `name` names.
    pub fn name(name: impl FnOnce(&mut Self)) -> Wanted {
        let mut own = Self { wanted: Wanted::document(PLACE), place: PLACE, steps: 0 };
        name(&mut own);
        own.wanted
    }

    /// Names a member and what is in it.
    pub fn member(&mut self, step: u64, key: &'static str, inside: impl FnOnce(&mut Self)) {
        self.inside(step, |own, above| own.wanted.member(above, key, own.place), inside);
    }

    /// Names the elements of a list and what is in them. A single object stands for a list of one.
    pub fn elements(&mut self, inside: impl FnOnce(&mut Self)) {
        let (list, element) = (self.place, self.place | ELEMENT << (BITS * self.steps));
        self.inside(ELEMENT, |own, above| own.wanted.elements(above, own.place), inside);
        self.wanted.like(list, element);
    }

    fn inside(&mut self, step: u64, add: impl FnOnce(&mut Self, Place), inside: impl FnOnce(&mut Self)) {
        debug_assert!(self.steps < STEPS && (HERE + 1..=ELEMENT).contains(&step), "a place has room for every step");
        let above = self.place;
        self.place |= step << (BITS * self.steps);
        self.steps += 1;
        add(self, above);
        inside(self);
        self.steps -= 1;
        self.place = above;
    }
}

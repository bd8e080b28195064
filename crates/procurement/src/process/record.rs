//! Objects and arrays that never fail: members of any kind, unknown members ignored, the last of a repeated key wins. An
//! object where something else stands is empty and says what it found. Records are filled by what is told of a document,
//! value by value, in whatever way it was read.

use super::place::{Namer, Steps};
use crate::json::raw::Kind;
use crate::json::reader::Text;

/// What stands where an object or an array should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Found {
    /// Nothing, or null.
    #[default]
    Absent,
    /// What should be there.
    Right,
    /// Something else.
    Wrong(Kind),
}

impl Found {
    /// An object or an array where a record should be.
    pub fn container(object: bool) -> Self {
        if object { Self::Right } else { Self::Wrong(Kind::List) }
    }

    /// A value where a record or a list should be.
    pub fn value(value: Value<'_>) -> Self {
        match value.kind() {
            Kind::Null => Self::Absent,
            kind => Self::Wrong(kind),
        }
    }
}

/// A value that is told as a whole.
#[derive(Debug, Clone, Copy)]
pub enum Value<'a> {
    /// A string.
    Text(Text<'a>),
    /// A number, `true`, `false` or `null`.
    Bare(&'a str),
    /// The text of an object or an array.
    Whole(&'a str),
}

impl Value<'_> {
    /// What kind of value it is.
    pub fn kind(self) -> Kind {
        match self {
            Self::Text(_) => Kind::Text,
            Self::Bare(text) | Self::Whole(text) => crate::json::raw::Raw(text).kind(),
        }
    }
}

/// What is said of an object or an array that begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opened {
    /// It should stand here; what is in it is told next.
    Right,
    /// The same, though something else should stand here.
    Wrong,
    /// Its whole text is wanted instead.
    Whole,
}

/// What is filled by values and containers that are told with the steps to them, in the order of the document.
pub trait Fill<'a>: Default {
    /// Names the places in it.
    fn name(_: &mut Namer) {}
    /// An object or an array begins.
    fn open(&mut self, steps: Steps, object: bool) -> Opened;
    /// Takes a value. Says whether it is odd: of a wrong kind, or no amount that could be paid.
    fn put(&mut self, steps: Steps, value: Value<'a>) -> bool;
}

/// An object of known members.
pub trait Record<'a>: Fill<'a> + PartialEq {
    /// Whether there was an object.
    fn found(&self) -> Found;
    /// Says what was found.
    fn set_found(&mut self, found: Found);
    /// Whether it is an object without any known member.
    fn is_blank(&self) -> bool {
        let mut blank = Self::default();
        blank.set_found(Found::Right);
        *self == blank
    }
    /// Says what was found, be it for the second time: the last of a repeated key wins.
    fn begin(&mut self, found: Found) {
        if self.found() == Found::Right {
            *self = Self::default();
        }
        self.set_found(found);
    }
}

/// An array of records; positions are those of the published array. A single object stands for an array of one, unless it
/// holds nothing that is known.
#[derive(Debug, Clone, PartialEq)]
pub struct List<T> {
    items: Vec<T>,
    /// Whether there was an array.
    pub found: Found,
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self { items: Vec::new(), found: Found::Absent }
    }
}

impl<T> List<T> {
    /// Elements of the published array, of whatever kind.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The elements, those of a wrong kind included.
    pub fn all(&self) -> &[T] {
        &self.items
    }
}

impl<'a, T: Record<'a>> List<T> {
    /// The elements that are objects, with their positions.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &T)> {
        let single = self.found == Found::Wrong(Kind::Object);
        let counts = move |item: &T| item.found() == Found::Right && !(single && item.is_blank());
        self.items.iter().enumerate().filter(move |(_, item)| counts(item))
    }

    /// The elements that are objects.
    pub fn records(&self) -> impl Iterator<Item = &T> {
        self.iter().map(|(_, item)| item)
    }

    /// Whether there is at least one object.
    pub fn has_any(&self) -> bool {
        self.records().next().is_some()
    }

    /// An array of these.
    pub(super) fn of(items: Vec<T>) -> Self {
        Self { items, found: Found::Right }
    }

    /// All elements, to be changed.
    pub(super) fn all_mut(&mut self) -> &mut [T] {
        &mut self.items
    }
}

impl<T: Default> List<T> {
    /// The element that a step leads into: a new one, if what stands there begins.
    fn element(&mut self, steps: Steps) -> Option<&mut T> {
        if steps.are_none() {
            self.items.push(T::default());
        }
        self.items.last_mut()
    }
}

impl<'a, T: Fill<'a>> Fill<'a> for List<T> {
    fn name(namer: &mut Namer) {
        namer.elements(T::name);
    }

    fn open(&mut self, steps: Steps, object: bool) -> Opened {
        if let Some(steps) = steps.inside() {
            return self.element(steps).map_or(Opened::Right, |item| item.open(steps, object));
        }
        self.items.clear();
        self.found = if object { Found::Wrong(Kind::Object) } else { Found::Right };
        if !object {
            return Opened::Right;
        }
        let single = self.element(steps).map(|item| item.open(steps, object));
        if single == Some(Opened::Whole) { Opened::Whole } else { Opened::Wrong }
    }

    fn put(&mut self, steps: Steps, value: Value<'a>) -> bool {
        match steps.inside() {
            Some(steps) => self.element(steps).is_some_and(|item| item.put(steps, value)),
            None => {
                *self = Self { found: Found::value(value), ..Self::default() };
                self.found != Found::Absent
            }
        }
    }
}

/// Whether a member is there, whatever it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Marked(pub bool);

impl<'a> Fill<'a> for Marked {
    fn open(&mut self, _: Steps, _: bool) -> Opened {
        self.0 = true;
        Opened::Right
    }

    fn put(&mut self, _: Steps, _: Value<'a>) -> bool {
        self.0 = true;
        false
    }
}

/// Declares records: `name: type = "key"` for every member that is read. What is kept `beside` them is no member.
macro_rules! records {
    ($($(#[$meta:meta])* pub struct $name:ident { $($(#[$note:meta])* $field:ident: $type:ty = $key:literal),* $(,)? }
        $(beside { $($(#[$remark:meta])* $own:ident: $kind:ty),* $(,)? })?)*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Default)]
        pub struct $name<'a> {
            $($(#[$note])* pub $field: $type,)*
            $($($(#[$remark])* pub $own: $kind,)*)?
            found: $crate::process::record::Found,
            lifetime: std::marker::PhantomData<&'a ()>,
        }

        impl<'a> $crate::process::record::Record<'a> for $name<'a> {
            fn found(&self) -> $crate::process::record::Found {
                self.found
            }

            fn set_found(&mut self, found: $crate::process::record::Found) {
                self.found = found;
            }
        }

        const _: () = {
            use $crate::process::place::{HERE, Namer, Steps};
            use $crate::process::record::{Fill, Found, Opened, Record, Value};

            /// The steps into the members.
            #[allow(non_camel_case_types, non_upper_case_globals, clippy::enum_variant_names)]
            mod step {
                enum Step { here, $($field,)* }
                $(pub const $field: u64 = Step::$field as u64;)*
                const _: Step = Step::here;
            }

            impl<'a> Fill<'a> for $name<'a> {
                fn name(namer: &mut Namer) {
                    $(namer.member(step::$field, $key, <$type as Fill<'a>>::name);)*
                }

                #[inline]
                fn open(&mut self, steps: Steps, object: bool) -> Opened {
                    match steps.member() {
                        HERE => {
                            self.begin(Found::container(object));
                            if object { Opened::Right } else { Opened::Wrong }
                        }
                        $(step::$field => self.$field.open(steps.behind(), object),)*
                        _ => Opened::Right,
                    }
                }

                #[inline]
                fn put(&mut self, steps: Steps, value: Value<'a>) -> bool {
                    match steps.member() {
                        HERE => {
                            self.begin(Found::value(value));
                            self.found != Found::Absent
                        }
                        $(step::$field => self.$field.put(steps.behind(), value),)*
                        _ => false,
                    }
                }
            }
        };

        impl $crate::star::Visit for $name<'_> {
            fn visit(&self, walk: &mut $crate::star::Walk<'_>) {
                if $crate::star::is_record(self, walk) {
                    $(walk.member($key, &self.$field);)*
                }
            }
        }
    )*};
}
pub(crate) use records;

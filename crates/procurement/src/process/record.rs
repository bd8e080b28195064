//! Objects and arrays that never fail: members of any kind, unknown members ignored, the last of a repeated key wins. An
//! object where something else stands is empty and says what it found.

use crate::json::raw::Kind;
use crate::json::reader::{Broken, Reader};
use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;

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

/// An object of known members.
pub trait Record<'a>: Default {
    /// Whether there was an object.
    fn found(&self) -> Found;
    /// Says what was found.
    fn set_found(&mut self, found: Found);
    /// Reads the members.
    ///
    /// # Errors
    /// When the text is not JSON.
    fn members<A: MapAccess<'a>>(map: A) -> Result<Self, A::Error>;
}

/// What can be read in place.
pub trait Fill<'a>: Default {
    /// Reads the next value; `self` is as it was made.
    ///
    /// # Errors
    /// When the text is not JSON, or nested too deeply.
    fn fill(&mut self, reader: &mut Reader<'a>) -> Result<(), Broken>;
}

/// Reads the members of an object in place.
pub trait Members<'a>: Record<'a> {
    /// Reads the object that the reader stands before.
    ///
    /// # Errors
    /// When the text is not JSON, or nested too deeply.
    fn fill_members(&mut self, reader: &mut Reader<'a>) -> Result<(), Broken>;
}

/// Reads the next value as a record, whatever it is.
///
/// # Errors
/// When the text is not JSON, or nested too deeply.
pub fn fill_record<'a, T: Members<'a>>(record: &mut T, reader: &mut Reader<'a>) -> Result<(), Broken> {
    let found = match reader.next_byte() {
        b'{' => {
            record.fill_members(reader)?;
            Found::Right
        }
        _ => match reader.raw()?.kind() {
            Kind::Null => Found::Absent,
            kind => Found::Wrong(kind),
        },
    };
    record.set_found(found);
    Ok(())
}

impl<'a, T: Members<'a>> Fill<'a> for List<T> {
    fn fill(&mut self, reader: &mut Reader<'a>) -> Result<(), Broken> {
        self.found = match reader.next_byte() {
            b'[' => {
                reader.elements(|reader| {
                    self.items.push(T::default());
                    self.items.last_mut().map_or(Err(Broken::Value), |item| fill_record(item, reader))
                })?;
                Found::Right
            }
            b'{' => {
                let mut item = T::default();
                fill_record(&mut item, reader)?;
                self.items.push(item);
                Found::Wrong(Kind::Object)
            }
            _ => match reader.raw()?.kind() {
                Kind::Null => Found::Absent,
                kind => Found::Wrong(kind),
            },
        };
        Ok(())
    }
}

impl Fill<'_> for Marked {
    fn fill(&mut self, reader: &mut Reader<'_>) -> Result<(), Broken> {
        self.0 = true;
        reader.skip()
    }
}

/// Reads any value as a record.
pub struct AsRecord<T>(pub PhantomData<T>);

impl<'a, T: Record<'a>> AsRecord<T> {
    fn wrong<E>(kind: Kind) -> Result<T, E> {
        let mut record = T::default();
        record.set_found(Found::Wrong(kind));
        Ok(record)
    }
}

impl<'a, T: Record<'a>> Visitor<'a> for AsRecord<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'a>>(self, map: A) -> Result<T, A::Error> {
        let mut record = T::members(map)?;
        record.set_found(Found::Right);
        Ok(record)
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut list: A) -> Result<T, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Self::wrong(Kind::List)
    }

    fn visit_unit<E: Error>(self) -> Result<T, E> {
        Ok(T::default())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<T, E> {
        Self::wrong(Kind::Boolean)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<T, E> {
        Self::wrong(Kind::Number)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<T, E> {
        Self::wrong(Kind::Number)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<T, E> {
        Self::wrong(Kind::Number)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<T, E> {
        Self::wrong(Kind::Text)
    }
}

/// An array of records; positions are those of the published array. A single object stands for an array of one.
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
        self.items.iter().enumerate().filter(|(_, item)| item.found() == Found::Right)
    }

    /// The elements that are objects.
    pub fn records(&self) -> impl Iterator<Item = &T> {
        self.iter().map(|(_, item)| item)
    }

    /// Whether there is at least one object.
    pub fn has_any(&self) -> bool {
        self.records().next().is_some()
    }
}

struct AsList<T>(PhantomData<T>);

impl<T> AsList<T> {
    fn wrong<E>(kind: Kind) -> Result<List<T>, E> {
        Ok(List { items: Vec::new(), found: Found::Wrong(kind) })
    }
}

impl<'a, T: Record<'a> + Deserialize<'a>> Visitor<'a> for AsList<T> {
    type Value = List<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut list: A) -> Result<List<T>, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element::<T>()? {
            items.push(item);
        }
        Ok(List { items, found: Found::Right })
    }

    fn visit_map<A: MapAccess<'a>>(self, map: A) -> Result<List<T>, A::Error> {
        let mut record = T::members(map)?;
        record.set_found(Found::Right);
        Ok(List { items: vec![record], found: Found::Wrong(Kind::Object) })
    }

    fn visit_unit<E: Error>(self) -> Result<List<T>, E> {
        Ok(List::default())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<List<T>, E> {
        Self::wrong(Kind::Boolean)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<List<T>, E> {
        Self::wrong(Kind::Number)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<List<T>, E> {
        Self::wrong(Kind::Number)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<List<T>, E> {
        Self::wrong(Kind::Number)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<List<T>, E> {
        Self::wrong(Kind::Text)
    }
}

impl<'de, T: Record<'de> + Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AsList(PhantomData))
    }
}

/// Whether a member is there, whatever it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Marked(pub bool);

impl<'de> Deserialize<'de> for Marked {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        IgnoredAny::deserialize(deserializer).map(|_| Self(true))
    }
}

/// Declares records: `name: type = "key"` for every member that is read.
macro_rules! records {
    ($($(#[$meta:meta])* pub struct $name:ident { $($(#[$note:meta])* $field:ident: $type:ty = $key:literal),* $(,)? })*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Default)]
        pub struct $name<'a> {
            $($(#[$note])* pub $field: $type,)*
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

            fn members<A: serde::de::MapAccess<'a>>(mut map: A) -> Result<Self, A::Error> {
                #[allow(non_camel_case_types, clippy::enum_variant_names)]
                enum Key { $($field,)* Other }
                struct Keys;
                impl serde::de::Visitor<'_> for Keys {
                    type Value = Key;
                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("a key")
                    }
                    fn visit_str<E>(self, key: &str) -> Result<Key, E> {
                        Ok(match key { $($key => Key::$field,)* _ => Key::Other })
                    }
                }
                impl<'de> serde::Deserialize<'de> for Key {
                    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                        deserializer.deserialize_identifier(Keys)
                    }
                }
                let mut record = Self::default();
                while let Some(key) = map.next_key::<Key>()? {
                    match key {
                        $(Key::$field => record.$field = map.next_value()?,)*
                        Key::Other => { map.next_value::<serde::de::IgnoredAny>()?; }
                    }
                }
                Ok(record)
            }
        }

        impl $crate::star::Visit for $name<'_> {
            fn visit(&self, walk: &mut $crate::star::Walk<'_>) {
                if $crate::star::is_record(self, walk) {
                    $(walk.member($key, &self.$field);)*
                }
            }
        }

        impl<'a> $crate::process::record::Members<'a> for $name<'a> {
            fn fill_members(
                &mut self,
                reader: &mut $crate::json::reader::Reader<'a>,
            ) -> Result<(), $crate::json::reader::Broken> {
                use $crate::process::record::Fill;
                $(let mut $field = false;)*
                let read = reader.object(|reader, key| match key {
                    // The last of a repeated key wins.
                    $($key => {
                        if std::mem::replace(&mut $field, true) {
                            self.$field = Default::default();
                        }
                        Fill::fill(&mut self.$field, reader)
                    })*
                    _ => reader.skip(),
                });
                read.map(|_| ())
            }
        }

        impl<'a> $crate::process::record::Fill<'a> for $name<'a> {
            fn fill(
                &mut self,
                reader: &mut $crate::json::reader::Reader<'a>,
            ) -> Result<(), $crate::json::reader::Broken> {
                $crate::process::record::fill_record(self, reader)
            }
        }

        impl<'de: 'a, 'a> serde::Deserialize<'de> for $name<'a> {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_any($crate::process::record::AsRecord(std::marker::PhantomData))
            }
        }
    )*};
}
pub(crate) use records;

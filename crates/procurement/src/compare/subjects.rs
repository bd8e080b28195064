//! What is kept by firm, by buyer, by pair of both: a name is looked up once a process, in a register that all flags share,
//! and each flag finds its own by the number. Handed out in byte order only, so that no number ever reaches an answer.

use foldhash::fast::RandomState;
use hashbrown::HashMap;
use serde::ser::SerializeSeq;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The names of subjects of one kind in a part of the input, each with its number.
#[derive(Debug, Default)]
pub struct Register(Mutex<Listed>);

#[derive(Debug, Default)]
struct Listed {
    names: Vec<Arc<str>>,
    numbers: HashMap<Arc<str>, u32, RandomState>,
    /// The numbers in the byte order of their names, as far as somebody asked.
    order: Vec<u32>,
}

/// A name in a register.
#[derive(Debug, Clone, Copy)]
pub struct Name<'f> {
    text: &'f str,
    number: u32,
    register: &'f Arc<Register>,
}

impl<'f> Name<'f> {
    /// The name that has a number in a register, from [`Register::numbers`].
    pub fn new(text: &'f str, number: u32, register: &'f Arc<Register>) -> Self {
        Self { text, number, register }
    }
}

impl Register {
    /// The numbers of names; new ones get the next.
    pub fn numbers<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> Vec<u32> {
        let mut listed = self.listed();
        names.into_iter().map(|name| listed.number(name)).collect()
    }

    fn listed(&self) -> MutexGuard<'_, Listed> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Listed {
    fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        let name: Arc<str> = name.into();
        self.names.push(Arc::clone(&name));
        self.numbers.insert(name, number);
        number
    }

    fn name(&self, number: u32) -> Option<&Arc<str>> {
        self.names.get(usize::try_from(number).ok()?)
    }

    /// All numbers in the byte order of their names.
    fn ordered(&mut self) -> &[u32] {
        if self.order.len() != self.names.len() {
            let mut all: Vec<(&Arc<str>, u32)> = self.names.iter().zip(0..).collect();
            all.sort_unstable();
            self.order = all.into_iter().map(|(_, number)| number).collect();
        }
        &self.order
    }
}

/// Subjects in the byte order of their names, with what is kept of them.
pub type Sorted<T> = Vec<(Arc<str>, T)>;

/// Something for every subject of one kind.
#[derive(Debug)]
pub struct Subjects<T> {
    register: Option<Arc<Register>>,
    /// By number.
    kept: Vec<Option<T>>,
}

impl<T> Default for Subjects<T> {
    fn default() -> Self {
        Self { register: None, kept: Vec::new() }
    }
}

impl<T: Default> Subjects<T> {
    /// What is kept of a subject; nothing yet where it is new.
    pub fn of(&mut self, name: Name<'_>) -> &mut T {
        let register = self.register.get_or_insert_with(|| Arc::clone(name.register));
        let known = Arc::ptr_eq(register, name.register);
        let number = if known { name.number } else { register.listed().number(name.text) };
        self.place(number).get_or_insert_default()
    }
}

impl<T> Subjects<T> {
    fn place(&mut self, number: u32) -> &mut Option<T> {
        let at = number as usize;
        if at >= self.kept.len() {
            self.kept.resize_with(at + 1, || None);
        }
        &mut self.kept[at]
    }

    /// What is kept, for a change that is the same whatever the order.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.kept.iter_mut().flatten()
    }

    /// Takes others in; `add` what is kept of a subject that both have.
    pub fn merge(&mut self, other: Self, mut add: impl FnMut(&mut T, T)) {
        let Some(theirs) = &other.register else { return };
        let Some(own) = &self.register else {
            *self = other;
            return;
        };
        let names = theirs.listed().names.clone();
        let numbers = own.numbers(names.iter().map(AsRef::as_ref));
        for (number, theirs) in numbers.into_iter().zip(other.kept) {
            let Some(theirs) = theirs else { continue };
            match self.place(number) {
                Some(own) => add(own, theirs),
                place => *place = Some(theirs),
            }
        }
    }

    /// All subjects in the byte order of their names, with what is kept of them.
    pub fn sorted(mut self) -> Sorted<T> {
        let Some(register) = self.register.take() else { return Vec::new() };
        let mut listed = register.listed();
        let order = listed.ordered().to_vec();
        let mut all = Vec::with_capacity(self.kept.len());
        for number in order {
            let kept = self.kept.get_mut(number as usize).and_then(Option::take);
            all.extend(listed.name(number).cloned().zip(kept));
        }
        all
    }
}

/// Names with what is kept of them: numbers mean nothing without their register.
impl<T: Serialize> Serialize for Subjects<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let listed = self.register.as_ref().map(|own| own.listed());
        let names = listed.iter().flat_map(|own| &own.names);
        let mut list = to.serialize_seq(Some(self.kept.iter().flatten().count()))?;
        for (name, kept) in names.zip(&self.kept) {
            if let Some(kept) = kept {
                list.serialize_element(&(name, kept))?;
            }
        }
        list.end()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Subjects<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let all = Vec::<(Arc<str>, T)>::deserialize(from)?;
        let register = Register::default();
        let mut own = Self { register: None, kept: Vec::with_capacity(all.len()) };
        for (name, kept) in all {
            let number = register.listed().number(&name);
            *own.place(number) = Some(kept);
        }
        Ok(Self { register: Some(Arc::new(register)), ..own })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(counts: &[(&str, u32)], register: &Arc<Register>) -> Subjects<u32> {
        let mut kept = Subjects::default();
        for (name, n) in counts {
            let number = register.numbers([*name])[0];
            *kept.of(Name::new(name, number, register)) += n;
        }
        kept
    }

    #[test]
    fn subjects_come_in_byte_order_whatever_their_numbers() {
        let (here, there) = (Arc::default(), Arc::default());
        let other = counted(&[("x", 1)], &there);
        let mut one = counted(&[("b", 1), ("a", 2), ("b", 4)], &here);
        let two = counted(&[("c", 8), ("b", 16)], &there);
        one.merge(two, |own, theirs| *own += theirs);
        let number = there.numbers(["a"])[0];
        *one.of(Name::new("a", number, &there)) += 32;
        let all = one.sorted();
        let all: Vec<(&str, u32)> = all.iter().map(|(name, n)| (name.as_ref(), *n)).collect();
        assert_eq!(all, [("a", 34), ("b", 21), ("c", 8)], "x is registered there, and nothing is kept of it here");
        assert_eq!(other.sorted().len(), 1);
    }
}

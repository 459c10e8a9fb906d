//! Values that few connections have, and that many connections should not pay for.

use core::fmt;
use core::ops::{Deref, DerefMut};
use std::collections::VecDeque;

/// A type with a value that stands for "nothing special".
pub trait Usual: Default + 'static {
    /// That value, which is that of [`Default`], too.
    const USUAL: &'static Self;
}

/// A value in memory of its own, which is taken when it is first changed: until then it is [`Usual::USUAL`] and costs a
/// pointer.
#[derive(Clone)]
pub struct Rare<T>(Option<Box<T>>);

impl<T: Usual> Rare<T> {
    /// The usual value.
    pub const fn usual() -> Self {
        Self(None)
    }

    /// The value to change, if it has memory of its own already.
    pub fn get_mut(&mut self) -> Option<&mut T> {
        self.0.as_deref_mut()
    }

    /// The value, taken out.
    pub fn into_inner(self) -> T {
        self.0.map_or_else(T::default, |value| *value)
    }
}

impl<T: Usual> Default for Rare<T> {
    fn default() -> Self {
        Self::usual()
    }
}

impl<T: Usual + PartialEq> From<T> for Rare<T> {
    fn from(value: T) -> Self {
        Self((value != *T::USUAL).then(|| Box::new(value)))
    }
}

impl<T: Usual> Deref for Rare<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.as_deref().unwrap_or(T::USUAL)
    }
}

impl<T: Usual> DerefMut for Rare<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.get_or_insert_default()
    }
}

impl<T: Usual + fmt::Debug> fmt::Debug for Rare<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: 'static> Usual for Vec<T> {
    const USUAL: &'static Self = &Self::new();
}

impl<T: 'static> Usual for VecDeque<T> {
    const USUAL: &'static Self = &Self::new();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_takes_no_memory() {
        assert_eq!(size_of::<Rare<Vec<u8>>>(), size_of::<usize>());
        let mut bytes = Rare::from(Vec::new());
        assert!(bytes.is_empty() && bytes.get_mut().is_none());
        bytes.push(7);
        assert_eq!(*bytes, [7]);
        assert_eq!(bytes.get_mut(), Some(&mut vec![7]));
        assert_eq!(format!("{bytes:?} {:?}", Rare::<Vec<u8>>::default()), "[7] []");
        assert_eq!(*Rare::from(vec![1, 2]), [1, 2]);
    }
}

//! How a struct that C allocates holds a Rust value: a boxed value behind one pointer field.
//!
//! The struct's `init` writes all zeroes, which is the empty slot; `setup` fills it; `free` takes the value out and
//! leaves the slot empty again, so that a second `free` finds nothing.

use std::ffi::c_void;

/// A C struct with a slot for a boxed [`Self::Value`].
///
/// # Safety
/// [`slot`](Self::slot) and [`slot_mut`](Self::slot_mut) give the same field, which nothing but this trait's own
/// methods (and zeroing as a whole) ever writes.
pub unsafe trait Slot {
    /// What the slot holds.
    type Value;

    /// The pointer field.
    fn slot(&self) -> *mut c_void;

    /// The pointer field, to change.
    fn slot_mut(&mut self) -> &mut *mut c_void;

    /// The value, if the slot holds one.
    fn value(&self) -> Option<&Self::Value> {
        // SAFETY: the field is NULL or came from `Box::into_raw` in `fill`, and is owned by `self`.
        unsafe { self.slot().cast::<Self::Value>().as_ref() }
    }

    /// The value to change, if the slot holds one.
    fn value_mut(&mut self) -> Option<&mut Self::Value> {
        // SAFETY: as in `value`; `self` is borrowed for as long as the value is.
        unsafe { self.slot_mut().cast::<Self::Value>().as_mut() }
    }

    /// Puts a value into the slot; one that was there is dropped.
    fn fill(&mut self, value: Self::Value) -> &mut Self::Value {
        drop(self.take());
        let pointer = Box::into_raw(Box::new(value));
        *self.slot_mut() = pointer.cast();
        // SAFETY: just made by `Box::into_raw`; `self` is borrowed for as long as the value is.
        unsafe { &mut *pointer }
    }

    /// Takes the value out and leaves the slot empty.
    fn take(&mut self) -> Option<Box<Self::Value>> {
        let pointer = std::mem::replace(self.slot_mut(), std::ptr::null_mut());
        if pointer.is_null() {
            return None;
        }
        // SAFETY: not NULL, so it came from `Box::into_raw` in `fill`, and the field no longer holds it.
        Some(unsafe { Box::from_raw(pointer.cast::<Self::Value>()) })
    }
}

/// Writes all zeroes over a struct that C allocated: an empty slot, whatever the memory held before.
///
/// # Safety
/// A pointer that is not NULL points to writable memory for a `T`, for which all zeroes is a valid value. What a slot
/// in it held is forgotten, not freed, as the memory may never have been initialised.
pub unsafe fn zeroed<T>(pointer: *mut T) {
    if !pointer.is_null() && pointer.is_aligned() {
        // SAFETY: not NULL, aligned, writable by this function's contract.
        unsafe { pointer.write_bytes(0, 1) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::mem::MaybeUninit;
    use std::rc::Rc;

    #[repr(C)]
    struct Holder {
        private_value: *mut c_void,
        reserve: [u64; 4],
    }

    // SAFETY: both give `private_value`, which only the trait writes.
    unsafe impl Slot for Holder {
        type Value = Rc<u32>;

        fn slot(&self) -> *mut c_void {
            self.private_value
        }

        fn slot_mut(&mut self) -> &mut *mut c_void {
            &mut self.private_value
        }
    }

    fn fresh() -> Holder {
        let mut memory = MaybeUninit::<Holder>::uninit();
        // SAFETY: writable memory; all zeroes is a valid Holder.
        unsafe {
            memory.as_mut_ptr().write_bytes(0xA5, 1);
            zeroed(memory.as_mut_ptr());
            memory.assume_init()
        }
    }

    #[test]
    fn filled_and_taken_once() {
        let mut holder = fresh();
        assert_eq!(holder.reserve, [0; 4]);
        assert!(holder.value().is_none() && holder.take().is_none());
        let witness = Rc::new(3);
        holder.fill(witness.clone());
        assert_eq!(holder.value(), Some(&Rc::new(3)));
        assert!(holder.value_mut().is_some());
        drop(holder.take());
        assert_eq!(Rc::strong_count(&witness), 1);
        assert!(holder.take().is_none());
    }

    #[test]
    fn filling_again_drops_the_former() {
        let mut holder = fresh();
        let witness = Rc::new(3);
        holder.fill(witness.clone());
        holder.fill(Rc::new(4));
        assert_eq!(Rc::strong_count(&witness), 1);
        drop(holder.take());
    }

    #[test]
    fn zeroing_nothing_is_harmless() {
        // SAFETY: NULL is allowed.
        unsafe { zeroed(std::ptr::null_mut::<Holder>()) };
    }
}

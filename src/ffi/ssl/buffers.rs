//! The receive buffer: one for each thread, lent to the context that receives, given back when it has been read.
//! An idle context therefore holds none.

use std::cell::Cell;

/// Room for the largest record with the largest expansion.
const CAPACITY: usize = 16_384 + 512;

thread_local! {
    static SPARE: Cell<Option<Vec<u8>>> = const { Cell::new(None) };
}

/// An empty buffer with room for the largest datagram.
pub(super) fn take() -> Vec<u8> {
    let spare = SPARE.try_with(Cell::take).ok().flatten();
    spare.unwrap_or_else(|| Vec::with_capacity(CAPACITY))
}

/// Takes a buffer back for the next receive on this thread.
pub(super) fn give_back(mut buffer: Vec<u8>) {
    if buffer.capacity() < CAPACITY {
        return;
    }
    buffer.clear();
    // A thread that is ending has no place for it any more; then it is simply freed.
    let _ = SPARE.try_with(|spare| spare.set(Some(buffer)));
}

//! Notices fork(2): a random generator that goes on in parent and child alike would give both the same bytes.

use std::sync::Once;
use std::sync::atomic::{AtomicU64, Ordering};

static GENERATION: AtomicU64 = AtomicU64::new(0);

/// A number that is another one in a child process than it was in its parent.
///
/// The first call makes the process count; only forks after it are noticed.
pub fn generation() -> u64 {
    static COUNTING: Once = Once::new();
    COUNTING.call_once(|| {
        // SAFETY: the handler touches one atomic and nothing else, which is allowed after fork. Should registering fail
        // for want of memory, forks go unnoticed, as they do in programs without this.
        unsafe { libc::pthread_atfork(None, None, Some(in_child)) };
    });
    GENERATION.load(Ordering::Relaxed)
}

unsafe extern "C" fn in_child() {
    GENERATION.fetch_add(1, Ordering::Relaxed);
}

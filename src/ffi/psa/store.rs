//! The one store of keys. A lock guards it while keys are looked up, put in and taken out; the work on a key is done
//! outside of it, on a share of the key, so that a key that is destroyed meanwhile is wiped when the work is done.

use super::{PsaError, StoredKey};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Keys that the store takes before it reports PSA_ERROR_INSUFFICIENT_MEMORY.
const MAX_KEYS: usize = 1 << 20;
/// The numbers that the library gives to keys.
const FIRST_ID: u32 = 0x4000_0000;
const LAST_ID: u32 = 0x7ffe_ffff;
/// No key has a number above this.
const MAX_ID: u32 = 0x7fff_ffff;

/// None before [`initialise`] and after [`free`].
static STORE: Mutex<Option<Store>> = Mutex::new(None);

/// How many keys there are, as `mbedtls_psa_get_stats()` tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Keys in the store.
    pub keys: usize,
}

/// Opens the store. Keys of one that is open already stay.
pub fn initialise() {
    lock().get_or_insert_with(|| Store::new(MAX_KEYS));
}

/// Whether the store is open.
pub fn is_initialised() -> bool {
    lock().is_some()
}

/// Closes the store and lets go of every key.
pub fn free() {
    drop(lock().take());
}

/// What the store holds; nothing while it is closed.
pub fn stats() -> Stats {
    lock().as_ref().map_or_else(Stats::default, |store| Stats { keys: store.keys.len() })
}

/// The key of this number.
pub fn get(id: u32) -> Result<Arc<StoredKey>, PsaError> {
    with(|store| store.keys.get(&id).cloned().ok_or(PsaError::InvalidHandle))
}

/// The key of this number, if its policy allows `usage`.
pub fn key_with(id: u32, usage: u32) -> Result<Arc<StoredKey>, PsaError> {
    let key = get(id)?;
    key.attributes.allow(usage)?;
    Ok(key)
}

/// Puts a key into the store and returns its number.
pub(super) fn add(key: StoredKey) -> Result<u32, PsaError> {
    with(|store| store.add(Arc::new(key)))
}

/// Takes a key out of the store. 0 is no key, and is ignored even while the store is closed.
pub fn destroy(id: u32) -> Result<(), PsaError> {
    if id == 0 {
        return Ok(());
    }
    with(|store| store.keys.remove(&id).map(drop).ok_or(PsaError::InvalidHandle))
}

/// Closes a handle, which destroys the key behind it as nothing keeps it on storage. 0 is ignored.
pub fn close(id: u32) -> Result<(), PsaError> {
    destroy(id)
}

/// Frees what is held of a key that is on storage too; keys that are not stay as they are.
pub fn purge(id: u32) -> Result<(), PsaError> {
    get(id).map(drop).map_err(|error| match error {
        PsaError::InvalidHandle if (1..=MAX_ID).contains(&id) => PsaError::DoesNotExist,
        other => other,
    })
}

fn with<T>(work: impl FnOnce(&mut Store) -> Result<T, PsaError>) -> Result<T, PsaError> {
    work(lock().as_mut().ok_or(PsaError::BadState)?)
}

fn lock() -> MutexGuard<'static, Option<Store>> {
    // The map is never left half changed: a panic elsewhere in the library is no reason to lose the keys.
    STORE.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Store {
    keys: BTreeMap<u32, Arc<StoredKey>>,
    /// The number to try next. A number comes back only after all others, so that one that was kept too long names no
    /// other key.
    next: u32,
    limit: usize,
}

impl Store {
    fn new(limit: usize) -> Self {
        Self { keys: BTreeMap::new(), next: FIRST_ID, limit }
    }

    fn add(&mut self, key: Arc<StoredKey>) -> Result<u32, PsaError> {
        if self.keys.len() >= self.limit {
            return Err(PsaError::InsufficientMemory);
        }
        // There are far more numbers than keys: one is free.
        while self.keys.contains_key(&self.next) {
            self.next = following(self.next);
        }
        let id = self.next;
        self.next = following(id);
        self.keys.insert(id, key);
        Ok(id)
    }
}

fn following(id: u32) -> u32 {
    if id >= LAST_ID { FIRST_ID } else { id + 1 }
}

#[cfg(test)]
mod tests {
    use super::super::{Attributes, Material};
    use super::*;
    use crate::crypto::Secret;

    fn key() -> Arc<StoredKey> {
        let attributes = Attributes {
            key_type: 0x1001,
            bits: 8,
            lifetime: 0,
            usage: 0,
            algorithm: 0,
            second_algorithm: 0,
            id: 0,
        };
        Arc::new(StoredKey::new(attributes, Material::Bytes(Secret::new(vec![1]))))
    }

    #[test]
    fn a_full_store_takes_no_more() {
        let mut store = Store::new(3);
        let ids: Vec<_> = (0..3).map(|_| store.add(key()).unwrap()).collect();
        assert_eq!(ids, [FIRST_ID, FIRST_ID + 1, FIRST_ID + 2]);
        assert_eq!(store.add(key()), Err(PsaError::InsufficientMemory));
        store.keys.remove(&FIRST_ID);
        assert_eq!(store.add(key()), Ok(FIRST_ID + 3));
    }

    #[test]
    fn numbers_go_round_and_pass_those_in_use() {
        let mut store = Store::new(4);
        assert_eq!(store.add(key()), Ok(FIRST_ID));
        store.next = LAST_ID;
        assert_eq!(store.add(key()), Ok(LAST_ID));
        assert_eq!(store.add(key()), Ok(FIRST_ID + 1));
    }
}

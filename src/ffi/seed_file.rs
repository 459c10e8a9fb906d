//! Files that hold a seed: secret, short, and wiped from memory.

use std::ffi::{CStr, OsStr};
use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::OpenOptionsExt;
use zeroize::Zeroizing;

/// Opens a file to write a seed in place of what it held; a new file is for its owner alone.
pub fn create(path: &CStr) -> io::Result<File> {
    let path = OsStr::from_bytes(path.to_bytes());
    OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)
}

/// Reads at most the first `limit` bytes.
pub fn read_beginning(path: &CStr, limit: usize) -> io::Result<Zeroizing<Vec<u8>>> {
    let mut file = File::open(OsStr::from_bytes(path.to_bytes()))?;
    // Never grown, so that no copy stays behind in memory.
    let mut seed = Zeroizing::new(vec![0; limit]);
    let mut length = 0;
    while let Some(room) = seed.get_mut(length..).filter(|room| !room.is_empty()) {
        match file.read(room) {
            Ok(0) => break,
            Ok(count) => length += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    seed.truncate(length);
    Ok(seed)
}

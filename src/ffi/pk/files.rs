use std::ffi::CStr;
use std::fs;
use std::path::Path;
use zeroize::Zeroizing;

/// The longest file that is read as keys or certificates: far above any collection of authorities.
const MAX_FILE: u64 = 64 << 20;

/// Reads a file of keys or certificates, and adds the NUL that parsers want behind PEM. It is wiped when dropped, as
/// it may hold a private key. Anything that is not a file of at most [`MAX_FILE`] bytes is an error.
pub(in crate::ffi) fn read_file(path: &CStr) -> std::io::Result<Zeroizing<Vec<u8>>> {
    read_path(native_path(path)?)
}

/// As [`read_file`], for a path that did not come from C.
pub(in crate::ffi) fn read_path(path: &Path) -> std::io::Result<Zeroizing<Vec<u8>>> {
    use std::io::Read as _;
    let file = fs::File::open(path)?;
    let length = file.metadata()?.len().min(MAX_FILE);
    // One allocation of the whole size, so that no half-read copy of a key is left behind by growing.
    let mut content = Zeroizing::new(Vec::with_capacity(usize::try_from(length).unwrap_or(0) + 2));
    file.take(MAX_FILE + 1).read_to_end(&mut content)?;
    if content.len() as u64 > MAX_FILE {
        return Err(std::io::ErrorKind::FileTooLarge.into());
    }
    content.push(0);
    Ok(content)
}

/// A path of C as the system takes it.
pub(in crate::ffi) fn native_path(path: &CStr) -> std::io::Result<&Path> {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt as _;
        Ok(std::ffi::OsStr::from_bytes(path.to_bytes()).as_ref())
    }
    #[cfg(not(unix))]
    {
        Ok(path.to_str().map_err(|_| std::io::ErrorKind::InvalidInput)?.as_ref())
    }
}

/// A file was read with a NUL behind it, which counts for PEM and not for DER.
pub(in crate::ffi) fn pem_or_der(file: &[u8]) -> &[u8] {
    const MARK: &[u8] = b"-----BEGIN ";
    if file.windows(MARK.len()).any(|window| window == MARK) {
        file
    } else {
        file.get(..file.len().saturating_sub(1)).unwrap_or_default()
    }
}

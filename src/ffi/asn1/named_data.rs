use super::{MBEDTLS_ERR_ASN1_ALLOC_FAILED, mbedtls_asn1_buf, mbedtls_asn1_named_data};
use crate::ffi::boundary::{boundary_or, boundary_void};
use crate::ffi::platform::{allocate, release};
use crate::ffi::ptr;
use crate::ffi::slot::zeroed;
use crate::ffi::status::Status;
use std::ffi::{c_char, c_uchar};
use std::ptr::{null, null_mut};

/// Looks for a named value in a list.
///
/// \param list  The first node, or NULL.
/// \param oid   The object identifier that names it.
/// \param len   The length of `oid` in bytes.
///
/// \return      The first node with this name, or NULL.
///
/// # Safety
/// `list` is NULL or the first node of a list; `oid` is `len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_asn1_find_named_data(
    list: *const mbedtls_asn1_named_data,
    oid: *const c_char,
    len: usize,
) -> *const mbedtls_asn1_named_data {
    boundary_or(null(), || {
        // SAFETY: by contract.
        let Ok(oid) = (unsafe { ptr::slice(oid.cast::<c_uchar>(), len) }) else { return null() };
        // SAFETY: by contract.
        unsafe { find(list.cast_mut(), oid) }
    })
}

/// Frees what a node of a list points at, its name and its value, and empties it. The node itself stays.
///
/// \param entry  The node. NULL is ignored.
///
/// # Safety
/// `entry` is NULL or a node whose name and value came from mbedtls_calloc() or mbedtls_asn1_store_named_data().
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_asn1_free_named_data(entry: *mut mbedtls_asn1_named_data) {
    boundary_void(|| {
        // SAFETY: by contract.
        if let Ok(node) = unsafe { ptr::reference_mut(entry) } {
            // SAFETY: by contract.
            unsafe { release_content(node) };
            // SAFETY: zeros make an empty node.
            unsafe { zeroed(node) };
        }
    });
}

/// Frees a list of named values as mbedtls_asn1_store_named_data() and mbedtls_x509_string_to_names() make it.
///
/// \param head  Where the pointer to the first node is; it is NULL afterwards. NULL is ignored.
///
/// # Safety
/// `head` is NULL or valid; the nodes, their names and their values came from mbedtls_calloc() or this library.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_asn1_free_named_data_list(head: *mut *mut mbedtls_asn1_named_data) {
    boundary_void(|| {
        // SAFETY: by contract.
        if let Ok(head) = unsafe { ptr::reference_mut(head) } {
            // SAFETY: by contract.
            unsafe { free_list(head) };
        }
    });
}

/// Frees the nodes of a list, and not what they point at.
///
/// \param name  The first node to free, or NULL.
///
/// # Safety
/// Every node from `name` on came from mbedtls_calloc() or this library, and is not used any more.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_asn1_free_named_data_list_shallow(name: *mut mbedtls_asn1_named_data) {
    boundary_void(|| {
        let mut node = name;
        // SAFETY: by contract.
        while let Ok(current) = unsafe { ptr::reference(node) } {
            let next = current.next;
            // SAFETY: by contract; nothing refers to the node any more.
            unsafe { release(node.cast()) };
            node = next;
        }
    });
}

/// Frees a list and makes it empty.
///
/// # Safety
/// As [`mbedtls_asn1_free_named_data_list`].
pub(in crate::ffi) unsafe fn free_list(head: &mut *mut mbedtls_asn1_named_data) {
    // SAFETY: by contract.
    while let Ok(node) = unsafe { ptr::reference_mut(*head) } {
        let next = node.next;
        // SAFETY: by contract; nothing refers to the node any more.
        unsafe {
            release_content(node);
            release((*head).cast());
        }
        *head = next;
    }
}

/// Sets the value of a name in a list, which gets a new first node if it has none of that name. The value has
/// `value_length` octets, those of `value` or zeros. See `mbedtls_asn1_store_named_data()`.
///
/// # Safety
/// The list is as this function makes it.
pub(in crate::ffi) unsafe fn store<'a>(
    head: &'a mut *mut mbedtls_asn1_named_data,
    oid: &[u8],
    value: Option<&[u8]>,
    value_length: usize,
) -> Result<&'a mut mbedtls_asn1_named_data, Status> {
    // SAFETY: by contract.
    let found = unsafe { find(*head, oid) };
    // SAFETY: by contract.
    let node = match unsafe { ptr::reference_mut(found) } {
        Ok(node) => {
            if node.val.len != value_length || value_length == 0 {
                let memory = memory(value_length)?;
                // SAFETY: by contract.
                unsafe { release(node.val.p.cast()) };
                node.val.p = memory;
                node.val.len = value_length;
            }
            node
        }
        // SAFETY: by contract.
        Err(_) => unsafe { insert(head, oid, value_length) }?,
    };
    // SAFETY: as many bytes as this were just handed out, or are there since the node was made.
    let place = unsafe { ptr::slice_mut(node.val.p, value_length) };
    if let (Ok(place), Some(value)) = (place, value) {
        place.copy_from_slice(value);
    }
    Ok(node)
}

/// # Safety
/// `head` is a list.
unsafe fn insert<'a>(
    head: &'a mut *mut mbedtls_asn1_named_data,
    oid: &[u8],
    value_length: usize,
) -> Result<&'a mut mbedtls_asn1_named_data, Status> {
    let new = mbedtls_asn1_named_data {
        oid: mbedtls_asn1_buf { tag: 0, len: oid.len(), p: memory(oid.len())? },
        val: mbedtls_asn1_buf { tag: 0, len: value_length, p: null_mut() },
        next: *head,
        private_next_merged: 0,
    };
    // SAFETY: as many bytes as this were just handed out.
    if let Ok(place) = unsafe { ptr::slice_mut(new.oid.p, oid.len()) } {
        place.copy_from_slice(oid);
    }
    let node = allocate(1, size_of::<mbedtls_asn1_named_data>()).cast::<mbedtls_asn1_named_data>();
    let value = memory(value_length);
    let (Ok(value), false) = (value, node.is_null()) else {
        // SAFETY: just handed out, and not used any more.
        unsafe {
            release(new.oid.p.cast());
            release(node.cast());
            release(value.unwrap_or(null_mut()).cast());
        }
        return Err(Status::new(MBEDTLS_ERR_ASN1_ALLOC_FAILED));
    };
    // SAFETY: memory for a node, which is written before it is read.
    let place = unsafe {
        node.write(mbedtls_asn1_named_data { val: mbedtls_asn1_buf { p: value, ..new.val }, ..new });
        &mut *node
    };
    *head = node;
    Ok(place)
}

/// Memory for so many octets, which are zero; NULL for none.
fn memory(length: usize) -> Result<*mut c_uchar, Status> {
    if length == 0 {
        return Ok(null_mut());
    }
    let memory = allocate(1, length).cast::<c_uchar>();
    if memory.is_null() { Err(Status::new(MBEDTLS_ERR_ASN1_ALLOC_FAILED)) } else { Ok(memory) }
}

/// # Safety
/// `list` is NULL or the first node of a list that is alive.
unsafe fn find(list: *mut mbedtls_asn1_named_data, oid: &[u8]) -> *mut mbedtls_asn1_named_data {
    let mut node = list;
    // SAFETY: by contract.
    while let Ok(current) = unsafe { ptr::reference(node) } {
        // SAFETY: by contract.
        if unsafe { current.oid.content() } == oid {
            return node;
        }
        node = current.next;
    }
    null_mut()
}

/// # Safety
/// Name and value came from [`allocate`] or `mbedtls_calloc()`.
unsafe fn release_content(node: &mut mbedtls_asn1_named_data) {
    // SAFETY: by contract.
    unsafe {
        release(node.oid.p.cast());
        release(node.val.p.cast());
    }
}

//! Lists whose first node stands in a struct of the caller and whose others come from `mbedtls_calloc()`.

use super::{mbedtls_x509_name, mbedtls_x509_sequence};
use crate::ffi::asn1::mbedtls_asn1_buf;
use crate::ffi::platform::{displace, place};
use crate::pki::name::Name;
use std::ptr::null_mut;

/// Fills an empty list with the attributes of a name.
pub(in crate::ffi) fn fill_names(head: &mut mbedtls_x509_name, name: Name<'_>) {
    use crate::pki::der::tag;
    let nodes: Vec<_> = name
        .attributes()
        .map(|attribute| mbedtls_x509_name {
            oid: mbedtls_asn1_buf::new(tag::OID, attribute.oid),
            val: mbedtls_asn1_buf::new(attribute.value.tag, attribute.value.value),
            next: null_mut(),
            private_next_merged: attribute.merged_with_next.into(),
        })
        .collect();
    fill(head, nodes, |node, next| node.next = next);
}

/// Fills an empty list with elements.
pub(in crate::ffi) fn fill_sequence(
    head: &mut mbedtls_x509_sequence,
    elements: impl Iterator<Item = mbedtls_asn1_buf>,
) {
    let nodes: Vec<_> = elements.map(|buf| mbedtls_x509_sequence { buf, next: null_mut() }).collect();
    fill(head, nodes, |node, next| node.next = next);
}

/// Frees all nodes but the first and empties that.
///
/// # Safety
/// The list was made by [`fill_names`] and not changed since.
pub(in crate::ffi) unsafe fn drop_names(head: &mut mbedtls_x509_name) {
    // SAFETY: by contract.
    unsafe { drop_nodes(head.next, |node| node.next) };
    *head = mbedtls_x509_name::EMPTY;
}

/// Frees all nodes but the first and empties that.
///
/// # Safety
/// The list was made by [`fill_sequence`] and not changed since.
pub(in crate::ffi) unsafe fn drop_sequence(head: &mut mbedtls_x509_sequence) {
    // SAFETY: by contract.
    unsafe { drop_nodes(head.next, |node| node.next) };
    *head = mbedtls_x509_sequence::EMPTY;
}

/// The first node goes into the head, the others into memory of their own, linked from the last to the first.
fn fill<T: Copy>(head: &mut T, nodes: Vec<T>, link: impl Fn(&mut T, *mut T)) {
    let mut nodes = nodes.into_iter();
    let Some(mut first) = nodes.next() else { return };
    let mut next = null_mut();
    for mut node in nodes.rev() {
        link(&mut node, next);
        next = place(node);
    }
    link(&mut first, next);
    *head = first;
}

/// # Safety
/// Every node from `node` on was made by `place` or by the program with `mbedtls_calloc()`, and is reachable from here alone.
unsafe fn drop_nodes<T>(mut node: *mut T, next: impl Fn(&T) -> *mut T) {
    while !node.is_null() {
        // SAFETY: by contract.
        let owned = unsafe { displace(node) };
        node = next(&owned);
    }
}

use super::read::{Input, header};
use super::{
    MBEDTLS_ERR_ASN1_ALLOC_FAILED, MBEDTLS_ERR_ASN1_INVALID_DATA, MBEDTLS_ERR_ASN1_LENGTH_MISMATCH,
    MBEDTLS_ERR_ASN1_UNEXPECTED_TAG, mbedtls_asn1_buf, mbedtls_asn1_sequence,
};
use crate::ffi::boundary::{boundary, boundary_void};
use crate::ffi::platform::{allocate, release};
use crate::ffi::ptr::{self, OrCode};
use crate::ffi::status::Status;
use crate::pki::der::tag;
use std::ffi::{c_int, c_uchar, c_void};

/// Reads a SEQUENCE OF elements with one tag into a list. The SEQUENCE fills the data.
///
/// \param p    Where the SEQUENCE stands; it is moved on to its end, or on an error to what is wrong.
/// \param end  The end of the data.
/// \param cur  The first node of the list, which is overwritten. Further ones are to be freed by
///             mbedtls_asn1_sequence_free(cur->next), after an error too. An empty SEQUENCE gives a node of zeros.
/// \param tag  The tag of the elements.
///
/// \return     0; MBEDTLS_ERR_ASN1_LENGTH_MISMATCH if more data follow the SEQUENCE;
///             MBEDTLS_ERR_ASN1_UNEXPECTED_TAG for an element with another tag; MBEDTLS_ERR_ASN1_ALLOC_FAILED;
///             else as of mbedtls_asn1_get_tag().
///
/// # Safety
/// The pointers are NULL or valid; the bytes from `*p` to `end` can be read.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_asn1_get_sequence_of(
    p: *mut *mut c_uchar,
    end: *const c_uchar,
    cur: *mut mbedtls_asn1_sequence,
    tag: c_int,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let (mut input, mut node) = unsafe { (Input::new(p, end)?, ptr::reference_mut(cur)) };
        if let Ok(node) = &mut node {
            **node = mbedtls_asn1_sequence::EMPTY;
        }
        let mut node = node.or_code(MBEDTLS_ERR_ASN1_INVALID_DATA)?;
        traverse(&mut input, (0xff, tag as u8), (0, 0), |tag, content, length| {
            if !node.buf.p.is_null() {
                let next = allocate(1, size_of::<mbedtls_asn1_sequence>()).cast::<mbedtls_asn1_sequence>();
                // SAFETY: NULL, or memory for a node, which zeros make an empty one.
                let next_node = unsafe { ptr::reference_mut(next) };
                node.next = next;
                node = next_node.or_code(MBEDTLS_ERR_ASN1_ALLOC_FAILED)?;
            }
            node.buf = mbedtls_asn1_buf { tag, len: length, p: content };
            Ok(())
        })
    })
}

/// Frees the nodes of a list as mbedtls_asn1_get_sequence_of() makes them, this one too.
///
/// \param seq  The first node to free, or NULL.
///
/// # Safety
/// Every node from `seq` on came from mbedtls_calloc() or this library, and is not used any more.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_asn1_sequence_free(seq: *mut mbedtls_asn1_sequence) {
    boundary_void(|| {
        let mut node = seq;
        // SAFETY: by contract.
        while let Ok(current) = unsafe { ptr::reference(node) } {
            let next = current.next;
            // SAFETY: by contract; nothing refers to the node any more.
            unsafe { release(node.cast()) };
            node = next;
        }
    });
}

/// Calls a function for the elements of a SEQUENCE OF elements. The SEQUENCE fills the data.
///
/// \param p              Where the SEQUENCE stands; it is moved on to its end, or on an error to what is wrong.
/// \param end            The end of the data.
/// \param tag_must_mask  Which bits of every element's tag are compared with `tag_must_val`.
/// \param tag_must_val   What these bits must be.
/// \param tag_may_mask   Which bits of a tag are compared with `tag_may_val`.
/// \param tag_may_val    What these bits are in elements for which `cb` is called.
/// \param cb             Called with `ctx`, the tag, the content and its length; another return value than 0 ends it.
/// \param ctx            The context of `cb`.
///
/// \return               0; MBEDTLS_ERR_ASN1_LENGTH_MISMATCH if more data follow the SEQUENCE;
///                       MBEDTLS_ERR_ASN1_UNEXPECTED_TAG for an element without the bits of `tag_must_val`; what `cb`
///                       returned; else as of mbedtls_asn1_get_tag().
///
/// # Safety
/// The pointers are NULL or valid; the bytes from `*p` to `end` can be read; `cb` can be called with `ctx`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_asn1_traverse_sequence_of(
    p: *mut *mut c_uchar,
    end: *const c_uchar,
    tag_must_mask: c_uchar,
    tag_must_val: c_uchar,
    tag_may_mask: c_uchar,
    tag_may_val: c_uchar,
    cb: Option<unsafe extern "C" fn(ctx: *mut c_void, tag: c_int, start: *mut c_uchar, len: usize) -> c_int>,
    ctx: *mut c_void,
) -> c_int {
    boundary(|| {
        // SAFETY: by contract.
        let mut input = unsafe { Input::new(p, end) }?;
        let must = (tag_must_mask, tag_must_val);
        traverse(&mut input, must, (tag_may_mask, tag_may_val), |tag, content, length| {
            // SAFETY: by contract.
            match cb.map_or(0, |cb| unsafe { cb(ctx, tag, content, length) }) {
                0 => Ok(()),
                code => Err(Status::new(code)),
            }
        })
    })
}

/// See [`mbedtls_asn1_traverse_sequence_of`]; the masks come with their values.
fn traverse(
    input: &mut Input<'_>,
    must: (u8, u8),
    may: (u8, u8),
    mut visit: impl FnMut(c_int, *mut c_uchar, usize) -> Result<(), Status>,
) -> Result<(), Status> {
    let start = input.start;
    input.read(|reader| {
        let mut length = 0;
        header(reader, tag::SEQUENCE.into(), &mut length)?;
        if length != reader.remaining() {
            return Err(Status::new(MBEDTLS_ERR_ASN1_LENGTH_MISMATCH));
        }
        while !reader.is_empty() {
            let tag = reader.byte()?;
            if tag & must.0 != must.1 {
                return Err(Status::new(MBEDTLS_ERR_ASN1_UNEXPECTED_TAG));
            }
            let length = reader.length()?;
            if tag & may.0 == may.1 {
                visit(tag.into(), start.wrapping_add(reader.offset()), length)?;
            }
            reader.take(length)?;
        }
        Ok(())
    })
}

//! `mbedtls/ccm.h`: authenticated encryption by AES-CCM (NIST SP 800-38C, RFC 3610) and CCM*, at once or piece by
//! piece.

mod pieces;

pub use pieces::{
    mbedtls_ccm_finish, mbedtls_ccm_set_lengths, mbedtls_ccm_starts, mbedtls_ccm_update,
    mbedtls_ccm_update_ad,
};

use super::boundary::{boundary, boundary_void};
use super::cipher::mbedtls_cipher_id_t;
use super::enums::CipherId;
use super::ptr::{self, OrCode};
use super::slot::{Slot, zeroed};
use super::status::Status;
use crate::crypto::ccm::{Ccm, CcmLimit, CcmStream, ccm_known_answer_is_right};
use std::borrow::Cow;
use std::ffi::{c_int, c_uchar, c_uint, c_void};
use zeroize::Zeroizing;

/// An argument is NULL or out of range, or the call came at the wrong time.
pub const MBEDTLS_ERR_CCM_BAD_INPUT: c_int = -0x000D;
/// The tag does not fit: what was decrypted is not authentic.
pub const MBEDTLS_ERR_CCM_AUTH_FAILED: c_int = -0x000F;

/// Decrypt.
pub const MBEDTLS_CCM_DECRYPT: c_int = 0;
/// Encrypt.
pub const MBEDTLS_CCM_ENCRYPT: c_int = 1;
/// Decrypt by CCM*, whose tag may be missing.
pub const MBEDTLS_CCM_STAR_DECRYPT: c_int = 2;
/// Encrypt by CCM*, whose tag may be missing.
pub const MBEDTLS_CCM_STAR_ENCRYPT: c_int = 3;

/// The longest tag in bytes.
const MAX_TAG_LEN: usize = 16;

const BAD_INPUT: Status = Status::new(MBEDTLS_ERR_CCM_BAD_INPUT);

/// A key, and a message under way. Begin with mbedtls_ccm_init() and mbedtls_ccm_setkey(), end with
/// mbedtls_ccm_free().
#[repr(C)]
pub struct mbedtls_ccm_context {
    private_ccm: *mut c_void,
    private_reserve: [u64; 21],
}

const _: () = assert!(size_of::<*mut c_void>() != 8 || size_of::<mbedtls_ccm_context>() == 176);

/// What stands behind a context with a key.
///
/// cbindgen:ignore
pub struct Keyed {
    key: Ccm,
    /// The mode and the nonce that a message was started with.
    started: Option<(Mode, Zeroizing<Vec<u8>>)>,
    /// The lengths of associated data, text and tag.
    lengths: Option<(usize, usize, usize)>,
    /// The message under way, once both are known.
    message: Option<CcmStream>,
}

/// What a message is started for.
///
/// cbindgen:ignore
#[derive(Clone, Copy)]
struct Mode {
    encrypts: bool,
    may_lack_tag: bool,
}

// SAFETY: both give `private_ccm`, which only the trait writes.
unsafe impl Slot for mbedtls_ccm_context {
    type Value = Keyed;

    fn slot(&self) -> *mut c_void {
        self.private_ccm
    }

    fn slot_mut(&mut self) -> &mut *mut c_void {
        &mut self.private_ccm
    }
}

/// Makes a context without a key.
///
/// \param ctx  The context. NULL is ignored.
///
/// # Safety
/// `ctx` is NULL or points to memory for a context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ccm_init(ctx: *mut mbedtls_ccm_context) {
    // SAFETY: by contract; all zeroes is an empty slot.
    boundary_void(|| unsafe { zeroed(ctx) });
}

/// Ends a context and wipes what it holds; it can be used again.
///
/// \param ctx  The context. NULL, and one that was freed already, are ignored.
///
/// # Safety
/// `ctx` is NULL or points to an initialised context.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ccm_free(ctx: *mut mbedtls_ccm_context) {
    boundary_void(|| {
        // SAFETY: by contract.
        if let Ok(context) = unsafe { ptr::reference_mut(ctx) } {
            drop(context.take());
        }
    });
}

/// Sets the key.
///
/// \param ctx      The context.
/// \param cipher   MBEDTLS_CIPHER_ID_AES.
/// \param key      The key.
/// \param keybits  Its length in bits: 128, 192 or 256.
///
/// \return         0, or MBEDTLS_ERR_CCM_BAD_INPUT (NULL, another cipher, or another length).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; `key` has `keybits` bits.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ccm_setkey(
    ctx: *mut mbedtls_ccm_context,
    cipher: CipherId,
    key: *const c_uchar,
    keybits: c_uint,
) -> c_int {
    boundary(|| {
        if cipher != mbedtls_cipher_id_t::MBEDTLS_CIPHER_ID_AES as CipherId
            || !matches!(keybits, 128 | 192 | 256)
        {
            return Err(BAD_INPUT);
        }
        // SAFETY: by contract.
        let (context, key) = unsafe { (ptr::reference_mut(ctx), ptr::slice(key, keybits as usize / 8)) };
        let key = Ccm::new(key.or_code(MBEDTLS_ERR_CCM_BAD_INPUT)?).ok_or(BAD_INPUT)?;
        let context = context.or_code(MBEDTLS_ERR_CCM_BAD_INPUT)?;
        context.fill(Keyed { key, started: None, lengths: None, message: None });
        Ok(())
    })
}

/// Encrypts a message by CCM and makes its tag. A nonce must never come twice under one key.
///
/// \param ctx      The context.
/// \param length   The length of the input and of the output in bytes, less than 2 to the power of 8 (15 - `iv_len`).
/// \param iv       The nonce.
/// \param iv_len   Its length in bytes, 7 to 13.
/// \param ad       Associated data, or NULL.
/// \param ad_len   Its length in bytes, less than 0xFF00.
/// \param input    The input.
/// \param output   Where the result goes; it may be the input.
/// \param tag      Where the tag goes.
/// \param tag_len  Its length in bytes: 4, 6, 8, 10, 12, 14 or 16.
///
/// \return         0, or MBEDTLS_ERR_CCM_BAD_INPUT (NULL, no key, or a length out of range).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; the arrays are as long as said.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ccm_encrypt_and_tag(
    ctx: *mut mbedtls_ccm_context,
    length: usize,
    iv: *const c_uchar,
    iv_len: usize,
    ad: *const c_uchar,
    ad_len: usize,
    input: *const c_uchar,
    output: *mut c_uchar,
    tag: *mut c_uchar,
    tag_len: usize,
) -> c_int {
    boundary(|| {
        check_tag_len(tag_len, false)?;
        // SAFETY: by contract.
        let message = unsafe { Message::new(ctx, (iv, iv_len), (ad, ad_len), (output, length), tag_len) }?;
        // SAFETY: by contract.
        unsafe { message.seal((input, output, length), (tag, tag_len)) }
    })
}

/// Encrypts a message by CCM* and makes its tag. A nonce must never come twice under one key.
///
/// \param ctx      The context.
/// \param length   The length of the input and of the output in bytes, less than 2 to the power of 8 (15 - `iv_len`).
/// \param iv       The nonce.
/// \param iv_len   Its length in bytes, 7 to 13.
/// \param ad       Associated data, or NULL.
/// \param ad_len   Its length in bytes, less than 0xFF00.
/// \param input    The input.
/// \param output   Where the result goes; it may be the input.
/// \param tag      Where the tag goes.
/// \param tag_len  Its length in bytes: 4, 6, 8, 10, 12, 14 or 16; or 0 for none, which authenticates nothing.
///
/// \return         0, or MBEDTLS_ERR_CCM_BAD_INPUT (NULL, no key, or a length out of range).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; the arrays are as long as said.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ccm_star_encrypt_and_tag(
    ctx: *mut mbedtls_ccm_context,
    length: usize,
    iv: *const c_uchar,
    iv_len: usize,
    ad: *const c_uchar,
    ad_len: usize,
    input: *const c_uchar,
    output: *mut c_uchar,
    tag: *mut c_uchar,
    tag_len: usize,
) -> c_int {
    boundary(|| {
        check_tag_len(tag_len, true)?;
        // SAFETY: by contract.
        let message = unsafe { Message::new(ctx, (iv, iv_len), (ad, ad_len), (output, length), tag_len) }?;
        // SAFETY: by contract.
        unsafe { message.seal((input, output, length), (tag, tag_len)) }
    })
}

/// Decrypts a message by CCM, if its tag is right.
///
/// \param ctx      The context.
/// \param length   The length of the input and of the output in bytes.
/// \param iv       The nonce.
/// \param iv_len   Its length in bytes, 7 to 13.
/// \param ad       Associated data, or NULL.
/// \param ad_len   Its length in bytes, less than 0xFF00.
/// \param input    The input.
/// \param output   Where the result goes; it may be the input. It is wiped if the tag is wrong.
/// \param tag      The tag.
/// \param tag_len  Its length in bytes: 4, 6, 8, 10, 12, 14 or 16.
///
/// \return         0, MBEDTLS_ERR_CCM_AUTH_FAILED (the tag is wrong), or MBEDTLS_ERR_CCM_BAD_INPUT (NULL, no key, or a
///                 length out of range).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; the arrays are as long as said.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ccm_auth_decrypt(
    ctx: *mut mbedtls_ccm_context,
    length: usize,
    iv: *const c_uchar,
    iv_len: usize,
    ad: *const c_uchar,
    ad_len: usize,
    input: *const c_uchar,
    output: *mut c_uchar,
    tag: *const c_uchar,
    tag_len: usize,
) -> c_int {
    boundary(|| {
        check_tag_len(tag_len, false)?;
        // SAFETY: by contract.
        let message = unsafe { Message::new(ctx, (iv, iv_len), (ad, ad_len), (output, length), tag_len) }?;
        // SAFETY: by contract.
        unsafe { message.open((input, output, length), (tag, tag_len)) }
    })
}

/// Decrypts a message by CCM*, if its tag is right.
///
/// \param ctx      The context.
/// \param length   The length of the input and of the output in bytes.
/// \param iv       The nonce.
/// \param iv_len   Its length in bytes, 7 to 13.
/// \param ad       Associated data, or NULL.
/// \param ad_len   Its length in bytes, less than 0xFF00.
/// \param input    The input.
/// \param output   Where the result goes; it may be the input. It is wiped if the tag is wrong.
/// \param tag      The tag.
/// \param tag_len  Its length in bytes: 4, 6, 8, 10, 12, 14 or 16; or 0 for none, which authenticates nothing.
///
/// \return         0, MBEDTLS_ERR_CCM_AUTH_FAILED (the tag is wrong), or MBEDTLS_ERR_CCM_BAD_INPUT (NULL, no key, or a
///                 length out of range).
///
/// # Safety
/// `ctx` is NULL or points to an initialised context; the arrays are as long as said.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mbedtls_ccm_star_auth_decrypt(
    ctx: *mut mbedtls_ccm_context,
    length: usize,
    iv: *const c_uchar,
    iv_len: usize,
    ad: *const c_uchar,
    ad_len: usize,
    input: *const c_uchar,
    output: *mut c_uchar,
    tag: *const c_uchar,
    tag_len: usize,
) -> c_int {
    boundary(|| {
        check_tag_len(tag_len, true)?;
        // SAFETY: by contract.
        let message = unsafe { Message::new(ctx, (iv, iv_len), (ad, ad_len), (output, length), tag_len) }?;
        // SAFETY: by contract.
        unsafe { message.open((input, output, length), (tag, tag_len)) }
    })
}

/// Encrypts and decrypts what is known.
///
/// \param verbose  Ignored; nothing is printed.
///
/// \return         0, or 1 if something is wrong.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_ccm_self_test(verbose: c_int) -> c_int {
    let _ = verbose;
    boundary(|| Ok(c_int::from(!ccm_known_answer_is_right())))
}

impl From<CcmLimit> for Status {
    fn from(CcmLimit: CcmLimit) -> Self {
        BAD_INPUT
    }
}

fn check_tag_len(len: usize, may_be_none: bool) -> Result<(), Status> {
    if Ccm::is_tag_len(len) || may_be_none && len == 0 { Ok(()) } else { Err(BAD_INPUT) }
}

/// The arguments of a whole message.
struct Message<'a> {
    key: &'a Ccm,
    nonce: Cow<'a, [u8]>,
    aad: Cow<'a, [u8]>,
}

impl<'a> Message<'a> {
    /// Fails before anything is written if CCM does not carry such a message.
    ///
    /// # Safety
    /// `ctx` is NULL or points to an initialised context; the arrays are as long as said.
    unsafe fn new(
        ctx: *mut mbedtls_ccm_context,
        (iv, iv_len): (*const c_uchar, usize),
        (ad, ad_len): (*const c_uchar, usize),
        (output, length): (*const c_uchar, usize),
        tag_len: usize,
    ) -> Result<Self, Status> {
        // SAFETY: by contract.
        let (keyed, nonce, aad) = unsafe { (keyed(ctx)?, array(iv, iv_len)?, array(ad, ad_len)?) };
        CcmStream::new(&keyed.key, nonce, ad_len, length, tag_len)?;
        Ok(Self {
            key: &keyed.key,
            nonce: ptr::apart(nonce, output, length),
            aad: ptr::apart(aad, output, length),
        })
    }

    /// # Safety
    /// The arrays are as long as said.
    unsafe fn seal(
        self,
        (input, output, length): (*const c_uchar, *mut c_uchar, usize),
        (tag, tag_len): (*mut c_uchar, usize),
    ) -> Result<(), Status> {
        // SAFETY: by contract.
        let data = unsafe { ptr::in_place(input, output, length) }.or_code(MBEDTLS_ERR_CCM_BAD_INPUT)?;
        let mut made = [0; MAX_TAG_LEN];
        let made = made.get_mut(..tag_len).ok_or(BAD_INPUT)?;
        self.key.seal(&self.nonce, &self.aad, data, made)?;
        // SAFETY: by contract.
        unsafe { ptr::slice_mut(tag, tag_len) }.or_code(MBEDTLS_ERR_CCM_BAD_INPUT)?.copy_from_slice(made);
        Ok(())
    }

    /// # Safety
    /// The arrays are as long as said.
    unsafe fn open(
        self,
        (input, output, length): (*const c_uchar, *mut c_uchar, usize),
        (tag, tag_len): (*const c_uchar, usize),
    ) -> Result<(), Status> {
        // Taken first: the output may lie over it.
        let mut expected = [0; MAX_TAG_LEN];
        let expected = expected.get_mut(..tag_len).ok_or(BAD_INPUT)?;
        // SAFETY: by contract.
        expected.copy_from_slice(unsafe { array(tag, tag_len) }?);
        // SAFETY: by contract.
        let data = unsafe { ptr::in_place(input, output, length) }.or_code(MBEDTLS_ERR_CCM_BAD_INPUT)?;
        if self.key.open(&self.nonce, &self.aad, data, expected)? {
            Ok(())
        } else {
            Err(Status::new(MBEDTLS_ERR_CCM_AUTH_FAILED))
        }
    }
}

/// # Safety
/// `ctx` is NULL or points to an initialised context that nobody else uses meanwhile.
unsafe fn keyed<'a>(ctx: *mut mbedtls_ccm_context) -> Result<&'a mut Keyed, Status> {
    // SAFETY: by contract.
    unsafe { ptr::reference_mut(ctx) }.or_code(MBEDTLS_ERR_CCM_BAD_INPUT)?.value_mut().ok_or(BAD_INPUT)
}

/// # Safety
/// `pointer` is NULL or has `length` bytes that nobody changes meanwhile.
unsafe fn array<'a>(pointer: *const c_uchar, length: usize) -> Result<&'a [u8], Status> {
    // SAFETY: by contract.
    unsafe { ptr::slice(pointer, length) }.or_code(MBEDTLS_ERR_CCM_BAD_INPUT)
}

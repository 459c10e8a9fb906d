use crate::ffi::enums::PkType;
use std::ptr::null;

/// Kinds of keys.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum mbedtls_pk_type_t {
    /// No key.
    MBEDTLS_PK_NONE = 0,
    /// RSA.
    MBEDTLS_PK_RSA,
    /// Elliptic curve, for signatures and for key agreement.
    MBEDTLS_PK_ECKEY,
    /// Elliptic curve, for key agreement alone.
    MBEDTLS_PK_ECKEY_DH,
    /// Elliptic curve, for signatures alone.
    MBEDTLS_PK_ECDSA,
    /// RSA by functions of the application.
    MBEDTLS_PK_RSA_ALT,
    /// RSA with PSS padding; a way of signing rather than a kind of key.
    MBEDTLS_PK_RSASSA_PSS,
    /// A key that another component holds.
    MBEDTLS_PK_OPAQUE,
}

pub(in crate::ffi) const RSA: PkType = 1;
pub(in crate::ffi) const ECKEY: PkType = 2;
pub(in crate::ffi) const ECKEY_DH: PkType = 3;
pub(in crate::ffi) const ECDSA: PkType = 4;
pub(in crate::ffi) const RSASSA_PSS: PkType = 6;
pub(in crate::ffi) const OPAQUE: PkType = 7;

/// What is known of a kind of keys. Only pointers to it are handed out.
pub struct mbedtls_pk_info_t {
    /// The number of the kind.
    pub(in crate::ffi) kind: PkType,
    /// The name of the kind.
    pub(in crate::ffi) name: &'static std::ffi::CStr,
    /// The kind of the key itself, if the kind is OPAQUE; otherwise the kind once more.
    pub(in crate::ffi) behind: PkType,
}

static INFOS: [mbedtls_pk_info_t; 4] = [
    mbedtls_pk_info_t { kind: RSA, name: c"RSA", behind: RSA },
    mbedtls_pk_info_t { kind: ECKEY, name: c"EC", behind: ECKEY },
    mbedtls_pk_info_t { kind: ECKEY_DH, name: c"EC_DH", behind: ECKEY_DH },
    mbedtls_pk_info_t { kind: ECDSA, name: c"ECDSA", behind: ECDSA },
];

static OPAQUE_RSA: mbedtls_pk_info_t = mbedtls_pk_info_t { kind: OPAQUE, name: c"Opaque", behind: RSA };
static OPAQUE_EC: mbedtls_pk_info_t = mbedtls_pk_info_t { kind: OPAQUE, name: c"Opaque", behind: ECKEY };

impl mbedtls_pk_info_t {
    /// The description of contexts that stand for a key of the store of this kind.
    pub(in crate::ffi) fn opaque(behind: PkType) -> &'static Self {
        if behind == RSA { &OPAQUE_RSA } else { &OPAQUE_EC }
    }

    /// The one description of a kind.
    pub(in crate::ffi) fn of(kind: PkType) -> Option<&'static Self> {
        INFOS.iter().find(|info| info.kind == kind)
    }

    /// True if such a key can be used as if it were of the other kind.
    pub(in crate::ffi) fn can_do(&self, kind: PkType) -> bool {
        match self.kind {
            RSA => matches!(kind, RSA | RSASSA_PSS),
            ECKEY => matches!(kind, ECKEY | ECKEY_DH | ECDSA),
            ECKEY_DH => matches!(kind, ECKEY | ECKEY_DH),
            OPAQUE if self.behind == RSA => matches!(kind, RSA | RSASSA_PSS),
            OPAQUE => matches!(kind, ECKEY | ECDSA),
            other => kind == other,
        }
    }
}

/// The description of a kind of keys, for `mbedtls_pk_setup()`.
///
/// \param pk_type  The kind: MBEDTLS_PK_RSA, MBEDTLS_PK_ECKEY, MBEDTLS_PK_ECKEY_DH or MBEDTLS_PK_ECDSA.
///
/// \return         The description, which lives as long as the program; NULL for other kinds.
#[unsafe(no_mangle)]
pub extern "C" fn mbedtls_pk_info_from_type(pk_type: PkType) -> *const mbedtls_pk_info_t {
    mbedtls_pk_info_t::of(pk_type).map_or(null(), std::ptr::from_ref)
}

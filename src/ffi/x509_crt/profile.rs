use crate::pki::Profile;

/// Which algorithms and keys a certification path may use. Each set is made of MBEDTLS_X509_ID_FLAG().
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct mbedtls_x509_crt_profile {
    /// The digests of signatures (`mbedtls_md_type_t`).
    pub allowed_mds: u32,
    /// The kinds of keys and of signatures (`mbedtls_pk_type_t`).
    pub allowed_pks: u32,
    /// The curves (`mbedtls_ecp_group_id`).
    pub allowed_curves: u32,
    /// The shortest RSA key in bits.
    pub rsa_min_bitlen: u32,
}

const _: () = assert!(size_of::<mbedtls_x509_crt_profile>() == 16);

impl mbedtls_x509_crt_profile {
    const fn of(profile: Profile) -> Self {
        Self {
            allowed_mds: profile.digests,
            allowed_pks: profile.algorithms,
            allowed_curves: profile.curves,
            rsa_min_bitlen: profile.min_rsa_bits,
        }
    }
}

impl From<&mbedtls_x509_crt_profile> for Profile {
    fn from(profile: &mbedtls_x509_crt_profile) -> Self {
        Self {
            digests: profile.allowed_mds,
            algorithms: profile.allowed_pks,
            curves: profile.allowed_curves,
            min_rsa_bits: profile.rsa_min_bitlen,
        }
    }
}

/// What is expected to be safe for general use: SHA-2 from 256 bits, RSA from 2048 bits, curves from 256 bits.
#[unsafe(no_mangle)]
pub static mbedtls_x509_crt_profile_default: mbedtls_x509_crt_profile =
    mbedtls_x509_crt_profile::of(Profile::DEFAULT);

/// What the default profile is expected to become.
#[unsafe(no_mangle)]
pub static mbedtls_x509_crt_profile_next: mbedtls_x509_crt_profile =
    mbedtls_x509_crt_profile::of(Profile::NEXT);

/// Suite B (RFC 6460): ECDSA over P-256 or P-384, with SHA-256 or SHA-384.
#[unsafe(no_mangle)]
pub static mbedtls_x509_crt_profile_suiteb: mbedtls_x509_crt_profile =
    mbedtls_x509_crt_profile::of(Profile::SUITE_B);

/// Nothing at all: a start for profiles that add what they allow.
#[unsafe(no_mangle)]
pub static mbedtls_x509_crt_profile_none: mbedtls_x509_crt_profile =
    mbedtls_x509_crt_profile::of(Profile::NONE);

use crate::codec::{MaxFragmentLength, SrtpProfile};

/// What the extensions of both hellos settled beside keys; known as soon as both sides have spoken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agreement {
    /// Most bytes of plaintext in a record, in both directions (RFC 6066 §4).
    pub max_fragment_length: Option<MaxFragmentLength>,
    /// What both sides speak (RFC 7301).
    pub protocol: Option<Vec<u8>>,
    /// How both sides protect media (RFC 5764).
    pub srtp: Option<SrtpAgreement>,
}

/// A profile of SRTP with the identifier of its master key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SrtpAgreement {
    /// The profile.
    pub profile: SrtpProfile,
    /// The identifier, at most 255 bytes, empty for none.
    pub mki: Vec<u8>,
}

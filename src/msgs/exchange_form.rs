/// The key exchange whose messages are read or written. ServerKeyExchange and ClientKeyExchange do not say
/// themselves which of these forms they have; the cipher suite does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExchangeForm {
    /// ECDHE whose parameters are signed (RFC 8422 §5.4).
    Ecdhe,
    /// ECDHE authenticated by a pre-shared key (RFC 5489 §2).
    EcdhePsk,
    /// A pre-shared key alone (RFC 4279 §2).
    Psk,
    /// A password, by EC J-PAKE (draft-cragie-tls-ecjpake-01).
    EcJpake,
}

impl ExchangeForm {
    /// True when a pre-shared key takes part.
    pub fn uses_psk(self) -> bool {
        matches!(self, Self::EcdhePsk | Self::Psk)
    }

    /// True when ephemeral ECDH takes part.
    pub fn uses_ecdhe(self) -> bool {
        matches!(self, Self::Ecdhe | Self::EcdhePsk)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_say_what_takes_part() {
        let parts = |form: ExchangeForm| (form.uses_ecdhe(), form.uses_psk());
        assert_eq!(parts(ExchangeForm::Ecdhe), (true, false));
        assert_eq!(parts(ExchangeForm::EcdhePsk), (true, true));
        assert_eq!(parts(ExchangeForm::Psk), (false, true));
        assert_eq!(parts(ExchangeForm::EcJpake), (false, false));
    }
}

use crate::codec::{HandshakeType, Reader};
use crate::error::DecodeError;

/// The message that ends the hello flight of the server (RFC 5246 §7.4.5). Its body is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServerHelloDone;

impl ServerHelloDone {
    /// The type in the handshake header.
    pub const TYPE: HandshakeType = HandshakeType::SERVER_HELLO_DONE;

    /// Reads the body, which must be empty.
    pub fn decode(body: &[u8]) -> Result<Self, DecodeError> {
        Reader::new(body).finish()?;
        Ok(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn has_no_body() {
        assert_eq!(ServerHelloDone::decode(&[]), Ok(ServerHelloDone));
        assert_eq!(ServerHelloDone::decode(&[0]), Err(DecodeError::TrailingData));
    }
}

use crate::codec::{HandshakeType, Reader};
use crate::error::DecodeError;

/// The message that asks the client to negotiate anew (RFC 5246 §7.4.1.1). Its body is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HelloRequest;

impl HelloRequest {
    /// The type in the handshake header.
    pub const TYPE: HandshakeType = HandshakeType::HELLO_REQUEST;

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
        assert_eq!(HelloRequest::decode(&[]), Ok(HelloRequest));
        assert_eq!(HelloRequest::decode(&[0]), Err(DecodeError::TrailingData));
    }
}

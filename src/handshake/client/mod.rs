//! The client's side.
//!
//! ```text
//! Start -> SendClientHello <-> ExpectServerHello        (a HelloVerifyRequest leads back)
//!   -> ServerCertificate [-> CheckServerCertificate] -> ServerKeyExchange -> CertificateRequest
//!   -> ServerHelloDone -> ClientCertificate -> ClientKeyExchange -> CertificateVerify
//!   -> SendChangeCipherSpec -> SendFinished -> ExpectChangeCipherSpec -> ExpectFinished -> Finishing
//! ```

mod dtls12;
mod hello;

use super::stage::stages;
pub use dtls12::{
    CertificateRequest, CertificateVerify, CheckServerCertificate, ClientCertificate, ClientKeyExchange,
    ExpectChangeCipherSpec, ExpectFinished, SendChangeCipherSpec, SendFinished, ServerCertificate,
    ServerHelloDone, ServerKeyExchange,
};
pub use hello::{AwaitRandom, ExpectServerHello, MAX_HELLO_VERIFY_REQUESTS, SendClientHello, Start};

stages! {
    /// Every state of a client before its handshake is proven.
    ClientState in Client {
        /// Nothing was sent.
        Start,
        /// A ClientHello is due.
        SendClientHello,
        /// A ClientHello is due once its random is there.
        AwaitRandom,
        /// The server's answer to the ClientHello is due.
        ExpectServerHello,
        /// The server's certificates are due, if the suite has any.
        ServerCertificate,
        /// The application looks at the server's certificates.
        CheckServerCertificate,
        /// The server's key share is due, if the suite has one.
        ServerKeyExchange,
        /// A demand for our certificate may come.
        CertificateRequest,
        /// The end of the server's flight is due.
        ServerHelloDone,
        /// Our certificates are due, if they were asked for.
        ClientCertificate,
        /// Our key share is due.
        ClientKeyExchange,
        /// Our signature is due, if we showed a certificate.
        CertificateVerify,
        /// Our ChangeCipherSpec is due.
        SendChangeCipherSpec,
        /// Our Finished is due.
        SendFinished,
        /// The server's ChangeCipherSpec is due.
        ExpectChangeCipherSpec,
        /// The server's Finished is due.
        ExpectFinished,
    }
}

impl ClientState {
    /// A client that has sent nothing.
    pub fn new() -> Self {
        Self::Start(Box::new(Start))
    }
}

impl Default for ClientState {
    fn default() -> Self {
        Self::new()
    }
}

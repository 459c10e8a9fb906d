//! The client's side.
//!
//! ```text
//! Start -> SendClientHello <-> ExpectServerHello        (a HelloVerifyRequest leads back)
//!   -> ServerCertificate [-> CheckServerCertificate] -> ServerKeyExchange -> CertificateRequest
//!   -> ServerHelloDone -> ClientCertificate -> ClientKeyExchange -> CertificateVerify
//!   -> SendChangeCipherSpec -> SendFinished [-> NewSessionTicketDue -> ExpectNewSessionTicket] -> ExpectChangeCipherSpec -> ExpectFinished -> Finishing
//!
//! ExpectServerHello [-> NewSessionTicketDue -> ExpectNewSessionTicket] -> ExpectFirstChangeCipherSpec
//!   -> ExpectFirstFinished -> SendLastChangeCipherSpec -> SendLastFinished -> Finishing   (a session is resumed)
//! ```

mod dtls12;
mod hello;

use super::stage::stages;
use dtls12::Behind;
pub use dtls12::{
    CertificateRequest, CertificateVerify, CheckServerCertificate, ClientCertificate, ClientKeyExchange,
    ExpectChangeCipherSpec, ExpectFinished, ExpectFirstChangeCipherSpec, ExpectFirstFinished,
    ExpectNewSessionTicket, NewSessionTicketDue, SendChangeCipherSpec, SendFinished,
    SendLastChangeCipherSpec, SendLastFinished, ServerCertificate, ServerHelloDone, ServerKeyExchange,
};
pub use hello::{
    AwaitRandom, AwaitSessionId, ExpectServerHello, MAX_HELLO_VERIFY_REQUESTS, SendClientHello, Start,
};

stages! {
    /// Every state of a client before its handshake is proven.
    ClientState in Client {
        /// Nothing was sent.
        Start,
        /// A ClientHello is due.
        SendClientHello,
        /// A ClientHello is due once its random is there.
        AwaitRandom,
        /// A ClientHello is due once the id is there by which the server agrees to resume.
        AwaitSessionId,
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
        /// The server's ticket is due, before its ChangeCipherSpec.
        NewSessionTicketDue,
        /// The server's ticket is due.
        ExpectNewSessionTicket,
        /// In an abbreviated handshake: the server's ChangeCipherSpec is due.
        ExpectFirstChangeCipherSpec,
        /// In an abbreviated handshake: the server's Finished is due.
        ExpectFirstFinished,
        /// In an abbreviated handshake: our ChangeCipherSpec is due.
        SendLastChangeCipherSpec,
        /// In an abbreviated handshake: our Finished is due.
        SendLastFinished,
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

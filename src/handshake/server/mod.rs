//! The server's side.
//!
//! ```text
//! Start -> ExpectClientHello [-> CheckCookie] [-> AskServerName] [-> OpenTicket] [-> AskChoices] -> SendServerHello -> AwaitRandom -> SendCertificate
//!                                    |             -> SendKeyExchange [-> AwaitSignature] -> SendCertificateRequest
//!                                    |             -> SendHelloDone
//!                                    v
//!                SendHelloVerifyRequest -> AwaitCookie -> HelloVerifyRequestSent
//!
//! SendServerHello [-> FindSession] [-> AwaitSessionId]
//!   [-> SendNewSessionTicket -> AwaitTicket] -> SendFirstChangeCipherSpec -> SendFirstFinished
//!   -> ExpectLastChangeCipherSpec -> ExpectLastFinished -> Finishing                  (a session is resumed)
//!
//! SendHelloDone -> ClientCertificate [-> CheckClientCertificate] -> ClientKeyExchange [-> LookUpPsk]
//!   -> CertificateVerify -> ExpectChangeCipherSpec -> ExpectFinished [-> SendNewSessionTicket -> AwaitTicket]
//!   -> SendChangeCipherSpec -> SendFinished
//!   -> Finishing
//! ```

mod ask;
mod choose;
mod cookie;
mod dtls12;
mod hello;
mod resume;

use super::stage::stages;
pub use ask::{AskChoices, AskServerName};
pub use cookie::{AwaitCookie, CheckCookie, HelloVerifyRequestSent, SendHelloVerifyRequest};
use dtls12::Behind;
pub use dtls12::{
    AwaitSignature, AwaitTicket, CertificateVerify, CheckClientCertificate, ClientCertificate,
    ClientKeyExchange, ExpectChangeCipherSpec, ExpectFinished, ExpectLastChangeCipherSpec,
    ExpectLastFinished, LookUpPsk, SendCertificate, SendCertificateRequest, SendChangeCipherSpec,
    SendFinished, SendFirstChangeCipherSpec, SendFirstFinished, SendHelloDone, SendKeyExchange,
    SendNewSessionTicket,
};
pub use hello::{AwaitRandom, ExpectClientHello, SendServerHello, Start};
pub use resume::{AwaitSessionId, FindSession, OpenTicket};

stages! {
    /// Every state of a server before its handshake is proven.
    ServerState in Server {
        /// Nothing was received.
        Start,
        /// A ClientHello is due.
        ExpectClientHello,
        /// The application checks the cookie.
        CheckCookie,
        /// The application says whether it serves the name that the client gives.
        AskServerName,
        /// The application opens the client's ticket.
        OpenTicket,
        /// The application says what to show the client.
        AskChoices,
        /// A HelloVerifyRequest is due.
        SendHelloVerifyRequest,
        /// The application writes a cookie.
        AwaitCookie,
        /// The client has to come again.
        HelloVerifyRequestSent,
        /// Our hello is due.
        SendServerHello,
        /// Our hello is due once its random is there.
        AwaitRandom,
        /// The application looks for the session that the client names.
        FindSession,
        /// Our hello is due once the id of a new session is there.
        AwaitSessionId,
        /// Our certificates are due, if the suite has any.
        SendCertificate,
        /// Our key share is due, if the suite has one.
        SendKeyExchange,
        /// Our key share is due once it is signed elsewhere.
        AwaitSignature,
        /// Our demand for the client's certificate is due, if we have one.
        SendCertificateRequest,
        /// The end of our flight is due.
        SendHelloDone,
        /// The client's certificates are due, if we asked for them.
        ClientCertificate,
        /// The application looks at the client's certificates.
        CheckClientCertificate,
        /// The client's key share is due.
        ClientKeyExchange,
        /// The application looks for the client's pre-shared key.
        LookUpPsk,
        /// The client's signature is due, if it showed a certificate.
        CertificateVerify,
        /// The client's ChangeCipherSpec is due.
        ExpectChangeCipherSpec,
        /// The client's Finished is due.
        ExpectFinished,
        /// A ticket for the client is due.
        SendNewSessionTicket,
        /// The application seals a session for the client.
        AwaitTicket,
        /// In an abbreviated handshake: our ChangeCipherSpec is due.
        SendFirstChangeCipherSpec,
        /// In an abbreviated handshake: our Finished is due.
        SendFirstFinished,
        /// In an abbreviated handshake: the client's ChangeCipherSpec is due.
        ExpectLastChangeCipherSpec,
        /// In an abbreviated handshake: the client's Finished is due.
        ExpectLastFinished,
        /// Our ChangeCipherSpec is due.
        SendChangeCipherSpec,
        /// Our Finished is due.
        SendFinished,
    }
}

impl ServerState {
    /// A server that has received nothing.
    pub fn new() -> Self {
        Self::Start(Box::new(Start))
    }
}

impl Default for ServerState {
    fn default() -> Self {
        Self::new()
    }
}

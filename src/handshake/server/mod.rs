//! The server's side.
//!
//! ```text
//! Start -> ExpectClientHello [-> CheckCookie] [-> AskServerName] [-> AskChoices] -> SendServerHello -> AwaitRandom -> SendCertificate
//!                                    |             -> SendKeyExchange [-> AwaitSignature] -> SendCertificateRequest
//!                                    |             -> SendHelloDone
//!                                    v
//!                SendHelloVerifyRequest -> AwaitCookie -> HelloVerifyRequestSent
//!
//! SendHelloDone -> ClientCertificate [-> CheckClientCertificate] -> ClientKeyExchange [-> LookUpPsk]
//!   -> CertificateVerify -> ExpectChangeCipherSpec -> ExpectFinished -> SendChangeCipherSpec -> SendFinished
//!   -> Finishing
//! ```

mod ask;
mod choose;
mod cookie;
mod dtls12;
mod hello;

use super::stage::stages;
pub use ask::{AskChoices, AskServerName};
pub use cookie::{AwaitCookie, CheckCookie, HelloVerifyRequestSent, SendHelloVerifyRequest};
pub use dtls12::{
    AwaitSignature, CertificateVerify, CheckClientCertificate, ClientCertificate, ClientKeyExchange,
    ExpectChangeCipherSpec, ExpectFinished, LookUpPsk, SendCertificate, SendCertificateRequest,
    SendChangeCipherSpec, SendFinished, SendHelloDone, SendKeyExchange,
};
pub use hello::{AwaitRandom, ExpectClientHello, SendServerHello, Start};

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

use super::{SignQuery, Signature};
use crate::error::Error;
use crate::pki::verify::{FindTrusted, PathError};
use crate::pki::{Certificate, PathCheck, PathEntry, Profile};
use crate::session::{Session, Ticket};
use std::sync::Arc;

/// What a paused state waits for.
#[derive(Debug)]
pub enum Need {
    /// This many random bytes from the application's generator, for values that are not secret.
    Random(usize),
    /// Whether this cookie is one that the application wrote for the peer's address.
    CheckCookie(Vec<u8>),
    /// A fresh cookie for the peer's address.
    WriteCookie,
    /// The application's view of the peer's path, leaf first; asked only with
    /// [`Config::review_path`](crate::config::Config::review_path).
    ReviewPath(Vec<PathEntry>),
    /// The peer's path, walked with the trusted certificates that the application finds; asked only with
    /// [`Config::find_trusted`](crate::config::Config::find_trusted).
    WalkPath(PathQuery),
    /// Whether this PSK identity of a client is known; asked only with
    /// [`Config::look_up_psk`](crate::config::Config::look_up_psk). Its key goes to
    /// [`ConnectionSettings::psk_key`](crate::config::ConnectionSettings::psk_key) before the answer.
    LookUpPsk(Vec<u8>),
    /// A server's signature under its key share; asked only with
    /// [`Config::sign_elsewhere`](crate::config::Config::sign_elsewhere). The answer may take its time.
    Sign(SignQuery),
    /// Whether the server that a client names is served here; asked only with
    /// [`Config::ask_server_name`](crate::config::Config::ask_server_name). What the server shows and asks for there goes to
    /// [`ConnectionSettings::choices`](crate::config::ConnectionSettings::choices) before the answer.
    ServerName(Vec<u8>),
    /// The application's last word on what the server shows, with the name that the client gave; asked only with
    /// [`Config::ask_choices`](crate::config::Config::ask_choices).
    Choices(Option<Vec<u8>>),
    /// The session in this ticket of a client; asked only with
    /// [`Config::serve_tickets`](crate::config::Config::serve_tickets).
    OpenTicket(Vec<u8>),
    /// A ticket that carries this session; asked only with
    /// [`Config::serve_tickets`](crate::config::Config::serve_tickets).
    WriteTicket(Box<Session>),
    /// The session of this id; asked only with
    /// [`Config::look_up_sessions`](crate::config::Config::look_up_sessions).
    FindSession(Vec<u8>),
    /// The application may keep this session, to find it by its id; asked only with
    /// [`Config::store_sessions`](crate::config::Config::store_sessions).
    StoreSession(Box<Session>),
}

/// A path to be walked.
#[derive(Clone, Debug)]
pub struct PathQuery {
    /// What the peer showed, leaf first.
    pub chain: Arc<[Certificate]>,
    /// Whom the leaf must be for, if that matters.
    pub name: Option<Vec<u8>>,
    /// The current time in seconds since 1970-01-01 00:00:00 UTC.
    pub now: i64,
}

impl PathQuery {
    /// Walks the path; `find` tells the trusted certificates that may have issued each certificate.
    pub fn walk(&self, profile: &Profile, find: &mut FindTrusted<'_>) -> Result<Vec<PathEntry>, PathError> {
        let name = self.name.as_deref();
        let check = PathCheck { trusted: &[], crls: &[], profile, name, now: self.now };
        check.run_with(&self.chain, find).map(|path| path.entries)
    }
}

/// What the driver answers. A failed callback is an `Err` with the callback's own code.
#[derive(Debug)]
pub enum Answer {
    /// To [`Need::Random`]: exactly as many bytes as asked for.
    Random(Result<Vec<u8>, Error>),
    /// To [`Need::CheckCookie`]: true if the cookie is good. A bad cookie is like none (RFC 6347 §4.2.1).
    CookieChecked(bool),
    /// To [`Need::WriteCookie`].
    CookieWritten(Result<Vec<u8>, Error>),
    /// To [`Need::ReviewPath`]: the flags of each entry after the application's review, leaf first.
    PathReviewed(Result<Vec<u32>, Error>),
    /// To [`Need::WalkPath`]: the path, leaf first.
    PathWalked(Result<Vec<PathEntry>, PathError>),
    /// To [`Need::LookUpPsk`]: true if the identity is known.
    PskLookedUp(bool),
    /// To [`Need::Sign`].
    Signed(Result<Signature, Error>),
    /// To [`Need::ServerName`]: true if the name is served.
    ServerNameTaken(bool),
    /// To [`Need::Choices`].
    Chosen(Result<(), Error>),
    /// To [`Need::OpenTicket`]: the session, or why there is none.
    TicketOpened(Result<Box<Session>, Error>),
    /// To [`Need::WriteTicket`]: the ticket; none if it would be empty.
    TicketWritten(Result<Option<Ticket>, Error>),
    /// To [`Need::FindSession`]: the session, if there is one.
    SessionFound(Option<Box<Session>>),
    /// To [`Need::StoreSession`]: whether it was kept.
    SessionStored(Result<(), Error>),
}

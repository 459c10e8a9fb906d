use crate::error::Error;
use crate::pki::PathEntry;

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
    /// Whether this PSK identity of a client is known; asked only with
    /// [`Config::look_up_psk`](crate::config::Config::look_up_psk). Its key goes to
    /// [`ConnectionSettings::psk_key`](crate::config::ConnectionSettings::psk_key) before the answer.
    LookUpPsk(Vec<u8>),
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
    /// To [`Need::LookUpPsk`]: true if the identity is known.
    PskLookedUp(bool),
}

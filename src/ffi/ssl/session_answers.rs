//! What the engine asks for about sessions and tickets, answered by the callbacks of the configuration.

use super::drive::Driver;
use super::session::OwnedSession;
use crate::error::Error;
use crate::ffi::status::Status;
use crate::session::{Session, Ticket};
use zeroize::Zeroizing;

type Result<T> = std::result::Result<T, Status>;

/// Room for a ticket: what a handshake message of the original holds behind lifetime and length.
const MAX_TICKET_LEN: usize = 16_384 - 10;

pub(super) fn open_ticket(
    driver: Driver,
    ticket: Vec<u8>,
) -> Result<std::result::Result<Box<Session>, Error>> {
    let conf = driver.conf()?;
    let Some(parse) = conf.private_f_ticket_parse else {
        return Ok(Err(Error::Internal("tickets can be written but not read")));
    };
    // It may be opened in place.
    let mut ticket = Zeroizing::new(ticket);
    let mut session = OwnedSession::empty();
    // SAFETY: the function and its argument suit each other, as `mbedtls_ssl_conf_session_tickets_cb` demands; session
    // and ticket are alive, and the ticket is as long as said.
    let code =
        unsafe { parse(conf.private_p_ticket, session.as_mut_ptr(), ticket.as_mut_ptr(), ticket.len()) };
    if code != 0 {
        return Ok(Err(Error::Callback(code)));
    }
    Ok(session.to_session().map(Box::new).ok_or(Error::BadInput("no session came out of the ticket")))
}

pub(super) fn write_ticket(
    driver: Driver,
    session: &Session,
) -> Result<std::result::Result<Option<Ticket>, Error>> {
    let conf = driver.conf()?;
    let Some(write) = conf.private_f_ticket_write else {
        return Ok(Err(Error::Internal("tickets can be read but not written")));
    };
    let mut session = OwnedSession::new(session);
    let mut buffer = Zeroizing::new(vec![0; MAX_TICKET_LEN]);
    let (mut length, mut lifetime) = (0, 0);
    let start = buffer.as_mut_ptr();
    // SAFETY: the function and its argument suit each other, as `mbedtls_ssl_conf_session_tickets_cb` demands; the
    // session is alive, the buffer too, and the end is one past it.
    let code = unsafe {
        let end = start.add(buffer.len());
        write(conf.private_p_ticket, session.as_mut_ptr(), start, end, &mut length, &mut lifetime)
    };
    if code != 0 {
        return Ok(Err(Error::Callback(code)));
    }
    let Some(ticket) = buffer.get(..length) else {
        return Ok(Err(Error::Internal("ticket written beyond its buffer")));
    };
    Ok(Ok(Ticket::new(ticket.to_vec(), lifetime)))
}

pub(super) fn find(driver: Driver, id: &[u8]) -> Result<Option<Box<Session>>> {
    let conf = driver.conf()?;
    let Some(get) = conf.private_f_get_cache else { return Ok(None) };
    let mut session = OwnedSession::empty();
    // SAFETY: the function and its argument suit each other, as `mbedtls_ssl_conf_session_cache` demands; id and session
    // are alive, and the id is as long as said.
    let code = unsafe { get(conf.private_p_cache, id.as_ptr(), id.len(), session.as_mut_ptr()) };
    Ok(if code == 0 { session.to_session().map(Box::new) } else { None })
}

pub(super) fn store(driver: Driver, session: &Session) -> Result<std::result::Result<(), Error>> {
    let conf = driver.conf()?;
    let Some(set) = conf.private_f_set_cache else { return Ok(Ok(())) };
    let mut shown = OwnedSession::new(session);
    // SAFETY: the function and its argument suit each other, as `mbedtls_ssl_conf_session_cache` demands; id and session
    // are alive, and the id is as long as said.
    let code =
        unsafe { set(conf.private_p_cache, session.id.as_ptr(), session.id.len(), shown.as_mut_ptr()) };
    Ok(if code == 0 { Ok(()) } else { Err(Error::Callback(code)) })
}

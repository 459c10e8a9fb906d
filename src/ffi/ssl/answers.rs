//! What the engine asks for, answered by the callbacks of the configuration.

use super::async_private;
use super::drive::{Argument, Driver};
use super::lists::{Chain, OwnedChain};
use super::session_answers;
use super::structs::VerifyFn;
use crate::error::{ConfigError, Error};
use crate::ffi::status::Status;
use crate::ffi::x509_crt::{CallbackFailed, Candidates};
use crate::handshake::{Answer, Need, PathQuery};
use crate::pki::PathEntry;
use crate::pki::verify::PathError;
use std::ffi::c_int;

type Result<T> = std::result::Result<T, Status>;

/// Longest cookie (RFC 6347 §4.3.2).
const MAX_COOKIE_LEN: usize = 255;

pub(super) fn answer(driver: Driver, need: Need) -> Result<Answer> {
    Ok(match need {
        Need::Random(length) => Answer::Random(random(driver, length)?),
        Need::CheckCookie(cookie) => Answer::CookieChecked(check_cookie(driver, &cookie)?),
        Need::WriteCookie => Answer::CookieWritten(write_cookie(driver)?),
        Need::ReviewPath(path) => Answer::PathReviewed(review(driver, &path)?),
        Need::WalkPath(query) => Answer::PathWalked(walk(driver, &query)?),
        Need::ServerName(name) => Answer::ServerNameTaken(server_name(driver, &name)?),
        Need::Choices(name) => Answer::Chosen(choices(driver, name)?),
        Need::Sign(query) => async_private::start(driver, &query)?,
        Need::OpenTicket(ticket) => Answer::TicketOpened(session_answers::open_ticket(driver, ticket)?),
        Need::WriteTicket(session) => Answer::TicketWritten(session_answers::write_ticket(driver, &session)?),
        Need::FindSession(id) => Answer::SessionFound(session_answers::find(driver, &id)?),
        Need::StoreSession(session) => Answer::SessionStored(session_answers::store(driver, &session)?),
        Need::LookUpPsk(identity) => Answer::PskLookedUp(look_up_psk(driver, &identity)?),
    })
}

fn random(driver: Driver, length: usize) -> Result<std::result::Result<Vec<u8>, Error>> {
    let conf = driver.conf()?;
    let Some(f_rng) = conf.private_f_rng else { return Ok(Err(ConfigError::NoRng.into())) };
    let mut bytes = vec![0; length];
    // SAFETY: the function and its argument suit each other, as `mbedtls_ssl_conf_rng` demands; the buffer is alive
    // and as long as said.
    let code = unsafe { f_rng(conf.private_p_rng, bytes.as_mut_ptr(), length) };
    Ok(if code == 0 { Ok(bytes) } else { Err(Error::Callback(code)) })
}

/// The client's address as the application told it; without one the callbacks get NULL.
fn transport_id(driver: Driver) -> Result<Option<Vec<u8>>> {
    driver.with(|_, state| state.connection.settings().transport_id.clone())
}

/// Pointer and length of an address, which has to stay alive while they are used.
fn parts(id: &Option<Vec<u8>>) -> (*const u8, usize) {
    id.as_ref().map_or((std::ptr::null(), 0), |id| (id.as_ptr(), id.len()))
}

fn check_cookie(driver: Driver, cookie: &[u8]) -> Result<bool> {
    let conf = driver.conf()?;
    let Some(check) = conf.private_f_cookie_check else { return Ok(false) };
    let id = transport_id(driver)?;
    let (info, length) = parts(&id);
    // SAFETY: the function and its argument suit each other, as `mbedtls_ssl_conf_dtls_cookies` demands; both arrays
    // are alive and as long as said.
    let code = unsafe { check(conf.private_p_cookie, cookie.as_ptr(), cookie.len(), info, length) };
    Ok(code == 0)
}

fn write_cookie(driver: Driver) -> Result<std::result::Result<Vec<u8>, Error>> {
    let conf = driver.conf()?;
    let Some(write) = conf.private_f_cookie_write else {
        return Ok(Err(Error::Internal("cookies can be checked but not written")));
    };
    let id = transport_id(driver)?;
    let (info, length) = parts(&id);
    let mut buffer = vec![0; MAX_COOKIE_LEN];
    let start = buffer.as_mut_ptr();
    let mut position = start;
    // SAFETY: the function and its argument suit each other, as `mbedtls_ssl_conf_dtls_cookies` demands; the buffer
    // and the address are alive and as long as said, and the end is one past the buffer.
    let code = unsafe {
        let end = start.add(buffer.len());
        write(conf.private_p_cookie, &mut position, end, info, length)
    };
    if code != 0 {
        return Ok(Err(Error::Callback(code)));
    }
    let length = (position as usize).wrapping_sub(start as usize);
    if length > buffer.len() {
        return Ok(Err(Error::Internal("cookie written beyond its buffer")));
    }
    buffer.truncate(length);
    Ok(Ok(buffer))
}

/// Asks the application for the key of an identity, which it gives by `mbedtls_ssl_set_hs_psk`.
fn look_up_psk(driver: Driver, identity: &[u8]) -> Result<bool> {
    let conf = driver.conf()?;
    let Some(f_psk) = conf.private_f_psk else { return Ok(false) };
    // SAFETY: the function and its argument suit each other, as `mbedtls_ssl_conf_psk_cb` demands; the context is
    // alive and nothing of it is borrowed; the identity is alive and as long as said.
    let code = unsafe { f_psk(conf.private_p_psk, driver.context(), identity.as_ptr(), identity.len()) };
    Ok(code == 0)
}

/// Asks the application about the name that the client wants to reach.
fn server_name(driver: Driver, name: &[u8]) -> Result<bool> {
    let conf = driver.conf()?;
    let Some(f_sni) = conf.private_f_sni else { return Ok(true) };
    driver.with(|_, state| state.server_name = Some(name.into()))?;
    // SAFETY: the function and its argument suit each other, as `mbedtls_ssl_conf_sni` demands; the context is alive
    // and nothing of it is borrowed; the name is alive and as long as said.
    let code = unsafe { f_sni(conf.private_p_sni, driver.context(), name.as_ptr(), name.len()) };
    driver.with(|_, state| state.server_name = None)?;
    Ok(code == 0)
}

/// Lets the application choose what to show to the client that gave this name.
fn choices(driver: Driver, name: Option<Vec<u8>>) -> Result<std::result::Result<(), Error>> {
    let conf = driver.conf()?;
    let Some(f_cert_cb) = conf.private_f_cert_cb else { return Ok(Ok(())) };
    driver.with(|_, state| state.server_name = name.map(Vec::into_boxed_slice))?;
    // SAFETY: the context is alive and nothing of it is borrowed.
    let code = unsafe { f_cert_cb(driver.context()) };
    driver.with(|_, state| state.server_name = None)?;
    Ok(if code == 0 { Ok(()) } else { Err(Error::Callback(code)) })
}

/// Walks the peer's path with trusted certificates that the application finds.
fn walk(driver: Driver, query: &PathQuery) -> Result<std::result::Result<Vec<PathEntry>, PathError>> {
    let conf = driver.conf()?;
    let (find, context) = (conf.private_f_ca_cb, conf.private_p_ca_cb);
    let profile = driver.with(|_, state| state.connection.config().profile)?;
    Ok(query.walk(&profile, &mut |child| {
        let child = OwnedChain::new([child]);
        // SAFETY: the function and its argument suit each other, as `mbedtls_ssl_conf_ca_cb` demands; nothing of the
        // context is borrowed; the certificate is alive during the call.
        let found = unsafe { Candidates::of(find, context, &*child.head) };
        let found = found.map_err(|CallbackFailed| PathError::NoTrust)?;
        Ok(found.chain().map(Chain::to_certificates).unwrap_or_default())
    }))
}

/// Shows each certificate to the application, from the root to the peer's own.
fn review(driver: Driver, path: &[PathEntry]) -> Result<std::result::Result<Vec<u32>, Error>> {
    let (f_vrfy, p_vrfy) = verify_callback(driver)?;
    let mut flags: Vec<u32> = path.iter().map(|entry| entry.flags).collect();
    let Some(f_vrfy) = f_vrfy else { return Ok(Ok(flags)) };
    for (depth, (entry, flags)) in path.iter().zip(&mut flags).enumerate().rev() {
        let mut shown = OwnedChain::new([&entry.certificate]);
        let depth = c_int::try_from(depth).unwrap_or(c_int::MAX);
        // SAFETY: the function and its argument suit each other, as `mbedtls_ssl_conf_verify` demands; certificate
        // and flags are alive during the call.
        let code = unsafe { f_vrfy(p_vrfy, &mut *shown.head, depth, flags) };
        if code != 0 {
            return Ok(Err(Error::Callback(code)));
        }
    }
    Ok(Ok(flags))
}

/// The context's own function wins over the configuration's.
fn verify_callback(driver: Driver) -> Result<(VerifyFn, Argument)> {
    let own = driver.with(|context, _| (context.private_f_vrfy, context.private_p_vrfy))?;
    if own.0.is_some() {
        return Ok(own);
    }
    let conf = driver.conf()?;
    Ok((conf.private_f_vrfy, conf.private_p_vrfy))
}

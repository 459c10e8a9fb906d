//! The driver: everything between the engine, which does no I/O, and the callbacks of a C program.
//!
//! A callback may call back into this library with the same context. So no reference to the context or to what stands
//! behind it is held while C runs: each step borrows it anew through [`Driver::with`].

use super::context_state::ContextState;
use super::freeze::freeze;
use super::structs::{mbedtls_ssl_config, mbedtls_ssl_context};
use super::{answers, async_private, buffers, debug_output, keying, renegotiation};
use crate::engine::{Emit, Progress, Reading, Timer};
use crate::ffi::boundary::boundary_with;
use crate::ffi::ptr;
use crate::ffi::slot::Slot;
use crate::ffi::status::Status;
use crate::handshake::{Need, Phase};
use crate::keys::ExportedKeys;
use std::ffi::{c_int, c_void};

type Result<T> = std::result::Result<T, Status>;

/// What `f_get_timer` returns when the final delay has passed.
const FINAL_DELAY_PASSED: c_int = 2;

/// What `f_get_timer` returns when no timer runs.
const NO_TIMER: c_int = -1;

/// A context that is set up, by its address.
#[derive(Clone, Copy)]
pub(super) struct Driver {
    context: *mut mbedtls_ssl_context,
}

/// Runs the body of an exported function on a context that is set up; without, and with NULL, it returns
/// MBEDTLS_ERR_SSL_BAD_INPUT_DATA. A panic poisons the context.
///
/// # Safety
/// `context` is NULL or an initialised context that no other thread uses.
pub(super) unsafe fn drive(
    context: *mut mbedtls_ssl_context,
    body: impl FnOnce(Driver) -> Result<c_int>,
) -> c_int {
    // SAFETY: by contract.
    let poison = || unsafe {
        if let Ok(context) = ptr::reference_mut(context)
            && let Some(state) = context.value_mut()
        {
            state.poisoned = true;
        }
    };
    boundary_with(poison, || {
        // SAFETY: by contract.
        let reference = unsafe { ptr::reference(context) }?;
        if reference.value().is_none() {
            return Err(Status::BAD_INPUT);
        }
        body(Driver { context })
    })
}

impl Driver {
    /// Drives a context that was just set up.
    pub(super) fn new(context: &mut mbedtls_ssl_context) -> Self {
        Self { context }
    }

    /// The context for a callback that gets it. It must not be followed here.
    pub(super) fn context(self) -> *mut mbedtls_ssl_context {
        self.context
    }

    /// Borrows the context and what stands behind it, for as long as no C code runs.
    ///
    /// Fails if the context is poisoned, maybe by a call that a callback made since the last borrow, or if a callback
    /// freed it.
    pub(super) fn with<T>(
        self,
        act: impl FnOnce(&mut mbedtls_ssl_context, &mut ContextState) -> T,
    ) -> Result<T> {
        // SAFETY: alive and ours alone by the contract of `drive`; the borrow ends before any callback is called, and
        // the state is a box of its own, so the two references do not overlap.
        let context = unsafe { ptr::reference_mut(self.context) }?;
        let state = context.private_connection.cast::<ContextState>();
        // SAFETY: NULL or made by `Slot::fill`.
        let state = unsafe { state.as_mut() }.ok_or(Status::BAD_INPUT)?;
        if state.poisoned {
            return Err(Status::INTERNAL);
        }
        let result = act(context, state);
        state.show(context);
        Ok(result)
    }

    /// The configuration, which outlives the context.
    pub(super) fn conf<'a>(self) -> Result<&'a mbedtls_ssl_config> {
        let conf = self.with(|context, _| context.private_conf)?;
        // SAFETY: a configuration outlives its contexts and is not changed while they work.
        Ok(unsafe { ptr::reference(conf) }?)
    }

    /// Runs the handshake until it is over or cannot go on.
    pub(super) fn handshake(self) -> Result<c_int> {
        self.check_timer()?;
        self.check_send()?;
        while !self.is_over()? {
            self.step()?;
        }
        Ok(0)
    }

    /// Runs one state of the handshake.
    pub(super) fn handshake_step(self) -> Result<c_int> {
        self.check_send()?;
        if self.is_over()? {
            return Err(Status::BAD_INPUT);
        }
        self.step()?;
        Ok(0)
    }

    /// Whoever receives datagrams needs a timer.
    fn check_timer(self) -> Result<()> {
        let there = self.with(|c, _| c.private_f_set_timer.is_some() && c.private_f_get_timer.is_some())?;
        if there { Ok(()) } else { Err(Status::BAD_INPUT) }
    }

    /// A handshake needs a way to send.
    fn check_send(self) -> Result<()> {
        if self.with(|c, _| c.private_f_send.is_some())? { Ok(()) } else { Err(Status::BAD_INPUT) }
    }

    pub(super) fn is_over(self) -> Result<bool> {
        self.with(|_, state| state.connection.phase() == Phase::HandshakeOver)
    }

    /// Runs one state, and gives the receive buffer back if it is used up: a context that waits holds none.
    fn step(self) -> Result<()> {
        let result = self.run_state();
        self.give_buffer_back()?;
        result
    }

    fn run_state(self) -> Result<()> {
        self.flush()?;
        if self.with(|_, state| state.connection.phase() == Phase::HelloRequest)? {
            self.begin()?;
        }
        if let Some(answer) = async_private::resume(self)? {
            let progress = self.with(|_, state| state.connection.answer(answer))?;
            return self.settle(progress).map(drop);
        }
        loop {
            let progress = self.with(|_, state| state.connection.step())?;
            match self.settle(progress)? {
                Progress::NeedsDatagram => self.fetch(|_, state| state.connection.current_delay())?,
                Progress::Advanced | Progress::Done => return self.forget_peer_of_last_handshake(),
                Progress::Interrupted => return Err(renegotiation::WAITING_FOR_SERVER),
                Progress::Needs(_) => return Err(Status::INTERNAL),
            }
        }
    }

    /// After a handshake the peer's chain is that of the new session.
    fn forget_peer_of_last_handshake(self) -> Result<()> {
        self.with(|_, state| {
            if state.connection.is_established() {
                state.forget_session();
                state.forget_signature();
            }
        })
    }

    /// Takes over what has changed in the configuration since the last handshake.
    fn begin(self) -> Result<()> {
        let conf = self.conf()?;
        // SAFETY: the configuration and its lists are alive and nobody changes them during a call with its contexts.
        let config = unsafe { freeze(conf) }?;
        self.with(|context, state| {
            let connection = &mut state.connection;
            connection.settings_mut().review_path = context.private_f_vrfy.is_some();
            if std::sync::Arc::ptr_eq(connection.config(), &config) {
                return Ok(());
            }
            connection.set_config(config)
        })??;
        debug_output::set_threshold(self)
    }

    /// Answers what the engine asks for until it asks no more, and carries out what it has put out.
    fn settle(self, mut progress: crate::error::Result<Progress>) -> Result<Progress> {
        loop {
            debug_output::deliver(self)?;
            match progress {
                Ok(Progress::Needs(need)) => progress = self.answer(need)?,
                Ok(other) => {
                    self.flush()?;
                    return Ok(other);
                }
                Err(error) => {
                    // The alert goes first; if it cannot go now, the error comes with a later call.
                    self.flush()?;
                    return Err(error.into());
                }
            }
        }
    }

    fn answer(self, need: Need) -> Result<crate::error::Result<Progress>> {
        let answer = answers::answer(self, need)?;
        self.with(|_, state| state.connection.answer(answer))
    }

    /// Carries out what the engine has put out, in its order.
    pub(super) fn flush(self) -> Result<()> {
        while let Some(emit) = self.with(|_, state| state.connection.poll_output())? {
            match emit {
                Emit::Timer(timer) => self.set_timer(timer)?,
                Emit::Datagram(datagram) => self.send(datagram)?,
                Emit::Keys(keys, phase) => self.export_keys(&keys, phase)?,
            }
        }
        Ok(())
    }

    /// Hands the timer's two delays to the application; without a timer there is nothing to do.
    pub(super) fn set_timer(self, timer: Timer) -> Result<()> {
        let (set, argument) =
            self.with(|context, _| (context.private_f_set_timer, context.private_p_timer))?;
        let Some(set) = set else { return Ok(()) };
        let last = match timer {
            Timer::Cancel => 0,
            Timer::Set(milliseconds) => milliseconds,
        };
        // SAFETY: the function and its argument suit each other, as `mbedtls_ssl_set_timer_cb` demands.
        unsafe { set(argument, last / 4, last) };
        Ok(())
    }

    /// Hands the keys of a handshake to the application.
    fn export_keys(self, keys: &ExportedKeys, phase: Phase) -> Result<()> {
        let (export, argument) = self.with(|context, state| {
            state.shown_phase = Some(phase);
            (context.private_f_export_keys, context.private_p_export_keys)
        })?;
        if let Some(export) = export {
            let secret = keys.master_secret.as_bytes();
            let prf = keying::prf_number(keys.master_secret.hash());
            let (client, server) = (keys.client_random.as_ptr(), keys.server_random.as_ptr());
            // SAFETY: the function and its argument suit each other, as `mbedtls_ssl_set_export_keys_cb` demands;
            // secret and randoms are alive during the call and as long as said.
            unsafe {
                export(argument, keying::MASTER_SECRET, secret.as_ptr(), secret.len(), client, server, prf);
            }
        }
        self.with(|_, state| state.shown_phase = None)
    }

    fn get_timer(self) -> Result<c_int> {
        let (get, argument) =
            self.with(|context, _| (context.private_f_get_timer, context.private_p_timer))?;
        // SAFETY: the function and its argument suit each other, as `mbedtls_ssl_set_timer_cb` demands.
        Ok(get.map_or(NO_TIMER, |get| unsafe { get(argument) }))
    }

    fn send(self, datagram: Vec<u8>) -> Result<()> {
        let (send, argument) = self.with(|context, _| (context.private_f_send, context.private_p_bio))?;
        let mut rest = datagram.as_slice();
        let failure = loop {
            let Some(send) = send else { break Status::BAD_INPUT };
            // SAFETY: the function and its argument suit each other, as `mbedtls_ssl_set_bio` demands; the datagram
            // is alive and as long as said.
            let sent = unsafe { send(argument, rest.as_ptr(), rest.len()) };
            match usize::try_from(sent) {
                Err(_) => break Status::new(sent),
                Ok(0) => break Status::WANT_WRITE,
                Ok(sent) if sent > rest.len() => break Status::INTERNAL,
                Ok(sent) => rest = rest.get(sent..).unwrap_or_default(),
            }
            if rest.is_empty() {
                return Ok(());
            }
        };
        let rest = rest.to_vec();
        self.with(|_, state| state.connection.put_back(Emit::Datagram(rest)))?;
        Err(failure)
    }

    /// Gets the next datagram for the engine. `timeout` says how long a receive function that can wait may do so.
    ///
    /// If the timer has run out the flight is sent again instead, and the caller gets WANT_READ.
    fn fetch(self, timeout: impl FnOnce(&mbedtls_ssl_context, &ContextState) -> u32) -> Result<()> {
        let (wait, receive) = self.with(|c, _| (c.private_f_recv_timeout, c.private_f_recv))?;
        if wait.is_none() && receive.is_none() {
            return Err(Status::BAD_INPUT);
        }
        self.check_timer()?;
        if self.get_timer()? == FINAL_DELAY_PASSED {
            return self.expire();
        }
        let argument = self.with(|context, _| context.private_p_bio)?;
        let timeout = self.with(|context, state| timeout(context, state))?;
        self.give_buffer_back()?;
        let mut buffer = buffers::take();
        let space = buffer.spare_capacity_mut();
        let (start, room) = (space.as_mut_ptr().cast::<u8>(), space.len());
        // SAFETY: the functions and their argument suit each other, as `mbedtls_ssl_set_bio` demands; the buffer is
        // alive and as long as said.
        let received = unsafe {
            match (wait, receive) {
                (Some(wait), _) => wait(argument, start, room, timeout),
                (None, Some(receive)) => receive(argument, start, room),
                (None, None) => 0,
            }
        };
        match usize::try_from(received) {
            Err(_) => {
                buffers::give_back(buffer);
                if received == super::codes::MBEDTLS_ERR_SSL_TIMEOUT {
                    self.expire()
                } else {
                    Err(Status::new(received))
                }
            }
            Ok(0) => {
                buffers::give_back(buffer);
                Err(Status::new(super::codes::MBEDTLS_ERR_SSL_CONN_EOF))
            }
            Ok(length) if length > room => {
                buffers::give_back(buffer);
                Err(Status::INTERNAL)
            }
            Ok(length) => {
                // SAFETY: the receive function says that it wrote so many bytes, and the buffer has room for them.
                unsafe { buffer.set_len(length) };
                self.with(|_, state| state.connection.handle_datagram_owned(buffer))
            }
        }
    }

    /// Lends the receive buffer to others once it has been read.
    fn give_buffer_back(self) -> Result<()> {
        self.with(|_, state| {
            if let Some(buffer) = state.connection.reclaim_buffer() {
                buffers::give_back(buffer);
            }
        })
    }

    /// The timer has run out, or the receive function waited in vain.
    fn expire(self) -> Result<()> {
        if self.is_over()? {
            self.set_timer(Timer::Cancel)?;
            if self.repeat_request()? {
                return Err(Status::WANT_READ);
            }
            return Err(Status::new(super::codes::MBEDTLS_ERR_SSL_TIMEOUT));
        }
        let result = self.with(|_, state| state.connection.handle_timeout())?;
        debug_output::deliver(self)?;
        self.flush()?;
        result?;
        Err(Status::WANT_READ)
    }

    /// Reads application data, after the handshake if that is not over.
    pub(super) fn read(self, target: *mut u8, length: usize) -> Result<c_int> {
        self.flush()?;
        let fetched = self.read_behind_handshake();
        self.give_buffer_back()?;
        match fetched {
            Ok(()) => {}
            Err(status) if status.code() == super::codes::MBEDTLS_ERR_SSL_CONN_EOF => return Ok(0),
            Err(status) => return Err(status),
        }
        // SAFETY: the caller of `mbedtls_ssl_read` lends so many bytes.
        let target = unsafe { ptr::slice_mut(target, length) }?;
        let reading = self.with(|_, state| state.connection.read(target))?;
        self.give_buffer_back()?;
        match reading? {
            Reading::Data(count) => Ok(c_int::try_from(count).unwrap_or(c_int::MAX)),
            _ => Err(Status::INTERNAL),
        }
    }

    /// Receives until application data is there, after the handshake if that is not over.
    fn read_behind_handshake(self) -> Result<()> {
        self.renegotiate_if_due(true)?;
        if !self.is_over()? && self.interrupted_handshake()? {
            return Ok(());
        }
        self.await_data()
    }

    /// Receives until application data is there.
    fn await_data(self) -> Result<()> {
        if self.with(|_, state| state.connection.bytes_available())? > 0 {
            return Ok(());
        }
        let read_timeout = self.conf()?.private_read_timeout;
        self.arm_for_reading(read_timeout)?;
        loop {
            let reading = self.with(|_, state| state.connection.next_data())?;
            debug_output::deliver(self)?;
            match reading {
                Ok(None) => break,
                Ok(Some(Reading::NeedsDatagram)) => {
                    self.flush()?;
                    self.fetch(|_, _| read_timeout)?;
                }
                Ok(Some(Reading::Again)) => {
                    self.flush()?;
                    self.arm_for_reading(read_timeout)?;
                }
                Ok(Some(Reading::Needs(need))) => self.judge_hello(need)?,
                Ok(Some(Reading::Refused)) => return Err(Status::WANT_READ),
                Ok(Some(Reading::Renegotiation)) => {
                    self.flush()?;
                    if self.interrupted_handshake()? {
                        return Ok(());
                    }
                    self.arm_for_reading(read_timeout)?;
                }
                Ok(Some(Reading::Data(_))) => return Err(Status::INTERNAL),
                Err(error) => {
                    self.flush()?;
                    return Err(error.into());
                }
            }
        }
        self.flush()?;
        self.set_timer(Timer::Cancel)?;
        self.repeat_request().map(drop)
    }

    /// Starts the timer for a read, unless one runs.
    pub(super) fn arm_for_reading(self, read_timeout: u32) -> Result<()> {
        if self.with(|context, _| context.private_f_get_timer.is_none())? || self.get_timer()? != NO_TIMER {
            return Ok(());
        }
        self.set_timer(if read_timeout == 0 { Timer::Cancel } else { Timer::Set(read_timeout) })
    }

    /// A client begins anew: asks for its cookie and goes on reading, or gives the old connection up for it.
    fn judge_hello(self, need: Need) -> Result<()> {
        let judged = self.settle(Ok(Progress::Needs(need))).map(drop);
        if judged == Err(Status::new(super::codes::MBEDTLS_ERR_SSL_CLIENT_RECONNECT)) {
            // As for a reset by the application.
            self.with(|_, state| {
                state.forget_session();
                state.write_pending = false;
            })?;
            self.set_timer(Timer::Cancel)?;
            self.set_timer(Timer::Cancel)?;
        }
        judged
    }

    /// Writes one record of application data, after the handshake if that is not over.
    pub(super) fn write(self, data: *const u8, length: usize) -> Result<c_int> {
        // SAFETY: the caller of `mbedtls_ssl_write` lends so many bytes. Nothing borrows them while callbacks run, which
        // may change them.
        let data = || unsafe { ptr::slice(data, length) };
        data()?;
        self.renegotiate_if_due(false)?;
        if !self.is_over()? {
            self.handshake()?;
        }
        // What waits goes out as it is; but a call that could not begin a write does not end one either.
        let pending = self.with(|_, state| -> crate::error::Result<bool> {
            if state.write_pending {
                state.connection.check_length(length)?;
            }
            Ok(std::mem::take(&mut state.write_pending))
        })??;
        if !pending {
            self.flush()?;
            let data = data()?;
            self.with(|_, state| state.connection.write(data))??;
        }
        if let Err(status) = self.flush() {
            self.with(|_, state| state.write_pending = true)?;
            return Err(status);
        }
        Ok(c_int::try_from(length).unwrap_or(c_int::MAX))
    }
}

/// The argument of a callback, which this library never follows.
pub(super) type Argument = *mut c_void;

use super::Connection;
use super::connection::clock;
use super::input::Next;
use super::output::Wire;
use crate::codec::AlertLevel;
use crate::debug_line;
use crate::error::{Error, Result};
use crate::handshake::{Answer, Context, Failure, Need, Outcome, Output, Phase, State, Wants};
use crate::rare::Rare;
use std::collections::VecDeque;

/// What came of one step.
#[derive(Debug)]
pub enum Progress {
    /// The handshake is one state further.
    Advanced,
    /// The application has to decide or give something: [`Connection::answer`].
    Needs(Need),
    /// Everything that came in has been used: [`Connection::handle_datagram`], or wait for the timer.
    NeedsDatagram,
    /// Only in a renegotiation: something else came before the server's answer, application data that
    /// [`Connection::read`] gives, or a warning. Step again then.
    Interrupted,
    /// The handshake is over.
    Done,
}

impl Connection {
    /// Takes the handshake at most one state further.
    ///
    /// After a fatal error every further call returns the same error, until [`Connection::reset`]. Outputs may have
    /// been queued in any case, an alert among them.
    pub fn step(&mut self) -> Result<Progress> {
        if let Some(error) = self.failure() {
            return Err(error.clone());
        }
        let Some(negotiation) = &self.negotiation else { return Ok(Progress::Done) };
        let wants = negotiation.state.as_ref().map_or(Wants::Nothing, State::wants);
        match wants {
            Wants::Step => self.run(|state, cx| state.step(cx)),
            Wants::Message | Wants::ChangeCipherSpec if self.bytes_available() > 0 => self.interrupted(),
            Wants::Message | Wants::ChangeCipherSpec => match self.next_incoming(wants) {
                Ok(Next::Incoming(incoming)) => self.run(|state, cx| state.handle(cx, incoming)),
                Ok(Next::Other) => self.interrupted(),
                Ok(Next::Nothing) => Ok(Progress::NeedsDatagram),
                Err(failure) => Err(self.fail(failure)),
            },
            Wants::Answer => Err(Error::BadInput("an answer is due")),
            Wants::Nothing => Err(Error::Internal("no state to step")),
        }
    }

    /// Gives the answer to a [`Need`] of [`Connection::step`] or [`Connection::read`].
    pub fn answer(&mut self, answer: Answer) -> Result<Progress> {
        if let Some(error) = self.failure() {
            return Err(error.clone());
        }
        if self.reconnect.is_some() {
            return self.answer_reconnect(answer);
        }
        self.run(|state, cx| state.resume(cx, answer))
    }

    /// Steps until the handshake is over or something is needed.
    pub fn advance(&mut self) -> Result<Progress> {
        loop {
            match self.step()? {
                Progress::Advanced => {}
                other => return Ok(other),
            }
        }
    }

    fn run(
        &mut self,
        call: impl FnOnce(State, &mut Context<'_>) -> Result<Outcome, Failure>,
    ) -> Result<Progress> {
        let (Some(negotiation), Some(reliability)) = (&mut self.negotiation, &mut self.reliability) else {
            return Err(Error::BadInput("no handshake is under way"));
        };
        let Some(state) = negotiation.state.take() else { return Err(Error::Internal("state lost")) };
        negotiation.last_phase = state.phase();
        let mut wire = Wire {
            records: &mut self.records,
            reliability,
            outbox: &mut self.outbox,
            log: &mut self.log,
            limits: self.limits,
            verify_result: &mut self.verify_result,
            agreement: &mut self.agreement,
        };
        let mut cx = Context {
            config: &self.config,
            settings: &self.settings,
            clock: clock(&self.clock),
            previous: self.established.as_deref(),
            transcript: &mut negotiation.transcript,
            output: &mut wire,
        };
        match call(state, &mut cx) {
            Ok(Outcome::AtOnce(next)) => {
                self.advance_to(Outcome::Next(next))?;
                self.step()
            }
            Ok(outcome) => self.advance_to(outcome),
            Err(failure) => Err(self.fail(failure)),
        }
    }

    fn advance_to(&mut self, outcome: Outcome) -> Result<Progress> {
        let Some(negotiation) = &mut self.negotiation else {
            return Err(Error::Internal("no handshake is under way"));
        };
        let before = negotiation.last_phase;
        let (state, progress) = match outcome {
            Outcome::Next(state) | Outcome::AtOnce(state) => (state, Progress::Advanced),
            Outcome::Pass(state, incoming) => {
                negotiation.passed = Some(incoming);
                (state, Progress::Advanced)
            }
            Outcome::Pause(state, need) => (state, Progress::Needs(need)),
        };
        let phase = state.phase();
        if phase != before {
            debug_line!(&mut self.log, State, "{before:?} -> {phase:?}");
        }
        match state {
            State::Over(established) => {
                self.negotiation = None;
                self.finish_renegotiation();
                self.establish(established);
                self.finish_handshake();
            }
            state => {
                negotiation.last_phase = phase;
                negotiation.state = Some(state);
            }
        }
        Ok(progress)
    }

    /// Keeps only what a peer may still ask for: our last flight, if it was the last of the handshake. Messages behind
    /// the peer's Finished belong to nothing.
    fn finish_handshake(&mut self) {
        self.settings.once = Rare::usual();
        self.cancel_timer_if_armed();
        let keep = self.reliability.as_ref().is_some_and(|reliability| reliability.sent_last_flight);
        if !keep {
            self.forget_last_flight();
        }
        if let Some(reliability) = &mut self.reliability {
            reliability.reassembly.drop_buffered();
            reliability.early = VecDeque::new();
        }
    }

    pub(super) fn forget_last_flight(&mut self) {
        if self.reliability.take().is_some() {
            self.records.retire_old_write_epochs();
        }
    }

    /// Tells the peer, if it is to be told, and remembers the error unless the connection can go on.
    pub(super) fn fail(&mut self, failure: Failure) -> Error {
        let Failure { error, alert, phase } = failure;
        if let Some((negotiation, phase)) = self.negotiation.as_mut().zip(phase) {
            negotiation.last_phase = phase;
        }
        debug_line!(&mut self.log, Error, "{error}");
        if let Some(description) = alert
            && let Err(sending) = self.with_wire(|wire| wire.send_alert(AlertLevel::FATAL, description))
        {
            debug_line!(&mut self.log, Error, "alert {description:?} not sent: {sending}");
        }
        // A listener that got garbage goes on listening, and nothing vouches for a record with another connection id.
        let goes_on = error == Error::UnexpectedConnectionId
            || error == Error::InvalidRecord
                && self.established.is_none()
                && self
                    .negotiation
                    .as_ref()
                    .is_some_and(|negotiation| negotiation.last_phase <= Phase::ClientHello);
        if !goes_on {
            self.failed = Some(Box::new(error.clone()));
        }
        error
    }
}

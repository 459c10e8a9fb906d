use super::Connection;
use super::output::{Emit, Timer};
use crate::debug_line;
use crate::error::{Error, Result};

impl Connection {
    /// The timer that was set last has run out: sends the flight again and sets the timer to twice the delay.
    ///
    /// When the longest delay has run out too this is [`Error::Timeout`]; the handshake stays where it is, and waits
    /// on if it is driven further. A connection that has failed sends nothing more, and returns its error.
    pub fn handle_timeout(&mut self) -> Result<()> {
        self.outbox.push_back(Emit::Timer(Timer::Cancel));
        if let Some(error) = self.failure() {
            return Err(error.clone());
        }
        let Some(reliability) = &mut self.reliability else { return Ok(()) };
        reliability.timer_armed = false;
        reliability.answered_repetitions = 0;
        if !reliability.backoff.expire() {
            debug_line!(
                &mut self.log,
                Error,
                "no answer within {} ms: giving up",
                reliability.backoff.delay()
            );
            return Err(Error::Timeout);
        }
        self.resend()
    }

    /// Sends the flight again and sets its timer.
    pub(super) fn resend(&mut self) -> Result<()> {
        debug_line!(&mut self.log, Info, "send the flight again");
        let over = self.is_established();
        self.with_wire(|wire| {
            wire.transmit_flight_before()?;
            wire.transmit()?;
            if !over {
                wire.set_timer();
            }
            Ok(())
        })
    }

    /// How long the peer has for its answer at present, in milliseconds; what a blocking receive waits at most.
    pub fn current_delay(&self) -> u32 {
        self.reliability.as_ref().map_or(0, |reliability| reliability.backoff.delay())
    }
}

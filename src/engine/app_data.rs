use super::Connection;
use super::input::Handled;
use crate::codec::{AlertDescription, ContentType};
use crate::debug_line;
use crate::error::{Error, Result};
use crate::handshake::{Failure, Need};
use crate::record::{Discard, MAX_PLAINTEXT_LEN, Opened};

/// What came of reading.
#[derive(Debug)]
pub enum Reading {
    /// This many bytes were copied.
    Data(usize),
    /// Everything that came in has been used: [`Connection::handle_datagram`].
    NeedsDatagram,
    /// What came in was of no use; read again.
    Again,
    /// The application has to decide or give something: [`Connection::answer`], then read again.
    Needs(Need),
    /// A renegotiation is under way: [`Connection::step`] until it is over, then read again.
    Renegotiation,
    /// The peer refuses to renegotiate. Read again, or close the connection.
    Refused,
}

impl Connection {
    /// Copies application data to `out`, at most one record's; what does not fit comes with the next call.
    ///
    /// The handshake has to be over.
    pub fn read(&mut self, out: &mut [u8]) -> Result<Reading> {
        if self.bytes_available() == 0
            && let Some(reading) = self.next_data()?
        {
            return Ok(reading);
        }
        let waiting = self.inbound.plaintext.clone();
        let source = self.inbound.datagram.get_mut(waiting.clone()).unwrap_or_default();
        let count = source.len().min(out.len());
        let (source, _) = source.split_at_mut(count);
        let (target, _) = out.split_at_mut(count);
        target.copy_from_slice(source);
        source.fill(0);
        self.inbound.plaintext.start += count;
        Ok(Reading::Data(count))
    }

    /// Goes on to the next record with data; `None` if it is there.
    pub fn next_data(&mut self) -> Result<Option<Reading>> {
        if let Some(error) = self.failure() {
            return Err(error.clone());
        }
        if !self.is_established() {
            return Err(Error::BadInput("the handshake is not over"));
        }
        while self.bytes_available() == 0 {
            let Some((opened, datagram)) = self.open_next() else {
                return Ok(Some(Reading::NeedsDatagram));
            };
            let handled = match opened {
                Opened::Record(record) => self.handle_record(&record, &datagram),
                Opened::Unprotected(record) => {
                    let need = self.handle_unprotected(&record, &datagram);
                    self.inbound.datagram = datagram;
                    if let Some(need) = need {
                        return Ok(Some(Reading::Needs(need)));
                    }
                    continue;
                }
                Opened::Early(_) => Ok(Handled::Nothing),
                Opened::Discarded(discard) => {
                    debug_line!(&mut self.log, Info, "record dropped: {discard:?}");
                    match discard {
                        // As the original, which does not tell the peer.
                        Discard::BadMac => {
                            let counted = self.count_bad_mac().map(|()| Handled::Nothing);
                            counted.map_err(|failure| Failure::silent(failure.error))
                        }
                        Discard::ConnectionId => self.unexpected_connection_id().map(|()| Handled::Nothing),
                        // It authenticates, so the peer made it.
                        Discard::TooLong | Discard::InnerType => Err(Failure::silent(Error::InvalidRecord)),
                        _ => Ok(Handled::Nothing),
                    }
                }
            };
            self.inbound.datagram = datagram;
            match handled {
                Ok(Handled::Nothing) => {}
                Ok(Handled::Passed) => return Ok(Some(Reading::Again)),
                Ok(Handled::Renegotiation) => return Ok(Some(Reading::Renegotiation)),
                Ok(Handled::Warning(description)) => {
                    self.count_before_renegotiation()?;
                    if description == AlertDescription::NO_RENEGOTIATION {
                        return Ok(Some(Reading::Refused));
                    }
                }
                Ok(Handled::Data) => {
                    self.count_before_renegotiation()?;
                    // Data tells that the peer has our last flight.
                    self.forget_last_flight();
                }
                Err(failure) => return Err(self.fail(failure)),
            }
        }
        Ok(None)
    }

    /// Tells whether a record would be opened if it came in now. Nothing changes but the bytes of `record`.
    pub fn check_record(&self, record: &mut [u8]) -> Result<(), Discard> {
        self.records.check(record)
    }

    /// Queues `data` as one record in one datagram, whole or not at all.
    pub fn write(&mut self, data: &[u8]) -> Result<()> {
        if let Some(error) = self.failure()
            && *error != Error::CloseNotify
        {
            return Err(error.clone());
        }
        if !self.is_established() {
            return Err(Error::BadInput("the handshake is not over"));
        }
        self.check_length(data.len())?;
        let mut datagram = Vec::new();
        let epoch = self.records.write_epoch();
        self.records.seal(epoch, ContentType::APPLICATION_DATA, &[data], &mut datagram)?;
        self.outbox.push_back(super::Emit::Datagram(datagram));
        Ok(())
    }

    /// Refuses a message of so many bytes if it does not fit in a record and a datagram, as [`Connection::write`] does.
    pub fn check_length(&self, length: usize) -> Result<()> {
        if length > self.max_payload()?.min(MAX_PLAINTEXT_LEN) {
            return Err(Error::BadInput("more than one datagram can hold"));
        }
        Ok(())
    }
}

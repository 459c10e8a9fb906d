//! A DTLS client and server in Rust, over UDP sockets on the loopback interface.
//!
//! The engine of this crate does no I/O of its own and reads no clock: it says what it wants, and a *driver* does it.
//! [`Driver`] below is all that a blocking program needs. The server asks each client to return a cookie first, as any
//! server on an open network should, and echoes what it gets until the client closes.
//!
//! ```text
//! cargo run --example rust_client_server
//! ```

use dtls::codec::NamedGroup;
use dtls::config::{Config, ConnectionSettings, CookiePolicy, Psk};
use dtls::crypto::{HashAlgorithm, HmacKey, Random, Secret, SystemRandom, suite};
use dtls::engine::{Connection, Emit, Progress, Reading, Timer};
use dtls::error::Error;
use dtls::handshake::{Answer, Need};
use dtls::keys::Role;
use std::io::{self, ErrorKind};
use std::net::{SocketAddr, UdpSocket};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

/// What can go wrong: the network, or the protocol.
type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// The largest datagram that UDP can carry.
const MAX_DATAGRAM: usize = 65_535;

/// How long to wait for application data before giving up.
const PATIENCE: Duration = Duration::from_secs(5);

/// Runs both sides until they have closed.
pub fn main() -> Outcome<()> {
    let server_socket = UdpSocket::bind("127.0.0.1:0")?;
    let address = server_socket.local_addr()?;

    let server = thread::spawn(move || serve(server_socket));
    let client = thread::spawn(move || greet(address));

    client.join().expect("the client does not panic")?;
    server.join().expect("the server does not panic")?;
    Ok(())
}

/// What both sides know beforehand. A real program keeps its key elsewhere.
///
/// With certificates instead, the server fills `identities` with its chain and key, the client `trust_anchors` with
/// its authorities, and `ConnectionSettings::hostname` with the name that it expects.
fn shared(role: Role) -> Config {
    Config {
        psk: Some(Psk { identity: b"device-17".to_vec(), key: Secret::new(vec![0x2a; 16]) }),
        // A fresh key agreement in each handshake: what was recorded stays secret if the key above gets known.
        suites: suite::by_name("TLS-ECDHE-PSK-WITH-AES-128-GCM-SHA256").into_iter().collect(),
        groups: vec![NamedGroup::X25519],
        ..Config::new(role)
    }
}

/// The client: connects, sends three messages, checks the echoes, closes.
fn greet(server: SocketAddr) -> Outcome<()> {
    let socket = UdpSocket::bind("127.0.0.1:0")?;
    socket.connect(server)?;
    let config = Arc::new(shared(Role::Client));
    let connection = Connection::new(config, ConnectionSettings::default(), 0);
    let mut driver = Driver { connection, socket, cookies: None, deadline: None };
    driver.handshake()?;
    println!("client: connected, {}", driver.connection.suite().map_or("?", |suite| suite.name));

    let mut buffer = vec![0; MAX_DATAGRAM];
    for message in ["hello", "how are you?", "bye"] {
        driver.write(message.as_bytes())?;
        let length = driver.read(&mut buffer)?;
        println!("client: {message:?} came back as {:?}", String::from_utf8_lossy(&buffer[..length]));
        if &buffer[..length] != message.as_bytes() {
            return Err("the echo differs".into());
        }
    }
    driver.close()
}

/// The server: serves one client, whoever shows first that it receives at its address.
fn serve(socket: UdpSocket) -> Outcome<()> {
    let config = Arc::new(Config { cookies: CookiePolicy::Verify, ..shared(Role::Server) });
    let cookies = Cookies::new()?;
    let connection = Connection::new(config, ConnectionSettings::default(), 0);
    let mut driver = Driver { connection, socket, cookies: Some(cookies), deadline: None };

    // Until a client has returned its cookie nothing is kept of it: the connection is reset after each request for
    // one, and the next datagram may be anyone's.
    let peer = loop {
        match driver.answer_hello() {
            Ok(peer) => break peer,
            Err(error) if error.downcast_ref() == Some(&Error::HelloVerifyRequired) => {
                println!("server: asked a client for a cookie");
            }
            // Anyone can send anything to an open port.
            Err(error) if error.is::<Error>() => println!("server: a datagram led nowhere: {error}"),
            Err(error) => return Err(error),
        }
        driver.connection.reset();
    };
    // From here on the socket takes datagrams of this client alone.
    driver.socket.connect(peer)?;
    driver.handshake()?;
    println!("server: connected with {peer}");

    let mut buffer = vec![0; MAX_DATAGRAM];
    loop {
        match driver.read(&mut buffer) {
            Ok(length) => driver.write(&buffer[..length])?,
            Err(error) if error.downcast_ref() == Some(&Error::CloseNotify) => {
                println!("server: client has closed");
                return driver.close();
            }
            Err(error) => return Err(error),
        }
    }
}

/// A connection with the socket and the timer that it needs.
struct Driver {
    connection: Connection,
    socket: UdpSocket,
    /// On a server.
    cookies: Option<Cookies>,
    /// When the one timer of the connection runs out.
    deadline: Option<Instant>,
}

impl Driver {
    /// Runs the handshake to its end, sending again what gets lost.
    fn handshake(&mut self) -> Outcome<()> {
        loop {
            let progress = self.connection.advance();
            // Whatever came of it: there may be something to send, an alert at least.
            self.carry_out(None)?;
            match progress? {
                Progress::Done => return Ok(()),
                Progress::Needs(need) => self.answer(need)?,
                Progress::NeedsDatagram => self.wait(None)?,
                // The second only in a renegotiation, which this program leaves off.
                Progress::Advanced | Progress::Interrupted => {}
            }
        }
    }

    /// On a server: waits for a datagram and takes the handshake as far as that one allows. Returns the client's
    /// address once its cookie has proved it.
    fn answer_hello(&mut self) -> Outcome<SocketAddr> {
        let mut buffer = [0; MAX_DATAGRAM];
        self.socket.set_read_timeout(Some(PATIENCE))?;
        let (length, peer) = self.socket.recv_from(&mut buffer)?;
        // What cookies are bound to; a reset forgets it.
        self.connection.settings_mut().transport_id = Some(peer.to_string().into_bytes());
        self.connection.handle_datagram(&buffer[..length]);
        loop {
            let progress = self.connection.advance();
            self.carry_out(Some(peer))?;
            match progress? {
                Progress::Needs(need) => self.answer(need)?,
                // A timer runs: our flight has gone out, and is sent again if it gets lost.
                Progress::NeedsDatagram if self.deadline.is_some() => return Ok(peer),
                Progress::NeedsDatagram | Progress::Done => return Err(Error::InvalidRecord.into()),
                Progress::Advanced | Progress::Interrupted => {}
            }
        }
    }

    /// Waits for the next message and copies it to `buffer`.
    fn read(&mut self, buffer: &mut [u8]) -> Outcome<usize> {
        let until = now() + PATIENCE;
        loop {
            let reading = self.connection.read(buffer);
            self.carry_out(None)?;
            match reading? {
                Reading::Data(length) => return Ok(length),
                Reading::NeedsDatagram => self.wait(Some(until))?,
                // A client that lost its state begins anew; Error::ClientReconnect tells if its cookie is good.
                Reading::Needs(need) => self.answer(need)?,
                Reading::Again | Reading::Refused => {}
                Reading::Renegotiation => self.handshake()?,
            }
        }
    }

    /// Sends one message in one datagram.
    fn write(&mut self, data: &[u8]) -> Outcome<()> {
        self.connection.write(data)?;
        self.carry_out(None)
    }

    /// Tells the peer that nothing more will come. The alert may get lost, as any datagram.
    fn close(&mut self) -> Outcome<()> {
        self.connection.close_notify()?;
        self.carry_out(None)
    }

    /// Does what the connection wants done: send datagrams, to `peer` if the socket is not connected, and keep its
    /// timer.
    fn carry_out(&mut self, peer: Option<SocketAddr>) -> Outcome<()> {
        while let Some(emit) = self.connection.poll_output() {
            match (emit, peer) {
                (Emit::Datagram(datagram), None) => self.socket.send(&datagram).map(drop)?,
                (Emit::Datagram(datagram), Some(peer)) => self.socket.send_to(&datagram, peer).map(drop)?,
                // Setting the timer again replaces what was set before.
                (Emit::Timer(Timer::Set(milliseconds)), _) => {
                    self.deadline = Some(now() + Duration::from_millis(milliseconds.into()));
                }
                (Emit::Timer(Timer::Cancel), _) => self.deadline = None,
                // For key logs; nobody keeps one here.
                (Emit::Keys(..), _) => {}
            }
        }
        Ok(())
    }

    /// Waits for a datagram, or for the connection's timer, but not beyond `until`.
    fn wait(&mut self, until: Option<Instant>) -> Outcome<()> {
        let end = [self.deadline, until].into_iter().flatten().min();
        let left = end.map(|end| end.saturating_duration_since(now()));
        if left != Some(Duration::ZERO) {
            self.socket.set_read_timeout(left)?;
            let mut buffer = [0; MAX_DATAGRAM];
            match self.socket.recv(&mut buffer) {
                Ok(length) => {
                    self.connection.handle_datagram(&buffer[..length]);
                    return Ok(());
                }
                Err(error) if timed_out(&error) => {}
                // An ICMP message about an earlier datagram; nothing vouches for it.
                Err(error) if error.kind() == ErrorKind::ConnectionRefused => return Ok(()),
                Err(error) => return Err(error.into()),
            }
        }
        if self.deadline.is_some_and(|deadline| deadline <= now()) {
            // Sends the last flight again; after the longest delay this is Error::Timeout.
            self.connection.handle_timeout()?;
            return self.carry_out(None);
        }
        if until.is_some_and(|until| until <= now()) {
            return Err("no data came in time".into());
        }
        Ok(())
    }

    /// Gives the connection what only a program can give.
    fn answer(&mut self, need: Need) -> Outcome<()> {
        let id = self.connection.settings().transport_id.clone().unwrap_or_default();
        let answer = match (need, &self.cookies) {
            (Need::Random(count), _) => {
                let mut bytes = vec![0; count];
                Answer::Random(SystemRandom::new().fill(&mut bytes).map(|()| bytes).map_err(Error::from))
            }
            (Need::CheckCookie(cookie), Some(cookies)) => Answer::CookieChecked(cookies.check(&cookie, &id)),
            (Need::WriteCookie, Some(cookies)) => Answer::CookieWritten(Ok(cookies.write(&id))),
            // Asked for only by configurations with `review_path` or with cookies.
            (need, _) => return Err(format!("no answer to {need:?}").into()),
        };
        match self.connection.answer(answer)? {
            // A need may lead to the next one: a cookie that is no good is followed by a fresh one.
            Progress::Needs(next) => self.answer(next),
            _ => Ok(()),
        }
    }
}

/// Cookies that only this server can make, each good for one address (RFC 6347 §4.2.1). A server that runs for long
/// also puts the time into them and changes its key.
struct Cookies {
    key: HmacKey,
}

impl Cookies {
    fn new() -> Result<Self, Error> {
        let mut key = [0; 32];
        SystemRandom::new().fill(&mut key)?;
        Ok(Self { key: HmacKey::new(HashAlgorithm::Sha256, &key) })
    }

    fn write(&self, address: &[u8]) -> Vec<u8> {
        self.key.sign(&[address]).as_ref().to_vec()
    }

    fn check(&self, cookie: &[u8], address: &[u8]) -> bool {
        self.key.verify(&[address], cookie)
    }
}

fn timed_out(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut)
}

#[expect(clippy::disallowed_methods, reason = "a program reads the clock; the library does not")]
fn now() -> Instant {
    Instant::now()
}

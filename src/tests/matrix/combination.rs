//! What is combined: each factor with its values.

use super::credentials::{Issuer, Key, Version};
use crate::config::AuthMode;
use crate::crypto::{KeyExchange, SuiteInfo, suite};
use crate::tests::pair::Rng;
use core::fmt;

/// How many factors there are, in the order of [`Row`].
pub const FACTORS: usize = 14;

/// The number of a value of each factor.
pub type Row = [usize; FACTORS];

/// Suites whose factors have the same values.
#[derive(Debug)]
pub struct Family {
    pub name: &'static str,
    exchanges: &'static [KeyExchange],
    /// Kinds of keys that a server's certificate may have; without certificates one stands for none.
    server_keys: &'static [Key],
}

pub const FAMILIES: [&Family; 3] = [&ECDSA, &RSA, &SHARED];

pub const ECDSA: Family = Family {
    name: "ecdsa",
    exchanges: &[KeyExchange::EcdheEcdsa],
    server_keys: &[Key::P256, Key::P384, Key::P521],
};

pub const RSA: Family = Family { name: "rsa", exchanges: &[KeyExchange::EcdheRsa], server_keys: &[Key::Rsa] };

/// Suites with a pre-shared key or a password.
pub const SHARED: Family = Family {
    name: "shared",
    exchanges: &[KeyExchange::Psk, KeyExchange::EcdhePsk, KeyExchange::EcJpake],
    server_keys: &[],
};

const VERSIONS: [Version; 2] = [Version::V3, Version::V1];
const ISSUERS: [Issuer; 3] = [Issuer::RootV3, Issuer::RootV1, Issuer::Intermediate];
const MODES: [AuthMode; 3] = [AuthMode::None, AuthMode::Optional, AuthMode::Required];
const CLIENT_KEYS: [Option<Key>; 5] =
    [None, Some(Key::P256), Some(Key::P384), Some(Key::P521), Some(Key::Rsa)];
const RESUMPTIONS: [Resumption; 5] =
    [Resumption::None, Resumption::Id, Resumption::Ticket, Resumption::SavedId, Resumption::SavedTicket];
/// Length of the id that client and server want to get, if they know of connection ids.
const CIDS: [(Option<usize>, Option<usize>); 6] = [
    (None, None),
    (Some(4), None),
    (None, Some(4)),
    (Some(0), Some(5)),
    (Some(6), Some(0)),
    (Some(3), Some(32)),
];
const MTUS: [u16; 4] = [256, 512, 1400, 0];
const FURTHER: [Further; 4] =
    [Further::Nothing, Further::Saved, Further::RenegotiatedByClient, Further::RenegotiatedByServer];

/// How a second connection follows the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resumption {
    None,
    Id,
    Ticket,
    /// By an id, with sessions that were saved and loaded on both sides.
    SavedId,
    /// By a ticket, with a session that was saved and loaded by the client.
    SavedTicket,
}

impl Resumption {
    pub fn by_id(self) -> bool {
        matches!(self, Self::Id | Self::SavedId)
    }

    pub fn by_ticket(self) -> bool {
        matches!(self, Self::Ticket | Self::SavedTicket)
    }

    pub fn is_saved(self) -> bool {
        matches!(self, Self::SavedId | Self::SavedTicket)
    }
}

/// What happens to the connection after its first data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Further {
    Nothing,
    /// Both ends go through bytes.
    Saved,
    RenegotiatedByClient,
    RenegotiatedByServer,
}

/// One value of each factor.
#[derive(Clone, Debug)]
pub struct Combination {
    pub suite: &'static SuiteInfo,
    pub encrypt_then_mac: bool,
    pub server_key: Option<Key>,
    pub server_version: Version,
    pub issuer: Issuer,
    pub auth_mode: AuthMode,
    pub client_key: Option<Key>,
    pub client_version: Version,
    pub resumption: Resumption,
    pub cids: (Option<usize>, Option<usize>),
    pub extended_master_secret: bool,
    pub mtu: u16,
    pub further: Further,
    pub cookies: bool,
    name: String,
}

impl Combination {
    pub fn of(family: &Family, row: &Row) -> Self {
        let numbers: Vec<String> = row.iter().map(ToString::to_string).collect();
        Self {
            suite: family.suites()[row[0]],
            encrypt_then_mac: row[1] == 0,
            server_key: family.server_keys.get(row[2]).copied(),
            server_version: VERSIONS[row[3]],
            issuer: ISSUERS[row[4]],
            auth_mode: MODES[row[5]],
            client_key: CLIENT_KEYS[row[6]],
            client_version: VERSIONS[row[7]],
            resumption: RESUMPTIONS[row[8]],
            cids: CIDS[row[9]],
            extended_master_secret: row[10] == 0,
            mtu: MTUS[row[11]],
            further: FURTHER[row[12]],
            cookies: row[13] == 1,
            name: format!("{}:{}", family.name, numbers.join(".")),
        }
    }
}

impl fmt::Display for Combination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MATRIX_ONE={} which is {self:?}", self.name)
    }
}

impl Family {
    pub fn suites(&self) -> Vec<&'static SuiteInfo> {
        suite::ALL.iter().filter(|suite| self.exchanges.contains(&suite.key_exchange)).collect()
    }

    /// How many values each factor has.
    pub fn counts(&self) -> [usize; FACTORS] {
        let suites = self.suites().len();
        // Whoever has no certificate has no kinds of them.
        let (keys, if_certificate) = match self.server_keys.len() {
            0 => (1, [1; 5]),
            keys => (keys, [VERSIONS.len(), ISSUERS.len(), MODES.len(), CLIENT_KEYS.len(), VERSIONS.len()]),
        };
        let [server_versions, issuers, modes, client_keys, client_versions] = if_certificate;
        [
            suites,
            2,
            keys,
            server_versions,
            issuers,
            modes,
            client_keys,
            client_versions,
            RESUMPTIONS.len(),
            CIDS.len(),
            2,
            MTUS.len(),
            FURTHER.len(),
            2,
        ]
    }

    /// The row that `MATRIX_ONE` names by `text`, if it is of this family.
    pub fn row(&self, text: &str) -> Option<Row> {
        let numbers = text.strip_prefix(self.name)?.strip_prefix(':')?;
        let numbers: Vec<usize> =
            numbers.split('.').map(|number| number.parse().expect("a number")).collect();
        let row = Row::try_from(numbers).expect("a number for each factor");
        assert!(row.iter().zip(self.counts()).all(|(value, count)| *value < count), "no such value: {text}");
        Some(row)
    }

    /// All combinations of suites with either order of MAC and encryption, versions of the server's certificate, client
    /// authentication, resumption, connection ids (none, one way, both ways), extended master secret or not, and MTU;
    /// the other factors are drawn, the same each time.
    pub fn product(&self) -> Vec<Row> {
        let counts = self.counts();
        let singles = |factor: usize| (0..counts[factor]).map(|value| vec![value]).collect::<Vec<_>>();
        let choices: Vec<Vec<Vec<usize>>> = (0..FACTORS)
            .map(|factor| match factor {
                6 if counts[6] > 1 => vec![vec![0], (1..counts[6]).collect()],
                9 => vec![vec![0], vec![1, 2, 3, 4], vec![5]],
                11 => vec![vec![0], vec![1], vec![2]],
                2 | 4 | 7 | 12 | 13 => vec![(0..counts[factor]).collect()],
                _ => singles(factor),
            })
            .collect();
        let suites = self.suites();
        let total: usize = choices.iter().map(Vec::len).product();
        let row = |index: usize| {
            let mut rest = index;
            core::array::from_fn(|factor| {
                let among = &choices[factor];
                let alternatives = &among[rest % among.len()];
                rest /= among.len();
                let lots = Rng::new((index * FACTORS + factor) as u64).next() as usize;
                alternatives[lots % alternatives.len()]
            })
        };
        // Without CBC there is but one order.
        (0..total).map(row).filter(|row: &Row| row[1] == 0 || suites[row[0]].cbc().is_some()).collect()
    }
}

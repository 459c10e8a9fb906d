//! Key schedule of DTLS 1.2: from the premaster secret to the keys of each direction.
//!
//! ```text
//! PremasterSecret --master_secret / extended_master_secret--> MasterSecret
//!                                                                |-- key_block ---> ConnectionKeys
//!                                                                '-- verify_data -> Finished
//! ```

mod prf12;
mod schedule12;

pub use prf12::prf;
pub use schedule12::{
    ConnectionKeys, DirectionKeys, ExportedKeys, MASTER_SECRET_LEN, MasterSecret, PremasterSecret,
    VERIFY_DATA_LEN,
};

/// Which side of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// The side that sends the ClientHello.
    Client,
    /// The side that answers it.
    Server,
}

impl Role {
    /// The other side.
    pub fn peer(self) -> Self {
        match self {
            Self::Client => Self::Server,
            Self::Server => Self::Client,
        }
    }
}

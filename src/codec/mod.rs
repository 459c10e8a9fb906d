//! Reading and writing the wire: a bounds-checked [`Reader`], a [`Writer`] whose length prefixes are
//! written by a guard, and the numbers of the protocol as newtypes that survive unknown values.

mod connection_id;
mod enums;
mod reader;
mod writer;

pub use connection_id::ConnectionId;
pub use enums::{
    AlertDescription, AlertLevel, ClientCertificateType, ContentType, ExtensionType, HandshakeType,
    MaxFragmentLength, NamedGroup, ProtocolVersion, SignatureScheme, SrtpProfile,
};
pub use reader::Reader;
pub use writer::Writer;

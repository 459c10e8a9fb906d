//! What the application wants: one [`Config`] shared by many connections, and the [`ConnectionSettings`] of each.

mod defaults;
mod settings;

pub use settings::{
    AuthMode, Config, ConnectionSettings, CookiePolicy, HandshakeChoices, HandshakeSettings,
    HandshakeTimeout, Hostname, Identity, LegacyRenegotiation, Psk, RenegotiationPolicy, Trust,
    UnexpectedCid,
};

use super::{Output, Transcript};
use crate::config::{Config, ConnectionSettings};
use crate::time::WallClock;

/// What every state may look at and speak to.
pub struct Context<'a> {
    /// What the application wants of all connections.
    pub config: &'a Config,
    /// What it wants of this one.
    pub settings: &'a ConnectionSettings,
    /// The time of day.
    pub clock: &'a dyn WallClock,
    /// The messages so far.
    pub transcript: &'a mut Transcript,
    /// The wire.
    pub output: &'a mut dyn Output,
}

use super::{Answer, Context, Failure, Incoming, Outcome, Phase, Wants};
use crate::error::Error;

/// One state of a handshake: consumed by what it wants, returning what comes next.
///
/// A state answers only to the calls that its [`Wants`] names; the others are bugs of the caller.
pub(super) trait Stage: Sized {
    /// Where the handshake stands.
    const PHASE: Phase;

    /// What to call next.
    fn wants(&self) -> Wants;

    /// Acts on its own.
    fn step(self, _cx: &mut Context<'_>) -> Result<Outcome, Failure> {
        Err(Failure::silent(Error::Internal("this state does not act on its own")))
    }

    /// Takes what came in.
    fn handle(self, _cx: &mut Context<'_>, _incoming: Incoming) -> Result<Outcome, Failure> {
        Err(Failure::silent(Error::Internal("this state takes no message")))
    }

    /// Takes the answer to its need.
    fn resume(self, _cx: &mut Context<'_>, _answer: Answer) -> Result<Outcome, Failure> {
        Err(Failure::silent(Error::Internal("this state asked for nothing")))
    }
}

/// Makes the enum of one side's states, its dispatch, and the way from each state into [`State`](super::State).
macro_rules! stages {
    ($(#[$doc:meta])* $name:ident in $side:ident { $($(#[$stage_doc:meta])* $stage:ident,)* }) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub enum $name {
            $($(#[$stage_doc])* $stage(Box<$stage>),)*
        }

        impl $name {
            /// Where the handshake stands.
            pub fn phase(&self) -> $crate::handshake::Phase {
                match self {
                    $(Self::$stage(_) => <$stage as $crate::handshake::stage::Stage>::PHASE,)*
                }
            }

            /// What to call next.
            pub fn wants(&self) -> $crate::handshake::Wants {
                use $crate::handshake::stage::Stage;
                match self {
                    $(Self::$stage(stage) => stage.wants(),)*
                }
            }

            /// Lets the state act on its own.
            pub fn step(
                self,
                cx: &mut $crate::handshake::Context<'_>,
            ) -> Result<$crate::handshake::Outcome, $crate::handshake::Failure> {
                use $crate::handshake::stage::Stage;
                match self {
                    $(Self::$stage(stage) => stage.step(cx),)*
                }
            }

            /// Gives the state what came in.
            pub fn handle(
                self,
                cx: &mut $crate::handshake::Context<'_>,
                incoming: $crate::handshake::Incoming,
            ) -> Result<$crate::handshake::Outcome, $crate::handshake::Failure> {
                use $crate::handshake::stage::Stage;
                match self {
                    $(Self::$stage(stage) => stage.handle(cx, incoming),)*
                }
            }

            /// Gives the state the answer that it paused for.
            pub fn resume(
                self,
                cx: &mut $crate::handshake::Context<'_>,
                answer: $crate::handshake::Answer,
            ) -> Result<$crate::handshake::Outcome, $crate::handshake::Failure> {
                use $crate::handshake::stage::Stage;
                match self {
                    $(Self::$stage(stage) => stage.resume(cx, answer),)*
                }
            }
        }

        $(impl From<$stage> for $crate::handshake::State {
            fn from(stage: $stage) -> Self {
                Self::$side($name::$stage(Box::new(stage)))
            }
        })*
    };
}

pub(super) use stages;

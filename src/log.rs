//! Debug lines for whoever looks into a failing handshake: written by the rooms, queued, delivered by the driver.

use crate::rare::Rare;
use core::fmt;

/// How much a line matters; a threshold lets lines of its level and below through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Level {
    /// What made the connection fail.
    Error = 1,
    /// State changes.
    State = 2,
    /// What is sent, received, chosen and dropped.
    Info = 3,
    /// Everything else.
    Verbose = 4,
}

/// One debug line.
#[derive(Clone, Debug)]
pub struct Line {
    /// How much it matters.
    pub level: Level,
    /// The source file that wrote it.
    pub file: &'static str,
    /// The line in that file.
    pub line: u32,
    /// The text, without a line end.
    pub text: String,
}

/// Collects debug lines up to a threshold; costs nothing while the threshold is off.
#[derive(Debug, Default)]
pub struct Log {
    threshold: u8,
    lines: Rare<Vec<Line>>,
}

impl Log {
    /// Most lines kept between two deliveries; a peer cannot make the log grow past it.
    pub const MAX_LINES: usize = 256;

    /// Lets lines of `threshold` and below through; 0 turns the log off.
    pub fn set_threshold(&mut self, threshold: u8) {
        self.threshold = threshold;
    }

    /// True if a line of this level would be kept.
    pub fn enabled(&self, level: Level) -> bool {
        level as u8 <= self.threshold && self.lines.len() < Self::MAX_LINES
    }

    /// Keeps a line; [`debug_line!`](crate::debug_line) calls it and formats nothing for a level that is off.
    pub fn push(&mut self, level: Level, file: &'static str, line: u32, text: fmt::Arguments<'_>) {
        self.lines.push(Line { level, file, line, text: text.to_string() });
    }

    /// Takes what was written since the last delivery.
    pub fn take(&mut self) -> Vec<Line> {
        core::mem::take(&mut self.lines).into_inner()
    }

    /// True if there is nothing to deliver.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
}

/// Writes a debug line: `debug_line!(log, Info, "suite {}", name)`.
#[macro_export]
#[doc(hidden)]
macro_rules! debug_line {
    ($log:expr, $level:ident, $($text:tt)*) => {{
        let log: &mut $crate::log::Log = $log;
        if log.enabled($crate::log::Level::$level) {
            log.push($crate::log::Level::$level, file!(), line!(), format_args!($($text)*));
        }
    }};
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_threshold_decides() {
        let mut log = Log::default();
        debug_line!(&mut log, Error, "off");
        log.set_threshold(2);
        debug_line!(&mut log, State, "kept {}", 1);
        debug_line!(&mut log, Info, "dropped");
        let lines = log.take();
        assert_eq!(lines.len(), 1);
        assert_eq!(lines.first().map(|l| l.text.as_str()), Some("kept 1"));
        assert!(log.is_empty());
    }

    #[test]
    fn the_log_is_bounded() {
        let mut log = Log::default();
        log.set_threshold(4);
        for n in 0..Log::MAX_LINES + 10 {
            debug_line!(&mut log, Info, "{n}");
        }
        assert_eq!(log.take().len(), Log::MAX_LINES);
    }
}

//! DER as certificates and keys need it: a reader that copies nothing and tells errors apart as finely as C programs
//! can see them, spans that remember where an element stood, and a writer that begins at the end.

mod reader;
mod span;
pub mod tag;
mod writer;

pub use reader::{BitString, Element, Reader};
pub use span::Span;
pub use writer::{WriteError, Writer};

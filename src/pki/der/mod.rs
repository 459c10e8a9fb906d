//! DER as certificates and keys need it: a reader that copies nothing and tells errors apart as finely as C programs
//! can see them, and spans that remember where an element stood.

mod reader;
mod span;
pub mod tag;

pub use reader::{BitString, Element, Reader};
pub use span::Span;

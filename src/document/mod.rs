//! Stage 2
mod rich;
pub use rich::{RichText, Span, SpanStyle};

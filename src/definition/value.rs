//! The error of checked values: phone numbers and addresses are right by construction.

/// Why a text is not a value of its kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}; write it as {form}")]
pub struct ValueError {
    /// What is wrong, as a sentence without full stop.
    pub what: String,
    /// A right form to follow.
    pub form: &'static str,
}

impl ValueError {
    /// An error of this kind.
    pub(crate) fn new(what: impl Into<String>, form: &'static str) -> ValueError {
        ValueError { what: what.into(), form }
    }
}

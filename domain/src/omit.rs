//! What messages and files leave out, for `#[serde(skip_serializing_if = …)]`.

/// Nothing, where 0 is what stands for it when it is missing.
pub fn zero<N: Default + PartialEq>(number: &N) -> bool {
    *number == N::default()
}

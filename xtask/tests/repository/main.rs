//! Tests about the repository itself: its shape, and that what is said twice is said alike.

mod agreement;
mod shape;
mod sources;

//! Tests about the repository itself: its shape, its imports, and that what is said twice is said alike.

mod agreement;
mod circles;
mod citations;
mod graph;
mod rust_imports;
mod script_imports;
mod shape;
mod sources;

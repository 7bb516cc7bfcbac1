//! The harness of the drivers in src/bin: what ../cpp/*.h does, for crates. Two pinned processes,
//! a barrier, a warm-up, the same loops for every system.

pub mod crew;
pub mod drive;
pub mod record;
pub mod workload;

pub use drive::{drive, Link, Receiver, Sender};
pub use workload::{cannot, fail, parse_workload, Wait, Workload};

//! Records: some bytes that begin with a sequence number.

use crate::workload::fail;

/// The sequence number of the record after the last.
pub const END: u64 = u64::MAX;

/// The compiler takes what lies there as read and changed; no instruction is made.
#[inline(always)]
pub fn touch<T: ?Sized>(what: *const T) {
    unsafe {
        std::arch::asm!("/* {0} */", in(reg) what.cast::<u8>(), options(nostack, preserves_flags))
    }
}

/// A private buffer of so many bytes, with something in them.
pub fn private_bytes(bytes: usize) -> Vec<u8> {
    (0..bytes).map(|i| (i * 7) as u8).collect()
}

#[inline(always)]
pub fn put_sequence(record: &mut [u8], sequence: u64) {
    record[..8].copy_from_slice(&sequence.to_ne_bytes());
    // The record is whole in memory before it is copied.
    touch(record);
}

/// What a reader does with each record that it has copied out.
pub struct Checker {
    bytes: usize,
    next: u64,
    ended: bool,
}

impl Checker {
    pub fn new(bytes: usize) -> Self {
        Checker { bytes, next: 0, ended: false }
    }

    #[inline(always)]
    pub fn see(&mut self, record: &[u8]) {
        // The copy is made even where nobody looks at all of it.
        touch(record);
        let sequence = u64::from_ne_bytes(record[..8].try_into().unwrap());
        if sequence == self.next && record.len() == self.bytes {
            self.next += 1;
        } else if sequence == END && record.len() == self.bytes && !self.ended {
            self.ended = true;
        } else {
            let bytes = record.len();
            fail(format!("record {} came as {sequence} with {bytes} bytes", self.next));
        }
    }

    pub fn next(&self) -> u64 {
        self.next
    }

    pub fn ended(&self) -> bool {
        self.ended
    }
}

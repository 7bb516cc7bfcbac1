//! rusted-ring: one event a record. It offers its rings inside one process only and of up to 1 MiB,
//! which its constructor checks; a ring of zeros is what the constructor makes, so here it is
//! shared memory instead, of any size. It never looks how far a reader is: as with bcast, a word
//! of ours holds the writer within one ring of the reader's cursor.

use ringpipe_peers::crew::{share_zeroed, OwnLine};
use ringpipe_peers::record::{private_bytes, touch, Checker};
use ringpipe_peers::{cannot, drive, parse_workload, Link, Receiver, Sender, Wait, Workload};
use rusted_ring::{PooledEvent, Reader, RingBuffer, Writer};
use std::sync::atomic::{AtomicU64, Ordering};

struct Rusted<const N: usize, const SLOTS: usize> {
    ring: &'static RingBuffer<N, SLOTS>,
    read: &'static OwnLine<AtomicU64>,
    wait: Wait,
}

struct RustedSender<const N: usize, const SLOTS: usize> {
    writer: Writer<N, SLOTS>,
    read: &'static OwnLine<AtomicU64>,
    event: PooledEvent<N>,
    written: u64,
    limit: u64,
}

struct RustedReceiver<const N: usize, const SLOTS: usize> {
    reader: Reader<N, SLOTS>,
    read: &'static OwnLine<AtomicU64>,
    wait: Wait,
}

impl<const N: usize, const SLOTS: usize> Link for Rusted<N, SLOTS> {
    type Sender<'a> = RustedSender<N, SLOTS>;
    type Receiver<'a> = RustedReceiver<N, SLOTS>;

    fn new(workload: &Workload, _: &str) -> Self {
        Rusted {
            ring: unsafe { share_zeroed() },
            read: unsafe { share_zeroed() },
            wait: workload.wait,
        }
    }

    fn sender(&self) -> RustedSender<N, SLOTS> {
        let data = private_bytes(N).try_into().unwrap();
        RustedSender {
            writer: Writer::new(self.ring),
            read: self.read,
            event: PooledEvent { len: N as u32, event_type: 0, data },
            written: 0,
            limit: SLOTS as u64 - 1,
        }
    }

    fn receiver(&self) -> RustedReceiver<N, SLOTS> {
        RustedReceiver { reader: Reader::new(self.ring), read: self.read, wait: self.wait }
    }
}

impl<const N: usize, const SLOTS: usize> Sender for RustedSender<N, SLOTS> {
    #[inline(always)]
    fn slot(&mut self) -> &mut [u8] {
        &mut self.event.data
    }

    #[inline(always)]
    fn send(&mut self) {
        while self.written >= self.limit {
            self.limit = self.read.0.load(Ordering::Acquire) + SLOTS as u64 - 1;
        }
        // By value: the event is copied on the way.
        self.writer.add(self.event);
        touch(self.writer.ringbuffer);
        self.written += 1;
    }

    fn flush(&mut self) {}
}

impl<const N: usize, const SLOTS: usize> Receiver for RustedReceiver<N, SLOTS> {
    #[inline(always)]
    fn receive(&mut self, checker: &mut Checker) {
        loop {
            // Its cursor is an ordinary word: without this it would be read only once.
            touch(self.reader.ringbuffer);
            if let Some(event) = self.reader.next() {
                checker.see(&event.data);
                break;
            }
            self.wait.look_away();
        }
        if self.reader.cursor.is_multiple_of(SLOTS / 16) {
            self.read.0.store(self.reader.cursor as u64, Ordering::Release);
        }
    }
}

fn main() {
    let workload = parse_workload();
    match (workload.bytes, workload.ring >> 20) {
        (64, 64) => drive::<Rusted<64, { 1 << 20 }>>(&workload),
        (64, 1) => drive::<Rusted<64, { 1 << 14 }>>(&workload),
        (256, 64) => drive::<Rusted<256, { 1 << 18 }>>(&workload),
        (256, 1) => drive::<Rusted<256, { 1 << 12 }>>(&workload),
        _ => cannot("not built for this size"),
    }
}

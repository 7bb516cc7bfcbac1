//! bcast: one publication a record, and its three ways to read: bcast-next, bcast-batch and
//! bcast-bulk. It has no flow control: the reader tells in a word of ours how far it is, and the
//! writer stays within one ring of that.

use bcast::{MappedReader, MappedWriter, Message, MmapMutStorage, MmapStorage, StorageExt};
use ringpipe_peers::crew::{share_zeroed, OwnLine};
use ringpipe_peers::record::{private_bytes, Checker};
use ringpipe_peers::workload::OrFail;
use ringpipe_peers::{cannot, drive, fail, parse_workload, Link, Receiver, Sender, Wait, Workload};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Api {
    Next,
    Batch,
    Bulk,
}

#[repr(C)]
struct Words {
    read: OwnLine<AtomicU64>, // records
    ready: OwnLine<AtomicBool>,
}

struct Bcast {
    path: PathBuf,
    words: &'static Words,
    api: Api,
    bytes: usize,
    ring: usize,
    in_flight: u64, // records that the ring holds for certain
    wait: Wait,
}

struct Writer {
    ring: MappedWriter,
    words: &'static Words,
    record: Vec<u8>,
    in_flight: u64,
    written: u64,
    limit: u64,
}

struct Reader {
    ring: MappedReader,
    words: &'static Words,
    api: Api,
    private: Vec<u8>,
    read: u64,
    told: u64,
    tell_every: u64,
    wait: Wait,
}

impl Link for Bcast {
    type Sender<'a> = Writer;
    type Receiver<'a> = Reader;

    fn new(workload: &Workload, name: &str) -> Self {
        let api = match workload.system.as_str() {
            "bcast-next" => Api::Next,
            "bcast-batch" => Api::Batch,
            "bcast-bulk" => Api::Bulk,
            _ => fail("bcast-next, bcast-batch or bcast-bulk"),
        };
        // An 8-byte header, a payload of a multiple of 8. The writer claims a hundredth of the
        // ring, rounded up to a power of two, ahead of itself.
        let frame = 8 + workload.bytes.div_ceil(8) * 8;
        let usable = workload.ring - (workload.ring / 100).next_power_of_two() - 2 * frame;
        Bcast {
            path: workload.directory.join(name),
            words: unsafe { share_zeroed() },
            api,
            bytes: workload.bytes,
            ring: workload.ring,
            in_flight: (usable / frame) as u64,
            wait: workload.wait,
        }
    }

    fn sender(&self) -> Writer {
        let size = bcast::HEADER_SIZE + self.ring;
        let storage = MmapMutStorage::new(&self.path, size).unwrap_or_else(|error| {
            cannot(format!("{error} (it locks its ring in memory: see ulimit -l)"))
        });
        let ring = storage.into_writer();
        self.words.ready.0.store(true, Ordering::Release);
        Writer {
            ring,
            words: self.words,
            record: private_bytes(self.bytes),
            in_flight: self.in_flight,
            written: 0,
            limit: self.in_flight,
        }
    }

    fn receiver(&self) -> Reader {
        while !self.words.ready.0.load(Ordering::Acquire) {
            std::thread::yield_now();
        }
        let storage = MmapStorage::attach(&self.path).or_fail("attach");
        let private = match self.api {
            Api::Bulk => self.ring, // as much as it may copy at once
            _ => self.bytes,
        };
        Reader {
            ring: storage.into_reader_at(0),
            words: self.words,
            api: self.api,
            private: private_bytes(private),
            read: 0,
            told: 0,
            tell_every: self.in_flight / 16,
            wait: self.wait,
        }
    }
}

impl Sender for Writer {
    #[inline(always)]
    fn slot(&mut self) -> &mut [u8] {
        &mut self.record
    }

    #[inline(always)]
    fn send(&mut self) {
        while self.written >= self.limit {
            self.limit = self.words.read.0.load(Ordering::Acquire) + self.in_flight;
        }
        self.ring.send(&self.record, true);
        self.written += 1;
    }

    fn flush(&mut self) {}
}

impl Reader {
    #[inline(always)]
    fn tell(&mut self) {
        if self.read - self.told >= self.tell_every {
            self.told = self.read;
            self.words.read.0.store(self.read, Ordering::Release);
        }
    }
}

#[inline(always)]
fn payload<'a>(message: bcast::Result<Message<'a>>) -> &'a [u8] {
    message.or_fail("receive").payload
}

impl Receiver for Reader {
    #[inline(always)]
    fn receive(&mut self, checker: &mut Checker) {
        match self.api {
            Api::Next => loop {
                if let Some(message) = self.ring.receive_next(&mut self.private) {
                    checker.see(payload(message));
                    self.read += 1;
                    break;
                }
                self.wait.look_away();
            },
            Api::Batch => loop {
                if let Some(mut batch) = self.ring.read_batch() {
                    while let Some(message) = batch.receive_next(&mut self.private) {
                        checker.see(payload(message));
                        self.read += 1;
                        // A batch can be the whole ring: the writer is told meanwhile.
                        if self.read - self.told >= self.tell_every {
                            self.told = self.read;
                            self.words.read.0.store(self.read, Ordering::Release);
                        }
                    }
                    break;
                }
                self.wait.look_away();
            },
            Api::Bulk => loop {
                if let Some(bulk) = self.ring.read_bulk() {
                    let bulk = bulk.or_fail("read_bulk");
                    for message in bulk.into_iter(&mut self.private).or_fail("bulk") {
                        checker.see(message.payload);
                        self.read += 1;
                    }
                    break;
                }
                self.wait.look_away();
            },
        }
        self.tell();
    }
}

fn main() {
    drive::<Bcast>(&parse_workload());
}

//! ipc_ring: its writer and reader as they are. `push` and `pop` without a timeout end in an error
//! or never after half a second, so both sides try; wait=spin differs from the default only there.

use ipc_ring::{IpcError, RingReader, RingWriter};
use ringpipe_peers::record::{private_bytes, Checker};
use ringpipe_peers::workload::OrFail;
use ringpipe_peers::{drive, fail, parse_workload, Link, Receiver, Sender, Wait, Workload};
use std::path::PathBuf;
use std::time::Duration;

struct IpcRing {
    path: PathBuf,
    bytes: usize,
    ring: usize,
    wait: Wait,
}

struct Writer {
    ring: RingWriter,
    record: Vec<u8>,
}

struct Reader {
    ring: RingReader,
    record: Vec<u8>,
    wait: Wait,
}

impl Link for IpcRing {
    type Sender<'a> = Writer;
    type Receiver<'a> = Reader;

    fn new(workload: &Workload, name: &str) -> Self {
        let path = workload.directory.join(name);
        IpcRing { path, bytes: workload.bytes, ring: workload.ring, wait: workload.wait }
    }

    fn sender(&self) -> Writer {
        // Another name first: who opens a ring that is being made is killed by SIGBUS.
        let unready = self.path.with_extension("unready");
        let ring = RingWriter::create(&unready, self.ring).or_fail("create");
        std::fs::rename(&unready, &self.path).or_fail("rename");
        Writer { ring, record: private_bytes(self.bytes) }
    }

    fn receiver(&self) -> Reader {
        while !self.path.exists() {
            std::thread::yield_now();
        }
        let ring = RingReader::open(&self.path).or_fail("open");
        Reader { ring, record: Vec::with_capacity(self.bytes), wait: self.wait }
    }
}

impl Sender for Writer {
    #[inline(always)]
    fn slot(&mut self) -> &mut [u8] {
        &mut self.record
    }

    #[inline(always)]
    fn send(&mut self) {
        loop {
            match self.ring.push(&self.record, Some(Duration::from_millis(100))) {
                Ok(()) => return,
                Err(IpcError::Timeout) => {}
                Err(error) => fail(format!("push: {error}")),
            }
        }
    }

    fn flush(&mut self) {}
}

impl Receiver for Reader {
    #[inline(always)]
    fn receive(&mut self, checker: &mut Checker) {
        loop {
            let popped = match self.wait {
                Wait::Spin => self.ring.try_pop(&mut self.record).map(|length| length.is_some()),
                Wait::Adaptive => {
                    let patience = Some(Duration::from_millis(100));
                    self.ring.pop(&mut self.record, patience).map(|_| true)
                }
            };
            match popped {
                Ok(true) => return checker.see(&self.record),
                Ok(false) | Err(IpcError::Timeout) => {}
                Err(error) => fail(format!("pop: {error}")),
            }
        }
    }
}

fn main() {
    drive::<IpcRing>(&parse_workload());
}

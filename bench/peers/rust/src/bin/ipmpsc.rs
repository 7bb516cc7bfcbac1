//! ipmpsc: records as bytes (serde_bytes), not as sequences of numbers, which would be encoded one
//! by one; received in place (its zero-copy context) and copied out once.

use ipmpsc::{Receiver as Incoming, Sender as Outgoing, SharedRingBuffer};
use ringpipe_peers::record::{private_bytes, Checker};
use ringpipe_peers::workload::OrFail;
use ringpipe_peers::{drive, fail, parse_workload, Link, Receiver, Sender, Wait, Workload};
use serde_bytes::Bytes;

struct Ipmpsc {
    path: String,
    bytes: usize,
    wait: Wait,
    _ring: SharedRingBuffer,
}

struct IpmpscSender {
    ring: Outgoing,
    record: Vec<u8>,
}

struct IpmpscReceiver {
    ring: Incoming,
    record: Vec<u8>,
    wait: Wait,
}

impl Link for Ipmpsc {
    type Sender<'a> = IpmpscSender;
    type Receiver<'a> = IpmpscReceiver;

    fn new(workload: &Workload, name: &str) -> Self {
        let path = workload.directory.join(name).display().to_string();
        // The extra is for its header.
        let size = workload.ring as u32 + 4096;
        let ring = SharedRingBuffer::create(&path, size).or_fail("create");
        Ipmpsc { path, bytes: workload.bytes, wait: workload.wait, _ring: ring }
    }

    fn sender(&self) -> IpmpscSender {
        let ring = Outgoing::new(SharedRingBuffer::open(&self.path).or_fail("open"));
        IpmpscSender { ring, record: private_bytes(self.bytes) }
    }

    fn receiver(&self) -> IpmpscReceiver {
        let ring = Incoming::new(SharedRingBuffer::open(&self.path).or_fail("open"));
        IpmpscReceiver { ring, record: vec![0; self.bytes], wait: self.wait }
    }
}

impl Sender for IpmpscSender {
    #[inline(always)]
    fn slot(&mut self) -> &mut [u8] {
        &mut self.record
    }

    #[inline(always)]
    fn send(&mut self) {
        self.ring.send(&Bytes::new(&self.record)).or_fail("send");
    }

    fn flush(&mut self) {}
}

impl Receiver for IpmpscReceiver {
    #[inline(always)]
    fn receive(&mut self, checker: &mut Checker) {
        let mut context = self.ring.zero_copy_context();
        let view: &Bytes = match self.wait {
            Wait::Adaptive => context.recv().or_fail("recv"),
            Wait::Spin => match context.try_recv().or_fail("try_recv") {
                Some(view) => view,
                None => return,
            },
        };
        if view.len() != self.record.len() {
            fail("a record of another length");
        }
        self.record.copy_from_slice(view);
        checker.see(&self.record);
    }
}

fn main() {
    drive::<Ipmpsc>(&parse_workload());
}

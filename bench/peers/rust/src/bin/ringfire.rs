//! ringfire: slots of one size, lossless ("LosslessBackpressure"), push and try_recv, or arrays of
//! `batch` records on both sides. The system ringfire-futex sleeps as its FutexWait does.

use ringfire::{CleanupMode, FlowControl, RingConsumer, RingProducer, RingProducerBuilder};
use ringfire::{ConsumerStartMode, FutexWait};
use ringpipe_peers::crew::{share_zeroed, OwnLine};
use ringpipe_peers::record::{private_bytes, Checker};
use ringpipe_peers::workload::OrFail;
use ringpipe_peers::{cannot, drive, parse_workload, Link, Receiver, Sender, Wait, Workload};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

struct Ringfire<const N: usize> {
    path: PathBuf,
    ready: &'static OwnLine<AtomicBool>,
    slots: u64,
    batch: usize,
    wait: Wait,
    sleeps: bool,
}

struct Writer<const N: usize> {
    ring: RingProducer<[u8; N]>,
    records: Vec<[u8; N]>,
    count: usize,
}

struct Reader<const N: usize> {
    ring: RingConsumer<[u8; N]>,
    records: Vec<[u8; N]>,
    wait: Wait,
    sleep: Option<FutexWait>,
}

impl<const N: usize> Link for Ringfire<N> {
    type Sender<'a> = Writer<N>;
    type Receiver<'a> = Reader<N>;

    fn new(workload: &Workload, name: &str) -> Self {
        Ringfire {
            path: workload.directory.join(name),
            ready: unsafe { share_zeroed() },
            slots: (workload.ring / N) as u64,
            batch: workload.batch,
            wait: workload.wait,
            sleeps: workload.system == "ringfire-futex",
        }
    }

    fn sender(&self) -> Writer<N> {
        let ring = RingProducerBuilder::new(self.slots)
            .flow_control(FlowControl::LosslessBackpressure)
            .cleanup_mode(CleanupMode::UnlinkOnDrop)
            .build(&self.path)
            .or_fail("create");
        self.ready.0.store(true, Ordering::Release);
        let record: [u8; N] = private_bytes(N).try_into().unwrap();
        Writer { ring, records: vec![record; self.batch], count: 0 }
    }

    fn receiver(&self) -> Reader<N> {
        while !self.ready.0.load(Ordering::Acquire) {
            std::thread::yield_now();
        }
        let ring = RingConsumer::builder()
            .start_mode(ConsumerStartMode::Oldest)
            .consumer_name("reader")
            .attach(&self.path)
            .or_fail("attach");
        let sleep = self.sleeps.then(FutexWait::default);
        Reader { ring, records: vec![[0; N]; self.batch], wait: self.wait, sleep }
    }
}

impl<const N: usize> Sender for Writer<N> {
    #[inline(always)]
    fn slot(&mut self) -> &mut [u8] {
        &mut self.records[self.count]
    }

    #[inline(always)]
    fn send(&mut self) {
        if self.records.len() == 1 {
            return self.ring.push(&self.records[0]);
        }
        self.count += 1;
        if self.count == self.records.len() {
            self.flush();
        }
    }

    #[inline(always)]
    fn flush(&mut self) {
        if self.count != 0 {
            self.ring.push_batch(&self.records[..self.count]);
            self.count = 0;
        }
    }
}

impl<const N: usize> Receiver for Reader<N> {
    #[inline(always)]
    fn receive(&mut self, checker: &mut Checker) {
        if let Some(sleep) = &mut self.sleep {
            self.records[0] = self.ring.recv_blocking(sleep);
            return checker.see(&self.records[0]);
        }
        if self.records.len() == 1 {
            loop {
                if let Some(record) = self.ring.try_recv() {
                    self.records[0] = record;
                    return checker.see(&self.records[0]);
                }
                self.wait.look_away();
            }
        }
        loop {
            let count = self.ring.recv_batch(&mut self.records);
            for record in &self.records[..count] {
                checker.see(record);
            }
            if count != 0 {
                return;
            }
            self.wait.look_away();
        }
    }
}

fn main() {
    let workload = parse_workload();
    match workload.bytes {
        64 => drive::<Ringfire<64>>(&workload),
        256 => drive::<Ringfire<256>>(&workload),
        4096 => drive::<Ringfire<4096>>(&workload),
        _ => cannot("not built for this size"),
    }
}

//! The same two loops for every system, so that only what is between the processes differs.

use crate::crew::{now_ns, Crew, Figure};
use crate::record::{put_sequence, Checker, END};
use crate::workload::{fail, Workload};

/// One way between the processes, made before the fork with all that both sides need.
pub trait Link: Sized {
    type Sender<'a>: Sender
    where
        Self: 'a;
    type Receiver<'a>: Receiver
    where
        Self: 'a;
    /// `name` tells the links of one driver apart.
    fn new(workload: &Workload, name: &str) -> Self;
    fn sender(&self) -> Self::Sender<'_>;
    fn receiver(&self) -> Self::Receiver<'_>;
}

pub trait Sender {
    /// Where the next record is to be made, in private memory.
    fn slot(&mut self) -> &mut [u8];
    fn send(&mut self);
    /// Sends what send() still keeps back.
    fn flush(&mut self);
}

pub trait Receiver {
    /// Waits, copies at least one record into private memory and shows each to `checker`.
    fn receive(&mut self, checker: &mut Checker);
}

/// As fast as it goes, in one direction.
fn stream<L: Link>(workload: &Workload) {
    let link = L::new(workload, "there");
    let crew = Crew::new();
    // Once round the ring and a bit, so that every page is there on both sides.
    let round = workload.ring / workload.bytes;
    let warm = ((round + round / 4) / workload.batch * workload.batch) as u64;
    let write = || {
        let mut sender = link.sender();
        let send = |sender: &mut L::Sender<'_>, word: u64| {
            put_sequence(sender.slot(), word);
            sender.send();
        };
        let mut sequence = 0;
        crew.barrier(1);
        while sequence < warm {
            let word = if sequence == workload.damage { sequence + 1 } else { sequence };
            send(&mut sender, word);
            sequence += 1;
        }
        sender.flush();
        crew.barrier(2);
        crew.set(Figure::StartNs, now_ns());
        while !crew.stop_asked() {
            send(&mut sender, sequence);
            sequence += 1;
        }
        send(&mut sender, END);
        sender.flush();
        crew.barrier(3); // some peers take the ring away with its writer
    };
    let read = || {
        let mut receiver = link.receiver();
        let mut checker = Checker::new(workload.bytes);
        crew.barrier(1);
        while checker.next() < warm {
            receiver.receive(&mut checker);
        }
        crew.barrier(2);
        while !checker.ended() {
            receiver.receive(&mut checker);
        }
        crew.set(Figure::EndNs, now_ns());
        crew.set(Figure::Records, checker.next() - warm);
        crew.barrier(3);
    };
    crew.run(workload, write, read);
    crew.print_rate(workload.bytes);
}

/// A stamp that costs little; the same for all.
#[inline(always)]
fn ticks() -> u64 {
    #[cfg(target_arch = "x86_64")]
    unsafe {
        core::arch::x86_64::_rdtsc()
    }
    #[cfg(not(target_arch = "x86_64"))]
    now_ns()
}

const MOST_TIMES: usize = 4_000_000;

fn write_times(crew: &Crew, times: &mut [u32], ns_per_tick: f64) {
    if times.is_empty() {
        fail("no round trip");
    }
    times.sort_unstable();
    let at = |part: f64| {
        let ticks = times[(part * (times.len() - 1) as f64) as usize];
        (f64::from(ticks) * ns_per_tick) as u64
    };
    crew.set(Figure::Records, times.len() as u64);
    crew.set(Figure::P50, at(0.5));
    crew.set(Figure::P99, at(0.99));
    crew.set(Figure::P999, at(0.999));
    crew.set(Figure::Max, at(1.0));
}

/// There and back, one record at a time, over one link for each way.
fn ping_pong<L: Link>(workload: &Workload) {
    const WARM: u64 = 20_000;
    let there = L::new(workload, "there");
    let back = L::new(workload, "back");
    let crew = Crew::new();
    let ask = || {
        let mut sender = there.sender();
        let mut receiver = back.receiver();
        let mut checker = Checker::new(workload.bytes);
        let mut times = vec![0u32; MOST_TIMES];
        let mut count = 0;
        let mut sequence = 0;
        let mut round_trip = |sender: &mut L::Sender<'_>| {
            put_sequence(sender.slot(), sequence);
            sender.send();
            sender.flush();
            sequence += 1;
            while checker.next() != sequence {
                receiver.receive(&mut checker);
            }
        };
        crew.barrier(1);
        for _ in 0..WARM {
            round_trip(&mut sender);
        }
        crew.barrier(2);
        let start_ns = now_ns();
        let start = ticks();
        let mut last = start;
        while !crew.stop_asked() {
            round_trip(&mut sender);
            let now = ticks();
            if count < MOST_TIMES {
                times[count] = (now - last).min(u64::from(u32::MAX)) as u32;
                count += 1;
            }
            last = now;
        }
        let ns_per_tick = (now_ns() - start_ns) as f64 / (last - start).max(1) as f64;
        put_sequence(sender.slot(), END);
        sender.send();
        sender.flush();
        write_times(&crew, &mut times[..count], ns_per_tick);
        crew.barrier(3);
    };
    let answer = || {
        let mut receiver = there.receiver();
        let mut sender = back.sender();
        let mut checker = Checker::new(workload.bytes);
        let mut sequence = 0;
        crew.barrier(1);
        loop {
            receiver.receive(&mut checker);
            if checker.ended() {
                break;
            }
            if checker.next() == sequence {
                continue;
            }
            put_sequence(sender.slot(), sequence);
            sender.send();
            sender.flush();
            sequence += 1;
            if sequence == WARM {
                crew.barrier(2);
            }
        }
        crew.barrier(3);
    };
    crew.run(workload, ask, answer);
    crew.print_latency();
}

pub fn drive<L: Link>(workload: &Workload) {
    if workload.ping_pong {
        ping_pong::<L>(workload);
    } else {
        stream::<L>(workload);
    }
}

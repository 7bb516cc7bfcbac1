//! What a driver was asked to do, from words like bytes=256.

use std::fmt::Display;
use std::path::PathBuf;

/// What run shows as the reason why a system is not in the table.
const CANNOT: i32 = 77;

fn quit(status: i32, why: impl Display) -> ! {
    eprintln!("{why}");
    unsafe { libc::_exit(status) }
}

pub fn fail(why: impl Display) -> ! {
    quit(1, why)
}

pub fn cannot(why: impl Display) -> ! {
    quit(CANNOT, why)
}

/// Takes what a peer gave, or ends.
pub trait OrFail<T> {
    fn or_fail(self, doing: &str) -> T;
}

impl<T, E: std::fmt::Debug> OrFail<T> for Result<T, E> {
    fn or_fail(self, doing: &str) -> T {
        self.unwrap_or_else(|error| fail(format!("{doing}: {error:?}")))
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Wait {
    Adaptive, // as a user of the peer would wait
    Spin,
}

impl Wait {
    /// Before a polling reader looks again: a pause leaves the line to the writer for a moment.
    #[inline(always)]
    pub fn look_away(self) {
        if self == Wait::Adaptive {
            std::hint::spin_loop();
        }
    }
}

#[derive(Clone)]
pub struct Workload {
    pub system: String,
    pub ping_pong: bool,
    pub bytes: usize, // of a record
    pub ring: usize,  // bytes of payload that are under way at most
    pub batch: usize, // records a publication
    pub seconds: f64,
    pub cpus: [usize; 2], // of the writer (who also times round trips) and of the reader
    pub wait: Wait,
    pub damage: u64, // this record of the warm-up is sent with another number
    pub directory: PathBuf,
}

/// DRIVER SYSTEM stream|ping-pong [KEY=VALUE...]
pub fn parse_workload() -> Workload {
    let words: Vec<String> = std::env::args().collect();
    if words.len() < 3 {
        fail("usage: DRIVER SYSTEM stream|ping-pong [KEY=VALUE...]");
    }
    let mut workload = Workload {
        system: words[1].clone(),
        ping_pong: words[2] == "ping-pong",
        bytes: 256,
        ring: 64 << 20,
        batch: 1,
        seconds: 0.3,
        cpus: [0, 1],
        wait: Wait::Adaptive,
        damage: u64::MAX,
        directory: PathBuf::from("/dev/shm"),
    };
    let number = |text: &str| text.parse::<usize>().or_fail(text);
    for word in &words[3..] {
        let (key, value) = word.split_once('=').unwrap_or((word, ""));
        match key {
            "bytes" => workload.bytes = number(value),
            "ring" => workload.ring = number(value),
            "batch" => workload.batch = number(value).max(1),
            "seconds" => workload.seconds = value.parse().or_fail(word),
            "cpus" => {
                let (writer, reader) = value.split_once(',').unwrap_or((value, value));
                workload.cpus = [number(writer), number(reader)];
            }
            "wait" if value == "spin" => workload.wait = Wait::Spin,
            "wait" => workload.wait = Wait::Adaptive,
            "damage" => workload.damage = number(value) as u64,
            "dir" => workload.directory = PathBuf::from(value),
            _ => fail(format!("{word}: unknown")),
        }
    }
    if workload.bytes < 8 {
        fail("a record has at least 8 bytes");
    }
    workload
}

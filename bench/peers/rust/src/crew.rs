//! Two pinned processes, what they share besides the system under test, and who watches them.

use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::time::Duration;

use crate::workload::{cannot, fail, Workload};

pub fn now_ns() -> u64 {
    let mut now = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    unsafe { libc::clock_gettime(libc::CLOCK_MONOTONIC, &mut now) };
    now.tv_sec as u64 * 1_000_000_000 + now.tv_nsec as u64
}

/// Memory for both processes, of zeros, for as long as they live.
pub fn map_shared(bytes: usize) -> *mut u8 {
    let memory = unsafe {
        libc::mmap(
            std::ptr::null_mut(),
            bytes,
            libc::PROT_READ | libc::PROT_WRITE,
            libc::MAP_SHARED | libc::MAP_ANONYMOUS,
            -1,
            0,
        )
    };
    if memory == libc::MAP_FAILED {
        fail("no shared memory");
    }
    memory.cast()
}

/// A shared object for which zeros are a valid value.
///
/// # Safety
/// The caller knows that they are.
pub unsafe fn share_zeroed<T>() -> &'static T {
    unsafe { &*map_shared(std::mem::size_of::<T>()).cast::<T>() }
}

#[repr(C, align(128))]
pub struct OwnLine<T>(pub T);

/// All zero at first.
#[repr(C)]
struct Shared {
    arrived: OwnLine<AtomicU32>,
    stop: OwnLine<AtomicBool>,
    figures: [AtomicU64; 8],
}

/// Where the parties leave what they measured.
#[derive(Clone, Copy)]
pub enum Figure {
    Records,
    StartNs,
    EndNs,
    P50,
    P99,
    P999,
    Max,
}

pub struct Crew {
    shared: &'static Shared,
}

impl Crew {
    pub fn new() -> Self {
        Crew { shared: unsafe { share_zeroed() } }
    }

    pub fn set(&self, figure: Figure, value: u64) {
        self.shared.figures[figure as usize].store(value, Ordering::Relaxed);
    }

    pub fn get(&self, figure: Figure) -> u64 {
        self.shared.figures[figure as usize].load(Ordering::Relaxed)
    }

    #[inline(always)]
    pub fn stop_asked(&self) -> bool {
        self.shared.stop.0.load(Ordering::Relaxed)
    }

    /// Both come here before either goes on; the `nth` time, from 1.
    pub fn barrier(&self, nth: u32) {
        self.shared.arrived.0.fetch_add(1, Ordering::SeqCst);
        let mut tries = 0;
        while self.shared.arrived.0.load(Ordering::SeqCst) < 2 * nth {
            tries += 1;
            if tries > 1000 {
                std::thread::yield_now();
            }
        }
    }

    /// Runs each in a process of its own; they pass two barriers, and from the second on have
    /// workload.seconds until they are asked to stop.
    pub fn run(&self, workload: &Workload, writer: impl FnOnce(), reader: impl FnOnce()) {
        let children = [start(workload.cpus[0], writer), start(workload.cpus[1], reader)];
        unsafe { libc::alarm(60) }; // kills us, and with us our children
        while self.shared.arrived.0.load(Ordering::SeqCst) < 4 {
            let mut status = 0;
            let child = unsafe { libc::waitpid(-1, &mut status, libc::WNOHANG) };
            if child > 0 {
                end(&children, child, status);
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        std::thread::sleep(Duration::from_secs_f64(workload.seconds));
        self.shared.stop.0.store(true, Ordering::SeqCst);
        for _ in &children {
            let mut status = 0;
            let child = unsafe { libc::waitpid(-1, &mut status, 0) };
            if status != 0 {
                end(&children, child, status);
            }
        }
    }

    pub fn print_rate(&self, bytes: usize) {
        let seconds = (self.get(Figure::EndNs) - self.get(Figure::StartNs)) as f64 / 1e9;
        let records = self.get(Figure::Records);
        println!("{{\"records\":{records},\"bytes\":{bytes},\"seconds\":{seconds:.9}}}");
    }

    pub fn print_latency(&self) {
        println!(
            "{{\"samples\":{},\"p50_ns\":{},\"p99_ns\":{},\"p99.9_ns\":{},\"max_ns\":{}}}",
            self.get(Figure::Records),
            self.get(Figure::P50),
            self.get(Figure::P99),
            self.get(Figure::P999),
            self.get(Figure::Max)
        );
    }
}

impl Default for Crew {
    fn default() -> Self {
        Crew::new()
    }
}

fn start(cpu: usize, work: impl FnOnce()) -> libc::pid_t {
    unsafe {
        let parent = libc::getpid();
        let child = libc::fork();
        if child < 0 {
            fail("fork failed");
        }
        if child > 0 {
            return child;
        }
        libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGKILL);
        if libc::getppid() != parent {
            libc::_exit(1);
        }
        let mut one: libc::cpu_set_t = std::mem::zeroed();
        libc::CPU_SET(cpu, &mut one);
        if libc::sched_setaffinity(0, std::mem::size_of_val(&one), &one) != 0 {
            cannot("a processor is not ours");
        }
        work();
        libc::_exit(0)
    }
}

/// One of them came to an early end: so does the other.
fn end(children: &[libc::pid_t], ended: libc::pid_t, status: i32) -> ! {
    for child in children.iter().filter(|child| **child != ended) {
        unsafe { libc::kill(*child, libc::SIGKILL) };
    }
    if libc::WIFEXITED(status) {
        let status = libc::WEXITSTATUS(status);
        unsafe { libc::_exit(if status == 0 { 1 } else { status }) };
    }
    fail(format!("killed by signal {}", libc::WTERMSIG(status)))
}

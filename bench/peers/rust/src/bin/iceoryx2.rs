//! iceoryx2: publish and subscribe, one sample a record, written into a loaned sample and copied
//! out of the received one. A full buffer makes the publisher wait; the subscriber polls.

use iceoryx2::port::publisher::Publisher;
use iceoryx2::port::subscriber::Subscriber;
use iceoryx2::port::update_connections::UpdateConnections;
use iceoryx2::prelude::*;
use iceoryx2::service::port_factory::publish_subscribe::PortFactory;
use ringpipe_peers::crew::{share_zeroed, OwnLine};
use ringpipe_peers::record::{private_bytes, Checker};
use ringpipe_peers::workload::OrFail;
use ringpipe_peers::{cannot, drive, parse_workload, Link, Receiver, Sender, Wait, Workload};
use std::sync::atomic::{AtomicU32, Ordering};

struct Iceoryx<const N: usize> {
    workload: Workload,
    name: String,
    ports: &'static OwnLine<AtomicU32>,
}

struct IceoryxSender<const N: usize> {
    _service: PortFactory<ipc::Service, [u8; N], ()>,
    _node: Node<ipc::Service>,
    publisher: Publisher<ipc::Service, [u8; N], ()>,
    record: Vec<u8>,
}

struct IceoryxReceiver<const N: usize> {
    _service: PortFactory<ipc::Service, [u8; N], ()>,
    _node: Node<ipc::Service>,
    subscriber: Subscriber<ipc::Service, [u8; N], ()>,
    record: Vec<u8>,
    wait: Wait,
}

impl<const N: usize> Iceoryx<N> {
    fn service(&self) -> (Node<ipc::Service>, PortFactory<ipc::Service, [u8; N], ()>) {
        set_log_level(LogLevel::Error);
        let directory = self.workload.directory.display().to_string();
        let mut config = Config::default();
        config.global.set_root_path(&Path::new(directory.as_bytes()).or_fail("path"));
        config.global.prefix =
            FileName::new(directory.replace('/', "_").as_bytes()).or_fail("prefix");
        let node = NodeBuilder::new().config(&config).create::<ipc::Service>().or_fail("node");
        let name = ServiceName::new(&self.name).or_fail("name");
        let service = node
            .service_builder(&name)
            .publish_subscribe::<[u8; N]>()
            .enable_safe_overflow(false)
            .history_size(0)
            .max_publishers(1)
            .max_subscribers(1)
            .subscriber_max_borrowed_samples(1)
            .subscriber_max_buffer_size(self.workload.ring / N)
            .open_or_create()
            .or_fail("service");
        (node, service)
    }

    /// Neither side begins before both ports are there.
    fn meet(&self) {
        self.ports.0.fetch_add(1, Ordering::SeqCst);
        while self.ports.0.load(Ordering::SeqCst) < 2 {
            std::thread::yield_now();
        }
    }
}

impl<const N: usize> Link for Iceoryx<N> {
    type Sender<'a> = IceoryxSender<N>;
    type Receiver<'a> = IceoryxReceiver<N>;

    fn new(workload: &Workload, name: &str) -> Self {
        let ports = unsafe { share_zeroed() };
        Iceoryx { workload: workload.clone(), name: name.to_string(), ports }
    }

    fn sender(&self) -> IceoryxSender<N> {
        let (node, service) = self.service();
        let publisher = service
            .publisher_builder()
            .backpressure_strategy(BackpressureStrategy::RetryUntilDelivered)
            .max_loaned_samples(1)
            .create()
            .or_fail("publisher");
        self.meet();
        publisher.update_connections().or_fail("connect");
        IceoryxSender { _service: service, _node: node, publisher, record: private_bytes(N) }
    }

    fn receiver(&self) -> IceoryxReceiver<N> {
        let (node, service) = self.service();
        let subscriber = service.subscriber_builder().create().or_fail("subscriber");
        self.meet();
        IceoryxReceiver {
            _service: service,
            _node: node,
            subscriber,
            record: vec![0; N],
            wait: self.workload.wait,
        }
    }
}

impl<const N: usize> Sender for IceoryxSender<N> {
    #[inline(always)]
    fn slot(&mut self) -> &mut [u8] {
        &mut self.record
    }

    #[inline(always)]
    fn send(&mut self) {
        let mut sample = self.publisher.loan_uninit().or_fail("loan");
        unsafe {
            let to = sample.payload_mut().as_mut_ptr().cast::<u8>();
            std::ptr::copy_nonoverlapping(self.record.as_ptr(), to, N);
            sample.assume_init().send().or_fail("send");
        }
    }

    fn flush(&mut self) {}
}

impl<const N: usize> Receiver for IceoryxReceiver<N> {
    #[inline(always)]
    fn receive(&mut self, checker: &mut Checker) {
        while let Some(sample) = self.subscriber.receive().or_fail("receive") {
            self.record.copy_from_slice(sample.payload());
            checker.see(&self.record);
        }
        self.wait.look_away();
    }
}

fn main() {
    let workload = parse_workload();
    match workload.bytes {
        64 => drive::<Iceoryx<64>>(&workload),
        256 => drive::<Iceoryx<256>>(&workload),
        4096 => drive::<Iceoryx<4096>>(&workload),
        _ => cannot("not built for this size"),
    }
}

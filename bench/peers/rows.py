"""The rows: which systems do which workload, and what is asked of the ring."""

from dataclasses import dataclass, field

MIB = 1 << 20


@dataclass
class System:
    """One line of a row: a driver, and what it is told beside the row's own words."""

    name: str
    driver: str  # the program, which also names what has to be built
    words: dict = field(default_factory=dict)
    system: str = ""  # of a driver with several; else its own name


@dataclass
class Bar:
    """What is asked: the best of `ours` as a multiple of the best of `against`."""

    text: str
    ours: list
    against: list
    reach: float
    stretch: float
    below: list = field(default_factory=list)  # whom the stretch also wants to be faster than


@dataclass
class Row:
    name: str
    title: str
    mode: str  # stream: records a second, more is better; ping-pong: ns, less is better
    words: dict
    systems: list
    bars: list
    ring_bench: bool = False  # measured by a call of ring_bench --vs


def batches(name, driver, *sizes):
    return [System(f"{name} x{size}", driver, {"batch": size}) for size in sizes]


def bcast(*apis):
    return [System(f"bcast {api}", "bcast", {}, f"bcast-{api}") for api in apis]


def spin(name, driver, **words):
    return System(name, driver, {"wait": "spin", **words})


def limit(name):
    return System(name, "limits", {}, name)


def names(systems):
    return [system.name for system in systems]


RINGPIPE = System("ringpipe", "ringpipe")


def rows():
    spsc = [*batches("boost spsc", "boost_spsc", 64)]
    fire = batches("ringfire", "ringfire", 64)
    # Their readers pause before they look again, or do not: whichever is better counts.
    bcasts = [
        *bcast("next", "batch", "bulk"),
        System("bcast batch tight", "bcast", {"wait": "spin"}, "bcast-batch"),
    ]
    fires = [System("ringfire", "ringfire"), spin("ringfire tight", "ringfire")]
    small_ours = batches("ringpipe", "ringpipe", 64, 512)
    small = [
        *batches("boost spsc", "boost_spsc", 64, 512),
        *bcast("batch", "bulk"),
        *batches("ringfire", "ringfire", 64, 512),
        System("rusted-ring", "rusted_ring"),
    ]
    cached_ours = [RINGPIPE, *batches("ringpipe", "ringpipe", 16, 64)]
    cached = [
        System("boost spsc", "boost_spsc"),
        *batches("boost spsc", "boost_spsc", 16, 64),
        *bcast("batch", "bulk"),
        *batches("ringfire", "ringfire", 16),
        System("rusted-ring", "rusted_ring"),
    ]
    big = {"ring": 64 * MIB}
    yield Row(
        "records",
        "256 B, one record a publication, 64 MiB ring",
        "stream",
        {"bytes": 256, **big},
        [
            RINGPIPE,
            System("ipc_ring", "ipc_ring"),
            *bcasts,
            *fires,
            System("ipmpsc", "ipmpsc"),
            System("iceoryx2", "iceoryx2"),
            System("rusted-ring", "rusted_ring"),
            System("boost spsc", "boost_spsc"),
        ],
        [
            Bar("times ipc_ring", ["ringpipe"], ["ipc_ring"], 8, 12),
            Bar(
                "times the best of bcast and ringfire",
                ["ringpipe"],
                names([*bcasts, *fires]),
                1.5,
                2,
            ),
        ],
    )
    yield Row(
        "batched",
        "256 B, batches of 64, 64 MiB ring",
        "stream",
        {"bytes": 256, **big},
        [*batches("ringpipe", "ringpipe", 64), *spsc, *fire, limit("relay")],
        [Bar("times Boost.Lockfree spsc", ["ringpipe x64"], names(spsc), 1.0, 1.2)],
    )
    yield Row(
        "small",
        "64 B, batches, 64 MiB ring",
        "stream",
        {"bytes": 64, **big},
        [*small_ours, *small],
        [Bar("times the fastest peer", names(small_ours), names(small), 1.3, 1.8)],
    )
    yield Row(
        "cached",
        "256 B, 1 MiB ring",
        "stream",
        {"bytes": 256, "ring": MIB},
        [*cached_ours, *cached],
        [Bar("times the fastest peer", names(cached_ours), names(cached), 1.1, 1.4)],
    )
    for name, size in (("4k", 4096), ("64k", 65536)):
        yield Row(
            name,
            f"{size // 1024} KiB, one record a publication, 64 MiB ring",
            "stream",
            {"bytes": size, **big},
            [
                RINGPIPE,
                limit("memcpy"),
                limit("memcpy-out"),
                limit("relay"),
                System("boost spsc", "boost_spsc"),
                *bcast("batch"),
            ],
            [Bar("of memcpy into as large an area", ["ringpipe"], ["memcpy"], 0.75, 0.9)],
        )
    yield Row(
        "pingpong",
        "64 B there and back, spinning",
        "ping-pong",
        {"bytes": 64, "ring": MIB, "wait": "spin"},
        [
            RINGPIPE,
            limit("raw"),
            System("ringfire", "ringfire"),
            System("iceoryx2", "iceoryx2"),
            *bcast("next"),
            System("boost spsc", "boost_spsc"),
            System("ipc_ring", "ipc_ring"),
        ],
        [
            Bar(
                "times the raw round trip of a cache line",
                ["ringpipe"],
                ["raw"],
                1.45,
                1.2,
                below=["ringfire", "iceoryx2"],
            )
        ],
    )
    yield Row(
        "adaptive",
        "64 B there and back, waiting as the library does",
        "ping-pong",
        {"bytes": 64, "ring": MIB},
        [
            System("ringpipe adaptive", "ringpipe"),
            spin("ringpipe spinning", "ringpipe"),
            limit("raw"),
        ],
        [Bar("times spinning", ["ringpipe adaptive"], ["ringpipe spinning"], 1.5, 1.1)],
    )
    yield Row(
        "shared",
        "256 B, batches of 16, one shared writer, 64 MiB ring",
        "stream",
        {"bytes": 256, "batch": 16, **big},
        [
            System("ringpipe shared", "ringpipe", {"shared": 1}),
            System("ringpipe exclusive", "ringpipe"),
        ],
        [Bar("of an exclusive writer", ["ringpipe shared"], ["ringpipe exclusive"], 0.9, 1)],
    )
    others = [
        System("ringpipe", "ring_bench", {}, "ring"),
        *(
            System(name, "ring_bench", {}, name)
            for name in ("pipe", "socketpair", "posix-mq", "boost-mq", "zeromq")
        ),
    ]
    yield Row(
        "others",
        "256 B, one record a publication, 64 MiB ring; by ring_bench --vs",
        "stream",
        {
            "case": "256 B record",
            "arguments": ["throughput", "--record", "256", "--method", "record"],
        },
        others,
        [],
        ring_bench=True,
    )
    yield Row(
        "others-pingpong",
        "64 B there and back, sleeping when there is nothing; by ring_bench --vs",
        "ping-pong",
        {
            "case": "ping-pong 64 B adaptive",
            "arguments": ["latency", "--record", "64", "--idle", "adaptive", "--rate", "1000"],
        },
        others,
        [],
        ring_bench=True,
    )

"""The picture of the README: bars by system, throughput and latency, host and method on it."""

from xml.sax.saxutils import escape

WIDTH = 860
NAME = 150  # where the bars begin
ROOM = 110  # for the figures behind them
BAR = 16
STEP = 24

# Legible on white and on black; ours differs by more than its hue.
STYLE = """
svg { color-scheme: light dark; }
text { font: 12px system-ui, sans-serif; fill: #1f2328; }
.paper { fill: #ffffff; }
.head { font-size: 15px; font-weight: 600; }
.small { font-size: 11px; fill: #59636e; }
.ours { fill: #0072b2; }
.peer { fill: #b9bfc6; }
.limit { fill: none; stroke: #59636e; stroke-dasharray: 4 3; }
.spread { stroke: #1f2328; stroke-width: 1.5; }
.bold { font-weight: 600; }
@media (prefers-color-scheme: dark) {
  text { fill: #f0f6fc; }
  .paper { fill: #0d1117; }
  .small { fill: #9198a1; }
  .ours { fill: #56b4e9; }
  .peer { fill: #59636e; }
  .limit { stroke: #9198a1; }
  .spread { stroke: #f0f6fc; }
}
"""


def text(x, y, words, kind=""):
    return f'<text x="{x:g}" y="{y:g}" class="{kind}">{escape(words)}</text>'


def wrapped(words, most=140):
    """Lines of at most so many characters."""
    line = ""
    for word in words.split():
        if line and len(line) + 1 + len(word) > most:
            yield line
            line = ""
        line += (" " if line else "") + word
    yield line


def kind_of(system):
    if system["driver"] == "ringpipe":
        return "ours"
    return "limit" if system["driver"] == "limits" else "peer"


def panel(row, title, about, top):
    """One row's bars: (lines of SVG, where the next panel begins)."""
    latency = row["mode"] == "ping-pong"
    scale, unit, digits = (1, "ns", 0) if latency else (1e6, "M/s", 1)
    systems = [system for system in row["systems"] if "median" in system]
    systems.sort(key=lambda system: system["median"], reverse=not latency)
    if not systems:
        return [], top
    most = max(system["max"] for system in systems) or 1
    length = WIDTH - NAME - ROOM
    out = [text(16, top + 16, title, "head"), text(16, top + 33, about, "small")]
    y = top + 44
    for system in systems:
        kind = kind_of(system)
        median, low, high = (system[key] / most * length for key in ("median", "min", "max"))
        exact = (f"{system['name']}: {system['median'] / scale:.3g} {unit} "
                 f"({system['min'] / scale:.3g} to {system['max'] / scale:.3g})")
        out.append(f"<g><title>{escape(exact)}</title>")
        weight = "bold" if kind == "ours" else ""
        out.append(text(16, y + 12, system["name"], weight))
        place = f'x="{NAME}" y="{y}" width="{median:.1f}" height="{BAR}"'
        out.append(f'<rect class="{kind}" {place}/>')
        out.append(f'<path class="spread" d="M{NAME + low:.1f} {y + BAR / 2}H{NAME + high:.1f}"/>')
        figure = f"{system['median'] / scale:.{digits}f} {unit}"
        out.append(text(NAME + max(median, high) + 8, y + 12, figure, weight))
        out.append("</g>")
        y += STEP
    return out, y + 14


PANELS = {
    "records": (
        "256-byte records, one a publication",
        "million records a second, two processes, 64 MiB; higher is better; "
        "line: slowest to fastest round",
    ),
    "batched": (
        "256-byte records in batches of 64",
        "million records a second, two processes, 64 MiB; higher is better; "
        "dashed: a limit, no ring",
    ),
    "pingpong": (
        "64 bytes there and back, both sides spinning",
        "ns, median of a round; lower is better; dashed: one cache line there, one back",
    ),
}


def svg(rows, lines):
    """`rows` as in table.json; `lines`: host and method."""
    body = []
    top = 12
    by_name = {row["name"]: row for row in rows}
    for name, (title, about) in PANELS.items():
        if name in by_name:
            part, top = panel(by_name[name], title, about, top)
            body += part
    for line in lines:
        for piece in wrapped(line):
            body.append(text(16, top + 6, piece, "small"))
            top += 14
    height = top + 10
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
            f'width="{WIDTH}" height="{height}" role="img" '
            'aria-label="ringpipe beside other systems: throughput and latency">',
            f"<style>{STYLE}</style>",
            f'<rect class="paper" width="{WIDTH}" height="{height}"/>',
            *body,
            "</svg>",
            "",
        ]
    )

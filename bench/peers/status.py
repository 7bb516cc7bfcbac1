"""Which figures were ever published, and whether the newest run still bears them out."""

from dataclasses import dataclass


@dataclass
class Published:
    """A ratio that was told to users. None is ever taken out of the list, it is only marked."""

    date: str
    where: str  # "README.md", "ring_bench(1)"
    claim: str  # as it was written
    row: str
    bar: str  # of that row, its text
    ratio: float


# Nothing yet: README.md and the manual pages of 0.1.0 give no figure of speed.
PUBLISHED: list = []


def verdict(published, bars):
    judged = bars.get((published.row, published.bar))
    if judged is None:
        return "not measured", "–"
    at_most = judged["wanted"] == "at most"
    ratio = judged["ratio"]
    stands = ratio <= published.ratio if at_most else ratio >= published.ratio
    return "stands" if stands else "**does not stand**", f"{ratio:.2f}"


def published_lines(bars):
    yield "## Published figures"
    yield ""
    if not PUBLISHED:
        yield "None so far: no release, manual page or README has given a figure of speed."
        return
    yield "| date | where | what was said | now | |"
    yield "|---|---|---|---|---|"
    for each in PUBLISHED:
        word, ratio = verdict(each, bars)
        yield f"| {each.date} | {each.where} | {each.claim} | {ratio} | {word} |"


def aim_lines(rows):
    yield "## What the project asks of itself"
    yield ""
    yield "| row | workload | ratio | reach | stretch | |"
    yield "|---|---|---|---|---|---|"
    for row in rows:
        for bar in row["bars"]:
            sign = "≤" if bar["wanted"] == "at most" else "≥"
            below = "".join(f", below {name}" for name in bar["also_below"])
            word = "stands" if bar["stands"] else "**does not stand**"
            if bar["stretched"]:
                word += ", stretch too"
            yield (
                f"| `{row['name']}` | {row['title']} | {bar['ratio']:.2f} {bar['text']} "
                f"({bar['ours']} / {bar['against']}) | {sign} {bar['reach']:g} "
                f"| {sign} {bar['stretch']:g}{below} | {word} |"
            )


def status(rows, lines):
    """`rows` as in table.json; `lines`: host and method."""
    bars = {(row["name"], bar["text"]): bar for row in rows for bar in row["bars"]}
    return "\n".join(
        [
            "# Which figures stand",
            "",
            "Made by `bench/peers/run --out bench/results`, together with what lies beside it.",
            "",
            *published_lines(bars),
            "",
            *aim_lines(rows),
            "",
            "```",
            *lines,
            "```",
            "",
        ]
    )

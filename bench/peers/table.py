"""What came out: as a table for people and as JSON."""

from measure import NOISY


def best(row, figures, wanted):
    """The fastest of the named systems: (name, median), or None."""
    found = [
        (each.system.name, each.median(row.mode))
        for each in figures
        if each.system.name in wanted and each.rounds
    ]
    if not found:
        return None
    pick = min if row.mode == "ping-pong" else max
    return pick(found, key=lambda pair: pair[1])


def judge(row, figures, bar):
    """How the ring stands against a bar, or None if one side is missing."""
    ours = best(row, figures, bar.ours)
    theirs = best(row, figures, bar.against)
    if ours is None or theirs is None or not theirs[1]:
        return None
    ratio = ours[1] / theirs[1]
    at_most = row.mode == "ping-pong"
    stretch = ratio <= bar.stretch if at_most else ratio >= bar.stretch
    for name in bar.below:
        rival = best(row, figures, [name])
        stretch = stretch and (rival is None or ours[1] < rival[1])
    return {
        "text": bar.text,
        "ours": ours[0],
        "against": theirs[0],
        "ratio": round(ratio, 3),
        "wanted": "at most" if at_most else "at least",
        "reach": bar.reach,
        "stretch": bar.stretch,
        "also_below": bar.below,
        "stands": ratio <= bar.reach if at_most else ratio >= bar.reach,
        "stretched": stretch,
    }


def row_object(row, figures):
    systems = []
    for each in figures:
        one = {"name": each.system.name, "driver": each.system.driver, **each.system.words}
        if each.rounds:
            values = each.values(row.mode)
            one["unit"] = "ns, median round trip" if row.mode == "ping-pong" else "records/s"
            one["median"] = round(each.median(row.mode), 1)
            one["min"], one["max"] = round(min(values), 1), round(max(values), 1)
            one["others_ratio"] = round(each.noise, 3)
            one["rounds"] = each.rounds
        else:
            one["problem"] = each.problem
        systems.append(one)
    bars = [judged for bar in row.bars if (judged := judge(row, figures, bar))]
    return {"name": row.name, "title": row.title, "mode": row.mode, **row.words,
            "systems": systems, "bars": bars}


def figure_lines(row, figures):
    ours = figures[0].median(row.mode) if figures and figures[0].rounds else None
    if row.mode == "ping-pong":
        yield f"  {'':20} {'ns':>7}  {'min..max':<15} {'99 %':>7} {'99.9 %':>8} {'ratio':>6}"
    else:
        yield f"  {'':20} {'M/s':>7}  {'min..max':<15} {'GB/s':>7} {'':8} {'ratio':>6}"
    for each in figures:
        name = each.system.name
        if not each.rounds:
            yield f"  {name:20} {'failed' if each.failed else 'skipped'}: {each.problem}"
            continue
        values, median = each.values(row.mode), each.median(row.mode)
        ratio = f"{ours / median:6.2f}" if ours and median else ""
        if row.mode == "ping-pong":
            spread = f"{min(values):.0f}..{max(values):.0f}"
            tail = [sorted(r[key] for r in each.rounds)[len(each.rounds) // 2]
                    for key in ("p99_ns", "p99.9_ns")]
            yield f"  {name:20} {median:7.0f}  {spread:<15} {tail[0]:7.0f} {tail[1]:8.0f} {ratio}"
        else:
            spread = f"{min(values) / 1e6:.2f}..{max(values) / 1e6:.2f}"
            rate = median * each.rounds[0]["bytes"] / 1e9
            yield f"  {name:20} {median / 1e6:7.2f}  {spread:<15} {rate:7.2f} {'':8} {ratio}"


def bar_line(judged):
    verdict = "stands" if judged["stands"] else "DOES NOT STAND"
    if judged["stretched"]:
        verdict += ", stretch too"
    below = f" and below {' and '.join(judged['also_below'])}" if judged["also_below"] else ""
    return (
        f"  => {judged['ratio']:.2f} {judged['text']} ({judged['ours']} / {judged['against']}): "
        f"{verdict} [{judged['wanted']} {judged['reach']:g}; stretch {judged['stretch']:g}{below}]"
    )


def row_lines(row, figures):
    yield f"{row.name}: {row.title}"
    yield from figure_lines(row, figures)
    for bar in row.bars:
        judged = judge(row, figures, bar)
        yield bar_line(judged) if judged else f"  => no figure for: {bar.text}"
    noise = max((each.noise for each in figures), default=0)
    if noise > NOISY:
        yield f"  noisy: others had up to {noise:.0%} of the machine"
    yield ""

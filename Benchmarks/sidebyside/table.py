"""Results as a Markdown table and as JSON."""

import statistics

MB = 1e6
MIB = 1 << 20


def summary(measurements, input_bytes):
    """Medians and bests of one contender at one work, in MB of input a second and a CPU second."""
    walls = [one.wall for one in measurements]
    cpus = [one.cpu for one in measurements]
    return {
        "runs": len(measurements),
        "seconds": statistics.median(walls),
        "seconds_best": min(walls),
        "cpu_seconds": statistics.median(cpus),
        "cpu_seconds_best": min(cpus),
        "mb_per_second": input_bytes / MB / statistics.median(walls),
        "mb_per_second_best": input_bytes / MB / min(walls),
        "mb_per_cpu_second": input_bytes / MB / statistics.median(cpus),
        "mb_per_cpu_second_best": input_bytes / MB / min(cpus),
        "peak_memory_bytes": max(one.peak_memory for one in measurements),
        "output_bytes": measurements[-1].output_bytes,
    }


def ratios(summaries, subject="millrace"):
    """Millrace against the best of the others: how many times as fast, and its output's size against the smallest."""
    others = [result for name, result in summaries.items() if name != subject]
    if subject not in summaries or not others:
        return None
    mine = summaries[subject]
    return {
        "wall": mine["mb_per_second"] / max(one["mb_per_second"] for one in others),
        "cpu": mine["mb_per_cpu_second"] / max(one["mb_per_cpu_second"] for one in others),
        "output": mine["output_bytes"] / min(one["output_bytes"] for one in others),
    }


def markdown(work, input_bytes, summaries, orders):
    """The table of one work, fastest first, and the ratios under it."""
    lines = [
        f"### {work} ({input_bytes / MB:,.1f} MB)",
        "",
        "| contender | s | MB/s (best) | MB per CPU s (best) | peak MiB | output MB | order kept |",
        "|---|---:|---:|---:|---:|---:|---|",
    ]
    for name, one in sorted(summaries.items(), key=lambda item: -item[1]["mb_per_second"]):
        lines.append(
            f"| {name} | {one['seconds']:.3f} | {one['mb_per_second']:.0f} ({one['mb_per_second_best']:.0f})"
            f" | {one['mb_per_cpu_second']:.0f} ({one['mb_per_cpu_second_best']:.0f})"
            f" | {one['peak_memory_bytes'] / MIB:.0f} | {one['output_bytes'] / MB:.1f}"
            f" | {'yes' if orders[name] else 'no'} |"
        )
    ratio = ratios(summaries)
    if ratio:
        lines += [
            "",
            f"Millrace against the best peer: **{ratio['wall']:.2f}×** on the clock, **{ratio['cpu']:.2f}×** per CPU"
            f" second, output {ratio['output']:.2f}× the smallest.",
        ]
    return "\n".join(lines) + "\n"

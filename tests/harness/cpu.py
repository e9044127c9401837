"""CPU time, which is independent of what else the machine does."""

import psutil  # type: ignore[import-untyped]


def cpu_seconds(pid: int | None = None) -> float:
    """CPU seconds of a process (default: this one) and its finished child processes."""
    times = psutil.Process(pid).cpu_times()
    parts = (times.user, times.system, times.children_user, times.children_system)
    return float(sum(parts))

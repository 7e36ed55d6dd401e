"""What the numbers were measured on."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from pathlib import Path

import psutil  # type: ignore[import-untyped]

CPU_INFO = Path("/proc/cpuinfo")


@dataclass(frozen=True)
class Machine:
    cpu: str
    cores: int
    memory_gb: float
    python: str

    def line(self) -> str:
        """Return the machine in one line."""
        return f"{self.cpu}, {self.cores} cores, {self.memory_gb:.0f} GB memory, Python {self.python}"


def this_machine() -> Machine:
    """Return the machine that runs the benchmark."""
    return Machine(
        cpu=cpu_model(CPU_INFO.read_text(encoding="utf-8") if CPU_INFO.exists() else ""),
        cores=os.cpu_count() or 1,
        memory_gb=psutil.virtual_memory().total / 2**30,
        python=platform.python_version(),
    )


def cpu_model(cpu_info: str) -> str:
    """Return the model named in Linux' list of processors; elsewhere what Python knows."""
    for line in cpu_info.splitlines():
        key, _, value = line.partition(":")
        if key.strip() == "model name":
            return value.strip()
    return platform.processor() or platform.machine()


def load_average() -> float:
    """Return the number of processes that wanted to run, averaged over the last minute."""
    return os.getloadavg()[0]

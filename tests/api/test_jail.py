"""The jail by itself: a process that locked itself in cannot reach the network, start programs or grow."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

PROBE = """
import socket, os, sys
from api import jail
held = jail.lock(200 << 20)
tries = {
    "socket": lambda: socket.socket(),
    "pair": lambda: socket.socketpair(),
    "exec": lambda: os.execv(sys.executable, [sys.executable, "-c", "print('escaped')"]),
    "memory": lambda: bytearray(1 << 30),
}
for name, attempt in tries.items():
    try:
        attempt()
        print(name, "possible")
    except (OSError, MemoryError) as error:
        print(name, type(error).__name__)
print("held", held, open("/proc/self/status").read().split("Seccomp:")[1].split()[0])
"""


@pytest.mark.skipif(platform.system() != "Linux", reason="the jail is made of Linux's seccomp")
def test_nothing_gets_out() -> None:
    done = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, timeout=60, check=True)
    told = dict(line.split(" ", 1) for line in done.stdout.splitlines())
    assert told == {
        "socket": "PermissionError",
        "pair": "PermissionError",
        "exec": "PermissionError",
        "memory": "MemoryError",
        "held": "True 2",
    }

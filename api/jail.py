"""Locks the calling process in: no network, no new programs, bounded memory. Called by a query worker
before it looks at a stranger's query, and never undone.

The engine at hand runs SERVICE and has no switch against it; a filter on query text can be fooled, the
kernel cannot. On Linux a seccomp filter makes `socket`, `connect`, `execve` … fail with EPERM; where there
is no seccomp (other systems, other processors), `lock` says so and the text guard stands alone.
"""

from __future__ import annotations

import ctypes
import platform
import resource
import struct
from pathlib import Path
from typing import Final

_LOAD, _JEQ, _JGE, _RET = 0x20, 0x15, 0x35, 0x06  # BPF_LD|W|ABS, BPF_JMP|JEQ|K, BPF_JMP|JGE|K, BPF_RET|K
_ALLOW, _EPERM, _KILL = 0x7FFF0000, 0x00050001, 0x80000000  # SECCOMP_RET_ALLOW, _ERRNO | EPERM, _KILL_PROCESS
_NO_NEW_PRIVS, _SECCOMP, _FILTER = 38, 22, 2  # PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER

# audit architecture, and the numbers of: socket, connect, socketpair, bind, sendto, execve, execveat,
# ptrace, io_uring_setup. (socketpair among them: nothing in a worker needs one.)
_SYSTEMS: Final[dict[str, tuple[int, tuple[int, ...]]]] = {
    "x86_64": (0xC000003E, (41, 42, 53, 49, 44, 59, 322, 101, 425)),
    "aarch64": (0xC00000B7, (198, 203, 199, 200, 206, 221, 281, 117, 425)),
}


def lock(memory: int) -> bool:
    """Bound the address space to what is mapped now plus `memory` bytes, deny core dumps and the network.

    Returns whether the network filter holds. Raises OSError where a supported kernel refuses it.
    """
    limit = _mapped() + memory
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    system = _SYSTEMS.get(platform.machine())
    if platform.system() != "Linux" or system is None:
        return False
    _deny(*system)
    return True


def _mapped() -> int:
    """Bytes of address space in use, 0 where the system does not say."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def _deny(architecture: int, calls: tuple[int, ...]) -> None:
    """Install the filter: another architecture is killed, the calls named fail with EPERM, others pass."""
    program = [(_LOAD, 0, 0, 4), (_JEQ, 1, 0, architecture), (_RET, 0, 0, _KILL), (_LOAD, 0, 0, 0)]
    program.append((_JGE, len(calls) + 1, 0, 0x40000000))  # the x32 numbers name the same calls again
    for position, call in enumerate(calls):
        program.append((_JEQ, len(calls) - position, 0, call))
    program += [(_RET, 0, 0, _ALLOW), (_RET, 0, 0, _EPERM)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in program))
    header = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(program), ctypes.addressof(code)))
    libc = ctypes.CDLL(None, use_errno=True)
    for arguments in ((_NO_NEW_PRIVS, 1, 0, 0, 0), (_SECCOMP, _FILTER, ctypes.addressof(header), 0, 0)):
        if libc.prctl(*(ctypes.c_ulong(argument) for argument in arguments)):
            raise OSError(ctypes.get_errno(), "the kernel refused the seccomp filter")

"""Runs a program on a terminal of its own, enters text, and prints what the terminal showed.

Reads a JSON object from stdin: `command`, `folder`, `env`, and `steps`. A step has the `text` to
enter and a pattern, `until`, that the output must match before the next step. Prints a JSON object:
`output`, and `reached`, the number of steps whose pattern appeared before the deadline.
"""

import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time

DEADLINE = 20  # seconds for each step: only a program that does not answer needs as long

job = json.load(sys.stdin)
pid, terminal = pty.fork()
if pid == 0:
    os.chdir(job["folder"])
    os.execvpe(job["command"][0], job["command"], job["env"])

# Wide: a line editor breaks longer lines when it shows them.
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 400, 0, 0))
os.set_blocking(terminal, False)
output, reached = b"", 0
for step in job["steps"]:
    text, start, deadline = step["text"].encode(), len(output), time.monotonic() + DEADLINE
    while not re.search(step["until"].encode(), output[start:]) and time.monotonic() < deadline:
        readable, writable, _ = select.select([terminal], [terminal] if text else [], [], 0.2)
        try:
            if readable:
                output += os.read(terminal, 65536)
            if writable:
                # Small pieces, as a terminal delivers them.
                text = text[os.write(terminal, text[:256]) :]
        except BlockingIOError:
            continue
        except OSError:  # the program ended
            deadline = 0
    if deadline == 0 or not re.search(step["until"].encode(), output[start:]):
        break
    reached += 1
os.kill(pid, signal.SIGKILL)
os.waitpid(pid, 0)
json.dump({"output": output.decode(errors="replace"), "reached": reached}, sys.stdout)

"""Stands between an editor and its server and writes down what they say, a JSON line each.

`recorder.py FILE COMMAND...`: an editor starts this in place of the server. Every line holds who
spoke, seconds since the start, and the message.
"""

import json
import subprocess
import sys
import threading
import time
from pathlib import Path


def main(arguments):
    file, *command = arguments
    server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with Path(file).open("a", encoding="utf-8") as record:
        write = _writer(record)
        out = threading.Thread(
            target=_carry, args=(server.stdout, sys.stdout.buffer, write, "server"), daemon=True
        )
        out.start()
        _carry(sys.stdin.buffer, server.stdin, write, "editor")
        server.stdin.close()
        out.join(10)
        return server.wait(10)


def _writer(record):
    lock, began = threading.Lock(), time.monotonic()

    def write(who, message):
        line = {"by": who, "at": round(time.monotonic() - began, 3), "message": message}
        with lock:
            record.write(json.dumps(line) + "\n")
            record.flush()

    return write


def _carry(source, target, write, who):
    while (message := _read(source)) is not None:
        header, body = message
        write(who, json.loads(body))
        try:
            target.write(header + body)
            target.flush()
        except OSError:
            return


def _read(source):
    """One message as it came; None at the end."""
    header, length = b"", 0
    while line := source.readline():
        header += line
        if not line.strip():
            return header, source.read(length)
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    return None


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""Stands in for the aws command: hands its call to the server, and ends as the call's process does.

It starts with as little of Python as there is, since it does so for every call.
"""

import posix
import sys

import _signal
import _socket
import marshal

PASSED_ON = (_signal.SIGHUP, _signal.SIGINT, _signal.SIGQUIT, _signal.SIGTERM, _signal.SIGUSR1, _signal.SIGUSR2)


def main(path):
    server = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    server.connect(path)
    umask = posix.umask(0)
    posix.umask(umask)
    ignored = [number for number in PASSED_ON if _signal.getsignal(number) == _signal.SIG_IGN]
    call = marshal.dumps((sys.argv[1:], posix.environ, posix.getcwdb(), umask, ignored))
    descriptors = b"".join(number.to_bytes(4, sys.byteorder) for number in (0, 1, 2))
    server.sendmsg([len(call).to_bytes(4, "big")], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, descriptors)])
    for number in PASSED_ON:
        if number not in ignored:
            _signal.signal(number, lambda received, frame: server.send(bytes([received])))
    while call:
        call = call[server.send(call):]
    answers = b""
    while len(answers) < 10:
        part = server.recv(10 - len(answers))
        if not part:
            posix.write(2, b"the server of the aws command has gone\n")
            posix._exit(255)
        answers += part
    how, number = answers[5:6], int.from_bytes(answers[6:], "big")
    if how == b"S":
        _signal.signal(number, _signal.SIG_DFL) if number != _signal.SIGKILL else None
        posix.kill(posix.getpid(), number)
    posix._exit(number)

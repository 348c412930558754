"""Starts the aws command once for many calls.

Most of a second goes by until Python has read the command's modules and AWS' models. This module is on PYTHONPATH of one
`aws --version`, so Python runs it before the command itself. It reads what every call needs, then hands each call that comes to
its socket to a worker: a fork of itself that takes over the caller's arguments, environment, working directory, umask, and
standard streams, and goes on with the real command as if nothing had happened. A worker makes one call at a time, and then waits
for the next: a fork for each call would spend most of its time on copying the pages that Python touches.

A call comes as one message: the caller's descriptors 0 to 2, the length of the rest, and the rest. Answers are pairs of a letter
and a number: P and the process id, then X and the exit status, or S and the signal that ended it. What the caller sends after
its call are numbers of signals, for the process. A caller that has gone takes its process with it, and a process that got a signal
makes no other call. The server ends with its own standard input.
"""

import os
import sys

REQUEST, ANSWER = "!I", "!cI"


class Worker:
    """A process that makes calls, as the server sees it."""

    def __init__(self, process, link):
        self.process, self.link = process, link
        self.caller = None
        self.is_spent = False


def serve(folder, calls):
    """Answers until its standard input ends."""
    import selectors
    import signal
    import socket

    warm_up(calls)

    def start_worker(caller, descriptors):
        link, end = socket.socketpair()
        process = os.fork()
        if process == 0:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            selector.close()
            link.close()
            for other in (listener, wake_reader, wake_writer, caller, *callers, *links):
                other.close()
            close(descriptors)
            work(end)
        end.close()
        worker = workers[process] = links[link] = Worker(process, link)
        selector.register(link, selectors.EVENT_READ)
        return worker

    def hand_over(caller, descriptors, text):
        """To a worker that waits, or to a new one."""
        while True:
            worker = idle.pop() if idle else start_worker(caller, descriptors)
            try:
                send(worker.link, descriptors, text)
                break
            except OSError:
                pass  # It has gone, and is reaped.
        worker.caller, callers[caller] = caller, worker
        selector.register(caller, selectors.EVENT_READ)
        answer(caller, b"P", worker.process)

    def take_answer(worker):
        """A worker that has made its call waits for the next one."""
        try:
            told = worker.link.recv(5, socket.MSG_WAITALL)
        except OSError:
            told = b""
        if len(told) == 5:
            tell(worker, told)
            if not worker.is_spent:
                idle.append(worker)
                return
        selector.unregister(worker.link)
        del links[worker.link]
        worker.link.close()

    def reap():
        """Tells callers what their processes ended with."""
        while workers:
            process, status = os.waitpid(-1, os.WNOHANG)
            if process == 0:
                return
            worker = workers.pop(process)
            if worker in idle:
                idle.remove(worker)
            # What it said before it ended comes first.
            if worker.link in links:
                take_answer(worker)
            if worker in idle:
                idle.remove(worker)
            code = os.waitstatus_to_exitcode(status)
            tell(worker, packed(b"S" if code < 0 else b"X", abs(code)))

    def tell(worker, told):
        """Its caller, if it has one, and that was all it waited for."""
        caller, worker.caller = worker.caller, None
        if caller is None:
            return
        try:
            caller.sendall(told)
        except OSError:
            pass  # It has gone.
        callers.pop(caller, None)
        try:
            selector.unregister(caller)
        except KeyError:
            pass
        caller.close()

    def pass_on(caller):
        """Signals from a caller; from one that has gone, the last of them."""
        worker = callers[caller]
        worker.is_spent = True
        try:
            numbers = caller.recv(16) or bytes([signal.SIGKILL])
        except OSError:
            numbers = bytes([signal.SIGKILL])
        for number in numbers:
            os.kill(worker.process, number)
        if signal.SIGKILL in numbers:
            selector.unregister(caller)

    path = os.path.join(folder, "socket")
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen(64)
    wake_reader, wake_writer = socket.socketpair()
    wake_reader.setblocking(False)
    wake_writer.setblocking(False)
    # The number of a signal goes into the pair, and so wakes the loop.
    signal.signal(signal.SIGCHLD, lambda number, frame: None)
    signal.set_wakeup_fd(wake_writer.fileno())
    # By process, by the server's end of the link, and by caller; and those that wait.
    workers, links, callers, idle = {}, {}, {}, []
    selector = selectors.DefaultSelector()
    for readable in (listener, wake_reader, sys.stdin):
        selector.register(readable, selectors.EVENT_READ)
    print(sys.executable, flush=True)

    while True:
        for key, _ in selector.select():
            if key.fileobj is sys.stdin:
                for process in workers:
                    os.kill(process, signal.SIGKILL)
                os.unlink(path)
                os._exit(0)
            elif key.fileobj is wake_reader:
                wake_reader.recv(1024)
                reap()
            elif key.fileobj is listener:
                caller, _ = listener.accept()
                request = receive(caller)
                if request is None:
                    caller.close()
                    continue
                hand_over(caller, *request)
                close(request[0])
            elif key.fileobj in links:
                take_answer(links[key.fileobj])
            elif key.fileobj in callers:
                pass_on(key.fileobj)


def work(link):
    """Makes one call after the other, until the server closes its end or something of a call may be left."""
    import logging
    import marshal
    import signal

    # The command's modules put the place of their data there as they are read.
    own = {name: value for name, value in os.environb.items() if name == b"AWS_DATA_PATH"}
    nothing = os.open(os.devnull, os.O_RDWR)
    signals = {number: signal.getsignal(number) for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM,
                                                               signal.SIGUSR1, signal.SIGUSR2)}

    def become(descriptors, text):
        """Makes this process what the caller would have started."""
        arguments, environment, directory, umask, ignored = marshal.loads(text)
        for place, descriptor in enumerate(descriptors):
            os.dup2(descriptor, place)
        close(descriptors)
        # The one before may have read more than it used.
        sys.stdin = open(0, encoding=sys.stdin.encoding, errors=sys.stdin.errors, closefd=False)
        os.environb.clear()
        os.environb.update(environment | own)
        os.chdir(directory)
        os.umask(umask)
        for number, usual in signals.items():
            signal.signal(number, signal.SIG_IGN if number in ignored else usual)
        sys.argv[1:] = arguments

    def let_go():
        """Of the caller's streams, whose readers wait for their end, and of what the command has hung on them."""
        for name in logging.root.manager.loggerDict:
            logging.getLogger(name).handlers.clear()
        for place in range(3):
            os.dup2(nothing, place)

    while True:
        request = receive(link)
        if request is None:
            os._exit(0)
        become(*request)
        code = run()
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        except OSError:
            os._exit(code)
        let_go()
        answer(link, b"X", code)


def receive(sender):
    """Descriptors and text, or None if the sender has gone before it said all."""
    import socket
    import struct

    text, descriptors = b"", []
    try:
        head, descriptors, _, _ = socket.recv_fds(sender, struct.calcsize(REQUEST), 3)
        size = struct.unpack(REQUEST, head)[0]
        while len(text) < size:
            part = sender.recv(size - len(text))
            if not part:
                break
            text += part
        if len(text) == size and len(descriptors) == 3:
            return descriptors, text
    except (OSError, struct.error):
        pass
    close(descriptors)
    return None


def send(receiver, descriptors, text):
    import socket
    import struct

    socket.send_fds(receiver, [struct.pack(REQUEST, len(text))], descriptors)
    receiver.sendall(text)


def close(descriptors):
    for descriptor in descriptors:
        os.close(descriptor)


def packed(letter, number):
    import struct

    return struct.pack(ANSWER, letter, number)


def answer(receiver, letter, number):
    try:
        receiver.sendall(packed(letter, number))
    except OSError:
        pass  # It has gone.


def warm_up(calls):
    """Reads what every call reads, by making one to each service where nobody listens."""
    import contextlib
    import functools
    import gc
    import io

    import awscli.clidriver

    if "awscli.botocore" in sys.modules:
        os._exit(1)  # Version 2 has native threads, which a fork loses: calls would hang. Tests start the command plainly then.
    import botocore.hooks as hooks
    import botocore.session as session

    # Each session makes a loader of its own, which would read all models again. What it has read, nobody changes.
    session.create_loader = functools.cache(session.create_loader)
    # Asked of each of some 400 functions, for each call; it depends on nothing but the function. Some are a session's own.
    hooks.accepts_kwargs = functools.lru_cache(1024)(hooks.accepts_kwargs)
    os.environ.update(AWS_ACCESS_KEY_ID="nobody", AWS_SECRET_ACCESS_KEY="nothing", AWS_MAX_ATTEMPTS="1")
    for call in calls:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            awscli.clidriver.create_clidriver().main(
                call.split() + ["--endpoint-url", "http://127.0.0.1:1", "--region", "eu-central-1", "--output", "json"]
            )
    gc.collect()
    gc.freeze()


def run():
    """Goes on with the real command, and returns its exit status."""
    import runpy
    import traceback

    try:
        runpy.run_path(sys.argv[0], run_name="__main__")
        return 0
    except SystemExit as end:
        if end.code is None:
            return 0
        if isinstance(end.code, int):
            return end.code & 0xFF
        print(end.code, file=sys.stderr)
    except Exception:
        traceback.print_exc()
    return 1


if "SLUICE_AWS_SERVER" in os.environ and os.path.basename(sys.argv[0]) == "aws":
    serve(os.environ["SLUICE_AWS_SERVER"], os.environ["SLUICE_AWS_CALLS"].split(","))

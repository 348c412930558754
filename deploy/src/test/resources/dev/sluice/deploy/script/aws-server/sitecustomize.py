"""Starts the aws command once for many calls.

Most of a second goes by until Python has read the command's modules and AWS' models. This module is on PYTHONPATH of one
`aws --version`, so Python runs it before the command itself. It reads what every call needs, then forks for each call that
comes to its socket: the fork takes over the caller's arguments, environment, working directory, umask, and standard streams, and
goes on with the real command as if nothing had happened.

A call comes as one message: the caller's descriptors 0 to 2, the length of the rest, and the rest. Answers are pairs of a letter
and a number: P and the process id, then X and the exit status, or S and the signal that ended it. What the caller sends after
its call are numbers of signals, for the process. A caller that has gone takes its process with it. The server ends with its own
standard input.
"""

import os
import sys

REQUEST, ANSWER = "!I", "!cI"


def serve(folder, calls):
    """Answers until its standard input ends."""
    import marshal
    import selectors
    import signal
    import socket
    import struct

    warm_up(calls)
    # The command's modules put the place of their data there as they are read.
    own = {name: value for name, value in os.environb.items() if name == b"AWS_DATA_PATH"}

    def receive(caller):
        """What the caller wants, or None if it has gone before it said so."""
        head, descriptors, _, _ = socket.recv_fds(caller, struct.calcsize(REQUEST), 3)
        text = b""
        try:
            size = struct.unpack(REQUEST, head)[0]
            while len(text) < size:
                part = caller.recv(size - len(text))
                if not part:
                    break
                text += part
            if len(text) == size and len(descriptors) == 3:
                return descriptors, marshal.loads(text)
        except (OSError, struct.error):
            pass
        close(descriptors)
        return None

    def close(descriptors):
        for descriptor in descriptors:
            os.close(descriptor)

    def become(descriptors, call):
        """Makes this process what the caller would have started."""
        arguments, environment, directory, umask, ignored = call
        for place, descriptor in enumerate(descriptors):
            os.dup2(descriptor, place)
        close(descriptors)
        os.environb.clear()
        os.environb.update(environment | own)
        os.chdir(directory)
        os.umask(umask)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for number in ignored:
            signal.signal(number, signal.SIG_IGN)
        sys.argv[1:] = arguments

    def answer(caller, letter, number):
        try:
            caller.sendall(struct.pack(ANSWER, letter, number))
        except OSError:
            pass  # It has gone.

    def reap():
        """Tells callers what their processes ended with."""
        while processes:
            process, status = os.waitpid(-1, os.WNOHANG)
            if process == 0:
                return
            caller = processes.pop(process)
            code = os.waitstatus_to_exitcode(status)
            answer(caller, b"S" if code < 0 else b"X", abs(code))
            forget(caller)

    def forget(caller):
        callers.pop(caller, None)
        try:
            selector.unregister(caller)
        except KeyError:
            pass
        caller.close()

    def pass_on(caller):
        """Signals from a caller; from one that has gone, the last of them."""
        try:
            numbers = caller.recv(16) or bytes([signal.SIGKILL])
        except OSError:
            numbers = bytes([signal.SIGKILL])
        for number in numbers:
            os.kill(callers[caller], number)
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
    callers, processes = {}, {}
    selector = selectors.DefaultSelector()
    for readable in (listener, wake_reader, sys.stdin):
        selector.register(readable, selectors.EVENT_READ)
    print(sys.executable, flush=True)

    while True:
        for key, _ in selector.select():
            if key.fileobj is sys.stdin:
                for process in processes:
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
                process = os.fork()
                if process == 0:
                    signal.set_wakeup_fd(-1)
                    selector.close()
                    for other in (listener, wake_reader, wake_writer, caller, *callers):
                        other.close()
                    become(*request)
                    run()
                close(request[0])
                processes[process] = caller
                callers[caller] = process
                selector.register(caller, selectors.EVENT_READ)
                answer(caller, b"P", process)
            elif key.fileobj in callers:
                pass_on(key.fileobj)


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

    # Each session makes a loader of its own, which would read all models again. A process makes one call, so none can see what
    # another has done to a loader that they share.
    session.create_loader = functools.cache(session.create_loader)
    # Asked of each of some 400 functions, for each call; it depends on nothing but the function.
    hooks.accepts_kwargs = functools.cache(hooks.accepts_kwargs)
    os.environ.update(AWS_ACCESS_KEY_ID="nobody", AWS_SECRET_ACCESS_KEY="nothing", AWS_MAX_ATTEMPTS="1")
    for call in calls:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            awscli.clidriver.create_clidriver().main(
                call.split() + ["--endpoint-url", "http://127.0.0.1:1", "--region", "eu-central-1", "--output", "json"]
            )
    gc.collect()
    gc.freeze()


def run():
    """Goes on with the real command. It ends without taking down what the server has loaded, which would take a while."""
    import runpy
    import traceback

    code = 1
    try:
        runpy.run_path(sys.argv[0], run_name="__main__")
        code = 0
    except SystemExit as end:
        if end.code is None:
            code = 0
        elif isinstance(end.code, int):
            code = end.code
        else:
            print(end.code, file=sys.stderr)
    except Exception:
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code & 0xFF)


if "SLUICE_AWS_SERVER" in os.environ and os.path.basename(sys.argv[0]) == "aws":
    serve(os.environ["SLUICE_AWS_SERVER"], os.environ["SLUICE_AWS_CALLS"].split(","))

package dev.sluice.worker.run;

/** The thread of one call of a blocking handler: interrupted if it must be, but never before or after that call. */
final class HandlerThread {

    private Thread thread;
    private boolean interrupted;

    /** The call begins on the current thread; not if it is called off already. */
    synchronized boolean begin() {
        thread = interrupted ? null : Thread.currentThread();
        return !interrupted;
    }

    synchronized void end() {
        thread = null;
        // The thread may serve others.
        Thread.interrupted();
    }

    synchronized void interrupt() {
        interrupted = true;
        if (thread != null) {
            thread.interrupt();
        }
    }
}

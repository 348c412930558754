package dev.sluice.devservices.reload;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

/**
 * Keeps the running code as its source is, and says so to whoever must not run on older code. It looks at the source
 * when it is asked, and often enough by itself that a saved file is all that a reload needs. One look serves all that
 * have asked before it.
 */
final class CurrentCode implements Executor {

    /** How long a saved file may go unnoticed that nobody asks about. A look takes a few milliseconds. */
    private static final long LOOK_MILLIS = 250;

    /** For how long nothing must be saved before a reload begins. */
    private static final long QUIET_MILLIS = 50;

    private static final int MOST_QUIET_LOOKS = 20;

    private static final Logger LOG = Logger.getLogger("dev.sluice.devservices");

    /** What compiles and restarts. */
    interface Reload {

        /** Compiles what has changed and restarts the application on it, or tries to. */
        void run() throws Exception;

        /** Why the application does not run on its source; null if it does. */
        Throwable problem();
    }

    private record Question(Consumer<Throwable> answer, boolean evenIfBroken) {}

    private final SourceFiles source;
    private final Reload reload;
    private final LinkedBlockingQueue<Question> questions = new LinkedBlockingQueue<>();
    private final List<Question> waiting = new ArrayList<>();
    private String told;
    private volatile Thread thread;
    private volatile boolean closed;

    CurrentCode(SourceFiles source, Reload reload) {
        this.source = source;
        this.reload = reload;
    }

    /** Begins to look, at the first call. */
    synchronized void start() {
        if (thread == null) {
            thread = Thread.ofPlatform().name("sluice-live-reload").daemon().start(this::keepUp);
        }
    }

    /** Looks no more. */
    void close() {
        closed = true;
    }

    /**
     * Runs the task on the code that the source says: once it is certain that nothing has been saved before this call
     * that does not run yet. While the source does not compile, or does not start, the task waits. One of an application
     * that is no more is run, too.
     */
    @Override
    public void execute(Runnable task) {
        questions.add(new Question(nothing -> task.run(), false));
    }

    /**
     * Looks whether the code is current, and makes it so.
     *
     * @param answer given the problem if it cannot be, else null; on the thread that reloads
     */
    void whenKnown(Consumer<Throwable> answer) {
        questions.add(new Question(answer, true));
    }

    private void keepUp() {
        while (!closed) {
            try {
                Question next = questions.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (next != null) {
                    waiting.add(next);
                    questions.drainTo(waiting);
                }
                look();
            } catch (InterruptedException e) {
                return;
            } catch (Exception | Error e) {
                // A file that is gone before it is read, for one: nothing is known until the next look.
                source.forget();
                tell(e);
            }
        }
    }

    /** Once for all looks that fail alike, and all that waits for this waits on. */
    private void tell(Throwable failure) {
        String text = failure.toString();
        if (!text.equals(told)) {
            told = text;
            LOG.warn("Could not look at the source, looking again", failure);
        }
    }

    private void look() throws Exception {
        if (source.haveChanged()) {
            awaitQuiet();
            reload.run();
        }
        Throwable problem = reload.problem();
        List<Question> known = waiting.stream()
                .filter(question -> problem == null || question.evenIfBroken())
                .toList();
        waiting.removeAll(known);
        known.forEach(question -> answer(question, problem));
    }

    /** An editor may write a file in two steps, and a checkout writes many. */
    private void awaitQuiet() throws InterruptedException {
        int looks = 0;
        do {
            Thread.sleep(QUIET_MILLIS);
            looks++;
        } while (source.haveChanged() && looks < MOST_QUIET_LOOKS);
    }

    private static void answer(Question question, Throwable problem) {
        try {
            question.answer().accept(problem);
        } catch (RuntimeException | Error e) {
            LOG.error("A task that waited for current code has failed", e);
        }
    }
}

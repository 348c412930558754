package dev.sluice.worker.scalein;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.jboss.logging.Logger;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;

/**
 * Has Auto Scaling spare the instance of this process while that is busy. All of it happens on one thread of its own;
 * whoever is busy is only looked at, and never waits. Outside EC2 the thread ends as soon as that is known.
 */
public final class ScaleInProtection implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ScaleInProtection.class);

    /** What the end of the process may have to wait for the last request; one to Auto Scaling takes a fifth of that. */
    private static final Duration LAST_REQUEST = Duration.ofMillis(500);

    /** How often the instance is looked for before there is none. */
    static final int SEARCHES = 3;

    private final ScaleInProtectionConfig config;
    private final BooleanSupplier busy;
    private final ProtectionTimings pace;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("sluice-scale-in").daemon().factory());

    // Below: on the thread only.
    private SdkAsyncHttpClient http;
    private ScalingGroup group;
    private ProtectionLoop guard;

    private ScaleInProtection(ScaleInProtectionConfig config, BooleanSupplier busy, ProtectionTimings pace) {
        this.config = config;
        this.busy = busy;
        this.pace = pace;
    }

    /**
     * Starts to look after the instance, unless this process runs on none or the configuration says no.
     *
     * @param busy whether there is work now; looked at each second, by another thread
     */
    public static ScaleInProtection start(ScaleInProtectionConfig config, BooleanSupplier busy) {
        return start(config, busy, ProtectionTimings.USUAL);
    }

    static ScaleInProtection start(ScaleInProtectionConfig config, BooleanSupplier busy, ProtectionTimings pace) {
        ScaleInProtection started = new ScaleInProtection(config, busy, pace);
        if (config.enabled()) {
            started.thread.execute(started::begin);
        } else {
            started.thread.shutdown();
        }
        return started;
    }

    /** The process is told to stop: the protection goes as soon as the work is done, without a cool-down. */
    public void stop() {
        onThread(this::stopNow);
    }

    /** The process ends: lifts the protection whatever goes on, and waits for that, but no longer than half a second. */
    @Override
    public void close() {
        onThread(this::liftAtLast);
        thread.shutdown();
        try {
            thread.awaitTermination(LAST_REQUEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.shutdownNow();
    }

    /** Whether there is nothing to look after, or no longer. */
    boolean isOff() {
        return thread.isShutdown();
    }

    private void onThread(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("There is no instance to protect", e);
        }
    }

    private void begin() {
        http = ProtectionClients.http();
        search(1);
    }

    /** Looks for the instance, more than once: while a process starts, an answer can be late. */
    private void search(int attempt) {
        try {
            Optional<Instance> found = new InstanceMetadata(http, thread).instance();
            if (found.isPresent()) {
                watch(found.get());
            } else if (attempt < SEARCHES && !InstanceMetadata.isDisabled()) {
                thread.schedule(
                        () -> search(attempt + 1),
                        pace.pauses().computeDelay(attempt).toMillis(),
                        TimeUnit.MILLISECONDS);
            } else {
                LOG.debug("Not on EC2: there is no instance to protect");
                end();
            }
        } catch (InterruptedException e) {
            end();
        } catch (RejectedExecutionException e) {
            LOG.debug("The end has come first; it lifts what is to be lifted", e);
        } catch (RuntimeException | Error e) {
            LOG.error("Scale-in protection failed and is off; this is a bug in Sluice", e);
            end();
        }
    }

    private void watch(Instance instance) {
        group = new ScalingGroup(
                ProtectionClients.autoScaling(http, instance.region(), pace.call(), config.endpointOverride()),
                instance.id());
        guard = new ProtectionLoop(
                group,
                new ProtectionState(
                        config.coolDown(), config.minInterval(), pace.check(), pace.pauses(), System::nanoTime));
        thread.scheduleWithFixedDelay(this::look, 0, pace.look().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Never fails: the executor would look no more, without a word. */
    private void look() {
        try {
            guard.look(busy.getAsBoolean());
        } catch (RuntimeException | Error e) {
            LOG.error("Failed to check whether the worker is busy; this is a bug in Sluice", e);
        }
    }

    private void stopNow() {
        if (guard != null) {
            guard.stop();
        }
    }

    private void liftAtLast() {
        if (guard != null) {
            guard.stop();
            guard.look(false);
        }
        end();
    }

    /** Netty's client listens for two quiet seconds before it ends, for which nobody has to wait. */
    private void end() {
        thread.shutdown();
        ScalingGroup groupsEnd = group;
        SdkAsyncHttpClient httpsEnd = http;
        Thread.ofPlatform().daemon().name("sluice-scale-in-close").start(() -> {
            if (groupsEnd != null) {
                groupsEnd.close();
            }
            if (httpsEnd != null) {
                httpsEnd.close();
            }
        });
    }
}

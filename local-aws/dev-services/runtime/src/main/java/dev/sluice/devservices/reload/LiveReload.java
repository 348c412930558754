package dev.sluice.devservices.reload;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

import io.quarkus.dev.spi.HotReplacementContext;
import io.quarkus.dev.spi.HotReplacementSetup;

/**
 * Live reload in dev mode as a worker needs it. Quarkus reloads when an HTTP request or a message comes, at most every
 * two seconds, and lets the old code have whatever comes in between, or when the new does not compile. Here a saved file
 * is enough, also for an application that did not start, and what asks for {@link #currentCode} never runs on older code.
 */
public final class LiveReload implements HotReplacementSetup {

    private static volatile LiveReload instance;

    private CurrentCode code;
    private HttpDoor door;

    /** For Quarkus, which finds it as a service. */
    public LiveReload() {}

    /** Runs tasks when the running code is what the source says. */
    static Executor currentCode() {
        return instance.code;
    }

    /** The application has started: from now on it may be reloaded. */
    static void started() {
        instance.door.install();
        instance.code.start();
    }

    @Override
    public void setupHotDeployment(HotReplacementContext context) {
        ShortFailures.install();
        code = new CurrentCode(new SourceFiles(folders(context)), new CurrentCode.Reload() {
            @Override
            public void run() throws Exception {
                door.keepOpen(() -> context.doScan(true));
            }

            @Override
            public Throwable problem() {
                return context.getDeploymentProblem();
            }
        });
        door = new HttpDoor(code);
        instance = this;
    }

    @Override
    public void handleFailedInitialStart() {
        door.installAtServerWithoutApplication();
        code.start();
    }

    @Override
    public void close() {
        code.close();
    }

    /** A module without resources names the folder of its classes instead, which changes by each compilation. */
    private static List<Path> folders(HotReplacementContext context) {
        List<Path> classes = context.getClassesDir();
        return Stream.concat(context.getSourcesDir().stream(), context.getResourcesDir().stream())
                .filter(folder -> !classes.contains(folder))
                .distinct()
                .toList();
    }
}

package dev.sluice.devservices.reload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class CurrentCodeTest {

    @TempDir
    Path source;

    private final Compiler compiler = new Compiler();
    private CurrentCode code;

    /** Compiles the one file, which is good unless it says "broken"; what runs is what was good last. */
    private final class Compiler implements CurrentCode.Reload {

        private final List<String> compiled = new CopyOnWriteArrayList<>();
        private volatile String running = "first";
        private volatile Throwable problem;

        @Override
        public void run() throws IOException {
            String text = Files.readString(file());
            compiled.add(text);
            if (text.contains("broken")) {
                problem = new IllegalStateException(text);
            } else {
                problem = null;
                running = text;
            }
        }

        @Override
        public Throwable problem() {
            return problem;
        }
    }

    @BeforeEach
    void begin() throws IOException {
        save("first");
        code = new CurrentCode(new SourceFiles(List.of(source)), compiler);
        code.start();
    }

    @AfterEach
    void end() {
        code.close();
    }

    @Test
    void runsATaskWithoutAReloadWhileTheSourceIsAsItWas() throws Exception {
        assertThat(runningCode()).succeedsWithin(5, TimeUnit.SECONDS).isEqualTo("first");
        assertThat(compiler.compiled).isEmpty();
    }

    @Test
    void runsNoTaskOnCodeThatIsOlderThanTheSourceHoweverOftenThatChanges() throws Exception {
        for (int i = 0; i < 10; i++) {
            save("version " + i);

            assertThat(runningCode()).succeedsWithin(5, TimeUnit.SECONDS).isEqualTo("version " + i);
        }
    }

    @Test
    void letsTasksWaitWhileTheSourceDoesNotCompileWhichItTriesOnceForEachSave() throws Exception {
        save("broken");
        CompletableFuture<Throwable> told = new CompletableFuture<>();
        code.whenKnown(told::complete);
        CompletableFuture<String> waiting = runningCode();

        assertThat(told).succeedsWithin(5, TimeUnit.SECONDS).isEqualTo(compiler.problem);
        CompletableFuture<Throwable> toldAgain = new CompletableFuture<>();
        code.whenKnown(toldAgain::complete);
        assertThat(toldAgain).succeedsWithin(5, TimeUnit.SECONDS).isNotNull();
        assertThat(waiting).isNotDone();
        assertThat(compiler.compiled).containsExactly("broken");

        save("mended");

        assertThat(waiting).succeedsWithin(5, TimeUnit.SECONDS).isEqualTo("mended");
    }

    @Test
    void reloadsWhenAFileIsSavedAlthoughNobodyAsks() throws Exception {
        save("saved");
        await().until(() -> compiler.running.equals("saved"));

        Files.writeString(source.resolve("Another.java"), "");
        await().until(() -> compiler.compiled.size() == 2);
    }

    @Test
    void looksAgainAfterAReloadThatFailedOnTheWay() throws Exception {
        Files.move(file(), source.resolve("Moved.java"));
        CompletableFuture<String> waiting = runningCode();
        save("back");

        assertThat(waiting).succeedsWithin(5, TimeUnit.SECONDS).isEqualTo("back");
    }

    private CompletableFuture<String> runningCode() {
        CompletableFuture<String> running = new CompletableFuture<>();
        code.execute(() -> running.complete(compiler.running));
        return running;
    }

    private void save(String text) throws IOException {
        Files.writeString(file(), text);
    }

    private Path file() {
        return source.resolve("File.java");
    }
}

package dev.sluice.deploy.script;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A version is a commit: what git does not tell must never pass for a clean tree or an empty commit. */
@Tag("process")
@Execution(ExecutionMode.CONCURRENT)
class RefusingGitTest {

    @AutoClose
    private final Checkout checkout = Checkout.make();

    private final Script script = new Script(checkout);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "build",
                "build --dirty",
                "build --reuse-executables --dirty",
                "build --dry-run",
                "push --dry-run",
                "release dev",
                "release dev --version 0000001-20261101T000000Z"
            })
    void theCheckoutOfAnotherOwnerEndsTheCommandWithGitsWords(String words) {
        // git's own way to have such a checkout in a test, as any user.
        script.with("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1");

        refuses("detected dubious ownership in repository", words.split(" "));
    }

    @Test
    void aFolderWithoutAGitDirectoryIsNotBuilt() {
        delete(".git");

        refuses("not a git repository", "build");
    }

    @Test
    void aRepositoryWithoutACommitIsNotBuilt() {
        delete(".git");
        git("init", "-q");

        refuses("Needed a single revision", "build", "--dirty");
    }

    @Test
    void anIndexThatGitCannotReadIsNotTakenForACleanTree() {
        checkout.write(".git/index", "broken");

        refuses("index file", "build");
    }

    @Test
    void anotherRepositoryAroundThisFolderIsNotTakenForItsOwn() throws IOException {
        Path inside = Files.createDirectories(checkout.root().resolve("target/unpacked/deploy"));
        for (String part : List.of("sluice", "lib", "environments", "infrastructure")) {
            Program.output(List.of(
                    "cp", "-R", checkout.root().resolve("deploy/" + part).toString(), inside.toString()));
        }
        Run run = new Script(new Checkout(inside.getParent())).run("build");

        assertThat(run.status()).as(run.toString()).isEqualTo(3);
        assertThat(run.err()).contains("deploy/sluice").contains("did not match any file(s) known to git");
    }

    @Test
    void whatGitIsConfiguredNotToShowIsAChangeAllTheSame() {
        git("config", "status.showUntrackedFiles", "no");
        checkout.write("notes", "not committed");

        refuses("there are changes that are not committed", "build");
    }

    @Test
    void theRepositoryOfAHookIsNotTakenForTheCheckout() {
        Run run = script.with("GIT_DIR", "/nowhere/.git")
                .with("GIT_INDEX_FILE", "/nowhere/index")
                .run("build", "--dry-run");

        assertThat(run.status()).as(run.toString()).isZero();
        assertThat(run.out()).contains("image.revision\"=" + checkout.commitId());
    }

    private void refuses(String cause, String... words) {
        Run run = script.run(words);
        assertThat(run.status()).as(run.toString()).isEqualTo(3);
        assertThat(run.err()).contains(cause);
        assertThat(run.out()).isEmpty();
    }

    private void git(String... words) {
        Program.output(Stream.concat(Stream.of("git", "-C", checkout.root().toString()), Stream.of(words))
                .toList());
    }

    private void delete(String folder) {
        try (Stream<Path> files = Files.walk(checkout.root().resolve(folder))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

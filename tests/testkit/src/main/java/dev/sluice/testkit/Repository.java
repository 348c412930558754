package dev.sluice.testkit;

import java.nio.file.Files;
import java.nio.file.Path;

/** The checkout that the tests are part of, from whichever module's folder Maven or an IDE starts them. */
public final class Repository {

    private Repository() {}

    /**
     * The folder with the Maven wrapper in it.
     *
     * @throws IllegalStateException when there is none at or above the working directory
     */
    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("No mvnw at or above " + Path.of("").toAbsolutePath());
        }
        return folder;
    }

    /** @param relative to the root, such as {@code docs/metrics.md} */
    public static Path path(String relative) {
        return root().resolve(relative);
    }
}

package dev.sluice.devservices.reload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The files below some folders, to find out whether any of them has changed. */
final class SourceFiles {

    /**
     * @param identity changes when an editor puts a new file in the place of the old one, where the file system tells
     */
    private record State(FileTime modified, long size, Object identity) {}

    private final List<Path> folders;
    private Map<Path, State> seen;

    SourceFiles(List<Path> folders) {
        this.folders = List.copyOf(folders);
        this.seen = look();
    }

    /** Whether a file has been changed, added or removed since the last call, or since the beginning. */
    boolean haveChanged() {
        Map<Path, State> now = look();
        boolean changed = !now.equals(seen);
        seen = now;
        return changed;
    }

    /** Makes the next look find a change, whatever it sees. */
    void forget() {
        seen = null;
    }

    private Map<Path, State> look() {
        Map<Path, State> states = new HashMap<>();
        for (Path folder : folders) {
            try {
                Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        states.put(
                                file,
                                new State(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey()));
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path gone, IOException e) {
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path folder, IOException e) {
                        return FileVisitResult.CONTINUE;
                    }
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return states;
    }
}

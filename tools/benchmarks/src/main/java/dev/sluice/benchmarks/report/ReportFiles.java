package dev.sluice.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where reports are kept: a file for programs and one for people, side by side. */
public final class ReportFiles {

    private ReportFiles() {}

    /** @param name the path of both files, without {@code .json} and {@code .md}; what is there is written over */
    public static void write(Report report, Path name) throws IOException {
        Path folder = name.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(name.getFileName() + ".json"), JsonReport.of(report));
        Files.writeString(folder.resolve(name.getFileName() + ".md"), MarkdownReport.of(report));
    }
}

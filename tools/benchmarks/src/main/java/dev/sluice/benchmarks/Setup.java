package dev.sluice.benchmarks;

import java.nio.file.Path;
import java.util.List;

import dev.sluice.benchmarks.process.Variant;

/**
 * What a run is about.
 *
 * @param root the project's folder
 * @param variants those to measure, whether they are built or not
 * @param jvmOptions of every JVM that is measured
 * @param nativeOptions of every native executable that is measured
 * @param bareLoops how many bare SDK loops run side by side
 * @param bareThreads threads of their SDK client
 */
record Setup(
        Path root,
        Scale scale,
        List<Variant> variants,
        List<String> jvmOptions,
        List<String> nativeOptions,
        int bareLoops,
        int bareThreads) {

    List<String> options(Variant variant) {
        return switch (variant) {
            case JVM -> jvmOptions;
            case NATIVE -> nativeOptions;
        };
    }
}

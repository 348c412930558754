package dev.sluice.benchmarks.process;

import java.util.Locale;

/** How an application is packaged. */
public enum Variant {
    JVM,
    NATIVE;

    /** As reports and file names say it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

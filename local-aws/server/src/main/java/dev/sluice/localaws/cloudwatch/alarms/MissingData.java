package dev.sluice.localaws.cloudwatch.alarms;

import java.util.Arrays;

import dev.sluice.localaws.cloudwatch.api.Rejection;

/** What an alarm makes of a period without data. */
enum MissingData {
    MISSING("missing", "Missing"),
    IGNORE("ignore", "Ignored"),
    BREACHING("breaching", "Breaching"),
    NOT_BREACHING("notBreaching", "NonBreaching");

    private final String name;
    private final String words;

    MissingData(String name, String words) {
        this.name = name;
        this.words = words;
    }

    /** @param name absent for the default */
    static MissingData named(String name) {
        return Arrays.stream(values())
                .filter(treatment -> treatment.name.equals(name == null ? MISSING.name : name))
                .findFirst()
                .orElseThrow(() -> Rejection.validation("The value " + name
                        + " for parameter TreatMissingData is invalid: it is breaching, notBreaching, ignore or"
                        + " missing."));
    }

    /** As a reason says it. */
    String words() {
        return words;
    }
}

package dev.sluice.client;

import java.util.List;

/** There is no such job type. Nothing was sent. */
public final class UnknownJobTypeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** As much of an unknown name as is repeated. */
    private static final int MAX_ECHO = 64;

    private final transient List<String> known;

    UnknownJobTypeException(String type, List<String> known) {
        super("\"%s\" is not a job type".formatted(shown(type)), null, false, false);
        this.known = known;
    }

    private static String shown(String type) {
        return type.length() <= MAX_ECHO ? type : type.substring(0, MAX_ECHO) + "…";
    }

    /** The names of the job types that there are, sorted. */
    public List<String> known() {
        return known;
    }
}

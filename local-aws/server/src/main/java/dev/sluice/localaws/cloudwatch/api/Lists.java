package dev.sluice.localaws.cloudwatch.api;

import java.util.List;

/** Absent lists, which are empty ones to everybody who reads a request. */
public final class Lists {

    private Lists() {}

    public static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}

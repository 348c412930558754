package dev.sluice.devservices.server.cloudwatch.api;

import java.util.List;

/** Absent lists, which are empty ones to everybody who reads a request. */
final class Lists {

    private Lists() {}

    static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}

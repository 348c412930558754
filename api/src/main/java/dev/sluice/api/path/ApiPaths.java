package dev.sluice.api.path;

import java.util.Map;
import java.util.Optional;

/**
 * The paths of the API's resources. An application that takes the API as a library has resources of its own, which are
 * none of the API's business.
 */
public final class ApiPaths {

    private static final Map<String, String> METHODS =
            Map.of("/jobs", "OPTIONS, POST", "/job-types", "GET, HEAD, OPTIONS");

    private ApiPaths() {}

    /** @param path decoded, relative to the base of all REST resources, with or without a slash at its end */
    public static boolean contains(String path) {
        return METHODS.containsKey(withoutEnd(path));
    }

    /** The methods of the resource at that path, as the Allow header has them; empty if it is not one of the API's. */
    public static Optional<String> methods(String path) {
        return Optional.ofNullable(METHODS.get(withoutEnd(path)));
    }

    private static String withoutEnd(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}

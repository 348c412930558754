package dev.sluice.api.problem;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The form of every error answer, for the API's description: RFC 9457. The answers themselves come from the problem
 * library.
 *
 * @param violations the offending fields, where fields are at fault
 */
@Schema(name = "Problem", description = "What went wrong (RFC 9457)")
public record ProblemDocument(
        @Schema(description = "Which kind of problem, for programs", examples = "\"urn:sluice:problem:invalid-job\"")
        String type,

        @Schema(description = "Which kind of problem, for people")
        String title,

        @Schema(description = "The HTTP status") int status,

        @Schema(description = "What is wrong with this request")
        String detail,

        @Schema(description = "The request's path") String instance,

        @Schema(description = "The fields at fault") List<Violation> violations) {

    public static final String MEDIA_TYPE = "application/problem+json";

    /**
     * A field at fault.
     *
     * @param field its path in the request, such as {@code data.url}
     * @param message what it must be
     */
    public record Violation(
            @Schema(description = "The field's path in the request", examples = "\"data.url\"")
            String field,

            @Schema(description = "What it must be") String message) {}
}

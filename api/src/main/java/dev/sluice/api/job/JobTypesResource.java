package dev.sluice.api.job;

import java.util.List;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.smallrye.common.annotation.NonBlocking;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

import dev.sluice.api.problem.ProblemDocument;
import dev.sluice.catalog.JobCatalog;

/** What can be submitted. */
@Path("/job-types")
@Tag(name = "Job types")
public class JobTypesResource {

    private final List<JobTypeView> types;

    JobTypesResource(JobCatalog catalog) {
        types = catalog.definitions().stream()
                .map(definition -> new JobTypeView(definition.type(), definition.schema()))
                .toList();
    }

    @GET
    @NonBlocking
    // Who accepts nothing but problems gets the list all the same.
    @Produces({MediaType.APPLICATION_JSON, ProblemDocument.MEDIA_TYPE})
    @Operation(
            operationId = "listJobTypes",
            summary = "List the job types",
            description = "Each with the JSON Schema (2020-12) that a job's data is checked against.")
    public RestResponse<List<JobTypeView>> list() {
        return RestResponse.ResponseBuilder.ok(types)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .build();
    }

    /**
     * One job type.
     *
     * @param type the name to submit jobs under
     * @param schema the JSON Schema of its data
     */
    @Schema(name = "JobType")
    public record JobTypeView(
            @Schema(description = "The name to submit jobs under", examples = "\"checksum\"")
            String type,

            @JsonRawValue @Schema(description = "The JSON Schema of its data", implementation = Object.class)
            String schema) {}
}

package dev.sluice.api.job;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

import dev.sluice.api.body.BodyReader;
import dev.sluice.api.problem.ProblemDocument;
import dev.sluice.client.JobPublisher;
import dev.sluice.client.Submission;

/** The way in: a job, and an answer once the queue holds it. */
@Path("/jobs")
@Tag(name = "Jobs")
// With all that it needs, so that the first request is as quick as the next.
@Startup
public class JobsResource {

    private final BodyReader bodies;
    private final SubmissionReader submissions;
    private final JobPublisher publisher;
    private final SubmissionMeters meters;

    JobsResource(BodyReader bodies, SubmissionReader submissions, JobPublisher publisher, SubmissionMeters meters) {
        this.bodies = bodies;
        this.submissions = submissions;
        this.publisher = publisher;
        this.meters = meters;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    // Who accepts nothing but problems would otherwise be refused before there is one.
    @Produces({MediaType.APPLICATION_JSON, ProblemDocument.MEDIA_TYPE})
    @Operation(
            operationId = "submitJob",
            summary = "Submit a job",
            description = "Answers 202 only after Amazon SQS has acknowledged the message. SQS delivers at least once; "
                    + "after any other answer, or none, it is safe to submit again under the same id.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = JobRequest.class)))
    @APIResponse(
            responseCode = "202",
            description = "The queue holds the job",
            content = @Content(schema = @Schema(implementation = JobAccepted.class)))
    @APIResponse(
            responseCode = "400",
            description = "The body is not JSON",
            content =
                    @Content(
                            mediaType = ProblemDocument.MEDIA_TYPE,
                            schema = @Schema(implementation = ProblemDocument.class)))
    @APIResponse(
            responseCode = "404",
            description = "There is no such job type",
            content =
                    @Content(
                            mediaType = ProblemDocument.MEDIA_TYPE,
                            schema = @Schema(implementation = ProblemDocument.class)))
    @APIResponse(
            responseCode = "408",
            description = "The body took too long to arrive",
            content =
                    @Content(
                            mediaType = ProblemDocument.MEDIA_TYPE,
                            schema = @Schema(implementation = ProblemDocument.class)))
    @APIResponse(
            responseCode = "413",
            description = "The job is larger than a message may be (1 MiB)",
            content =
                    @Content(
                            mediaType = ProblemDocument.MEDIA_TYPE,
                            schema = @Schema(implementation = ProblemDocument.class)))
    @APIResponse(
            responseCode = "415",
            description = "The body is not declared as application/json",
            content =
                    @Content(
                            mediaType = ProblemDocument.MEDIA_TYPE,
                            schema = @Schema(implementation = ProblemDocument.class)))
    @APIResponse(
            responseCode = "422",
            description = "A field is wrong, or the queue refuses such a job",
            content =
                    @Content(
                            mediaType = ProblemDocument.MEDIA_TYPE,
                            schema = @Schema(implementation = ProblemDocument.class)))
    @APIResponse(
            responseCode = "503",
            description =
                    "The queue cannot take the job now, and may or may not hold it; or the service is busy with other bodies",
            headers =
                    @Header(
                            name = "Retry-After",
                            description = "Seconds to wait",
                            schema = @Schema(implementation = Integer.class)),
            content =
                    @Content(
                            mediaType = ProblemDocument.MEDIA_TYPE,
                            schema = @Schema(implementation = ProblemDocument.class)))
    public Uni<RestResponse<JobAccepted>> submit(@Context RoutingContext exchange) {
        return bodies.read(exchange)
                // Deferred: whatever reading throws, the body is released.
                .chain(body -> Uni.createFrom()
                        .deferred(() -> submissions.read(body))
                        .chain(submission -> publisher.publish(submission).map(sent -> accepted(submission)))
                        .onTermination()
                        .invoke(body::release))
                .onFailure()
                .invoke(meters::failed);
    }

    private RestResponse<JobAccepted> accepted(Submission submission) {
        meters.accepted(submission.type());
        return RestResponse.ResponseBuilder.<JobAccepted>accepted(new JobAccepted(submission.id()))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .build();
    }
}

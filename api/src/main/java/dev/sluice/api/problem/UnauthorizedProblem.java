package dev.sluice.api.problem;

import jakarta.ws.rs.core.Response;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/**
 * Stands in native images for a class of quarkus-resteasy-problem, which reads a field that Quarkus 3.34 has no more: a
 * native build links everything at once and stops there. The producer lets everybody in, so nobody meets its 401; a service
 * that asks for credentials gets the problem document, without the challenge that the original adds.
 */
@TargetClass(className = "io.quarkiverse.resteasy.problem.security.HttpUnauthorizedUtils")
final class UnauthorizedProblem {

    private UnauthorizedProblem() {}

    @Substitute
    static Uni<HttpProblem> toProblem(RoutingContext request, Exception failure) {
        return Uni.createFrom()
                .item(HttpProblem.builder()
                        .withTitle(Response.Status.UNAUTHORIZED.getReasonPhrase())
                        .withStatus(Response.Status.UNAUTHORIZED)
                        .withDetail(failure.getMessage())
                        .build());
    }
}

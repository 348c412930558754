package dev.sluice.api.problem;

import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.quarkiverse.resteasy.problem.HttpProblem;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import dev.sluice.api.path.ApiPaths;

/** What the client is told that sends or wants another form than JSON. The REST layer's words name its annotations. */
class Negotiation {

    @ServerExceptionMapper
    Response notSupported(NotSupportedException failure, UriInfo request) {
        return response(RequestProblems.unsupportedMediaType(), failure, request);
    }

    @ServerExceptionMapper
    Response notAcceptable(NotAcceptableException failure, UriInfo request) {
        return response(RequestProblems.notAcceptable(), failure, request);
    }

    private static Response response(HttpProblem ours, WebApplicationException failure, UriInfo request) {
        HttpProblem problem = ApiPaths.contains(request.getPath()) ? ours : RequestProblems.elsewhere(failure);
        return problem.toResponse();
    }
}

package dev.sluice.api.problem;

import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.quarkiverse.resteasy.problem.HttpProblem;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import dev.sluice.api.path.ApiPaths;

/** Says which methods there are, as RFC 9110 demands of every 405. The REST layer knows them, but does not tell. */
class MethodNotAllowed {

    @ServerExceptionMapper
    Response notAllowed(NotAllowedException failure, UriInfo request) {
        HttpProblem problem = ApiPaths.methods(request.getPath())
                .map(RequestProblems::methodNotAllowed)
                .orElseGet(() -> RequestProblems.elsewhere(failure));
        return problem.toResponse();
    }
}

package dev.sluice.api.problem;

import java.util.Map;

import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Says which methods there are, as RFC 9110 demands of every 405. The REST layer knows them, but does not tell. */
class MethodNotAllowed {

    private static final Map<String, String> METHODS =
            Map.of("/jobs", "OPTIONS, POST", "/job-types", "GET, HEAD, OPTIONS");

    @ServerExceptionMapper
    Response notAllowed(NotAllowedException failure, UriInfo request) {
        String allowed = METHODS.getOrDefault(request.getPath(), "OPTIONS");
        return RequestProblems.methodNotAllowed(allowed).toResponse();
    }
}

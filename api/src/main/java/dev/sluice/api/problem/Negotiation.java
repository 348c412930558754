package dev.sluice.api.problem;

import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What the client is told that sends or wants another form than JSON. The REST layer's words name its annotations. */
class Negotiation {

    @ServerExceptionMapper
    Response notSupported(NotSupportedException failure) {
        return RequestProblems.unsupportedMediaType().toResponse();
    }

    @ServerExceptionMapper
    Response notAcceptable(NotAcceptableException failure) {
        return RequestProblems.notAcceptable().toResponse();
    }
}

package dev.sluice.api.body;

import jakarta.ws.rs.core.Response;

import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What the client is told whose body is not read to its end. */
class BodyRefusals {

    /** Not by way of the problem library, which logs a stack trace for each 503. */
    @ServerExceptionMapper
    Response refused(BodyRefusedException refusal) {
        return refusal.problem().toResponse();
    }
}

package dev.sluice.api.body;

import io.quarkiverse.resteasy.problem.HttpProblem;

/** A body is not read to its end; the client is told why. */
public final class BodyRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient HttpProblem problem;

    BodyRefusedException(HttpProblem problem) {
        super(problem.getDetail(), null, false, false);
        this.problem = problem;
    }

    public HttpProblem problem() {
        return problem;
    }
}

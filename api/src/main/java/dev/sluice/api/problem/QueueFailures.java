package dev.sluice.api.problem;

import jakarta.ws.rs.core.Response;

import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import dev.sluice.sqs.MessageRefusedException;
import dev.sluice.sqs.MessageTooLargeException;
import dev.sluice.sqs.QueueUnavailableException;

/** What the client is told when the queue did not take its job. */
class QueueFailures {

    private static final Logger LOG = Logger.getLogger(QueueFailures.class);

    private final RetryConfig config;

    QueueFailures(RetryConfig config) {
        this.config = config;
    }

    @ServerExceptionMapper
    Response tooLarge(MessageTooLargeException failure) {
        return JobProblems.tooLarge(failure.getMessage()).toResponse();
    }

    /** To submit it again cannot help, so the client is told what SQS says of it. */
    @ServerExceptionMapper
    Response refused(MessageRefusedException failure) {
        return JobProblems.refused("Amazon SQS refuses the job: " + failure.getMessage())
                .toResponse();
    }

    @ServerExceptionMapper
    Response unavailable(QueueUnavailableException failure) {
        LOG.debug(failure.getMessage());
        return JobProblems.unavailable(
                        "Amazon SQS has not acknowledged the job. Submit it again under the same id: it may be there already.",
                        config.retryAfter())
                .toResponse();
    }
}

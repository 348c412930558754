package dev.sluice.worker.scalein;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import org.jboss.logging.Logger;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Tells of trouble with Auto Scaling when it begins and when it ends, and not at each try between the two. */
final class ProtectionTrouble {

    private static final Logger LOG = Logger.getLogger(ScaleInProtection.class);

    private static final int FORBIDDEN = 403;
    private static final int SERVER_ERROR = 500;

    private boolean told;

    /** Whether the request may have had its effect: only a refusal is certain to have had none. */
    boolean isInDoubt(Throwable failure) {
        return !(cause(failure) instanceof AwsServiceException refusal && refusal.statusCode() < SERVER_ERROR)
                && !(failure instanceof NotInServiceException);
    }

    /** Whether Auto Scaling has said no, and not only that it is too busy to say anything. */
    boolean isRefusal(Throwable failure) {
        return cause(failure) instanceof AwsServiceException refusal
                && refusal.statusCode() < SERVER_ERROR
                && !refusal.isThrottlingException();
    }

    void tell(Throwable failure) {
        Throwable cause = cause(failure);
        if (told) {
            LOG.debug("Still cannot change scale-in protection", cause);
            return;
        }
        told = true;
        if (cause instanceof NotInServiceException) {
            LOG.infof("No instance to protect from scale-in yet: %s", cause.getMessage());
        } else {
            LOG.warnf(
                    "Cannot change scale-in protection; retrying, jobs are not affected: %s%s",
                    cause.getMessage(), advice(cause));
        }
    }

    private static String advice(Throwable cause) {
        return cause instanceof AwsServiceException refusal && refusal.statusCode() == FORBIDDEN
                ? ". Grant the instance role autoscaling:DescribeAutoScalingInstances and "
                        + "autoscaling:SetInstanceProtection, or set sluice.consumer.scale-in-protection.enabled=false"
                : "";
    }

    void over() {
        if (told) {
            told = false;
            LOG.info("Scale-in protection can be changed again");
        }
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}

package dev.sluice.localaws;

import org.elasticmq.Limit;
import org.elasticmq.LimitedValue;
import org.elasticmq.Limits;
import org.elasticmq.RangeLimit;
import org.elasticmq.StrictSQSLimits$;
import scala.collection.immutable.List;
import scala.math.BigDecimal;

/** The quotas of SQS as they are today: ElasticMQ's strict ones, which are from before messages of 1 MiB. */
final class LocalSqsLimits implements Limits {

    /** SQS' quota for a message and for a batch since August 2025, 1 MiB. ElasticMQ counts UTF-16 units of bodies. */
    static final int MAX_MESSAGE_LENGTH = 1_048_576;

    private final Limits strict = StrictSQSLimits$.MODULE$;

    @Override
    public Limit<Object> maxMessageLength() {
        return new LimitedValue<>(MAX_MESSAGE_LENGTH);
    }

    @Override
    public Limit<Object> queueNameLengthLimit() {
        return strict.queueNameLengthLimit();
    }

    @Override
    public Limit<Object> batchSizeLimit() {
        return strict.batchSizeLimit();
    }

    @Override
    public Limit<RangeLimit<Object>> numberOfMessagesLimit() {
        return strict.numberOfMessagesLimit();
    }

    @Override
    public Limit<Object> nonEmptyAttributesLimit() {
        return strict.nonEmptyAttributesLimit();
    }

    @Override
    public Limit<List<RangeLimit<Object>>> bodyValidCharactersLimit() {
        return strict.bodyValidCharactersLimit();
    }

    @Override
    public Limit<RangeLimit<BigDecimal>> numberAttributeValueLimit() {
        return strict.numberAttributeValueLimit();
    }

    @Override
    public Limit<RangeLimit<Object>> messageWaitTimeLimit() {
        return strict.messageWaitTimeLimit();
    }

    @Override
    public Limit<Object> messageAttributesLimit() {
        return strict.messageAttributesLimit();
    }
}

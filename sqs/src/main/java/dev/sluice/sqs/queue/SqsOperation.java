package dev.sluice.sqs.queue;

/** The requests that Sluice makes to a queue, by their names in the Amazon SQS API Reference. */
public enum SqsOperation {
    RECEIVE("ReceiveMessage"),
    DELETE("DeleteMessageBatch"),
    CHANGE_VISIBILITY("ChangeMessageVisibilityBatch"),
    SEND("SendMessageBatch"),
    /** GetQueueUrl and GetQueueAttributes: rare, and so counted together. */
    LOOK_UP("LookUp");

    private final String apiName;

    SqsOperation(String apiName) {
        this.apiName = apiName;
    }

    public String apiName() {
        return apiName;
    }
}

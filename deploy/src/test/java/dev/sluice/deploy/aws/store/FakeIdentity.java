package dev.sluice.deploy.aws.store;

import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

import dev.sluice.deploy.aws.wire.Operations;

/** An AWS STS that knows one account. */
public final class FakeIdentity {

    public static final String ACCOUNT = "111122223333";

    private FakeIdentity() {}

    public static Operations operations() {
        return new Operations().with(GetCallerIdentityRequest::builder, request -> GetCallerIdentityResponse.builder()
                .account(ACCOUNT)
                .arn("arn:aws:iam::" + ACCOUNT + ":user/operator")
                .userId("AIDAOPERATOR")
                .build());
    }
}

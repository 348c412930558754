package dev.sluice.sqs.wire;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.retry.ClockSkew;
import software.amazon.awssdk.endpoints.Endpoint;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.services.sqs.SqsServiceClientConfiguration;
import software.amazon.awssdk.services.sqs.endpoints.SqsEndpointProvider;
import software.amazon.awssdk.services.sqs.model.SqsException;

import dev.sluice.sqs.credentials.BackgroundCredentials;

/** Where requests go, and in whose name: as an SDK client would have it, and with the SDK's own signer and rules. */
final class RequestSigner {

    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final URI endpoint;
    private final String region;
    private final IdentityProvider<? extends AwsCredentialsIdentity> credentials;

    /** How far this machine's clock is ahead of SQS's, as far as a refusal has told. */
    private volatile Duration skew = Duration.ZERO;

    private RequestSigner(URI endpoint, String region, IdentityProvider<? extends AwsCredentialsIdentity> credentials) {
        this.endpoint = endpoint;
        this.region = region;
        this.credentials = credentials;
    }

    static RequestSigner as(SqsServiceClientConfiguration client) {
        var rules = (SqsEndpointProvider) client.endpointProvider().orElseGet(SqsEndpointProvider::defaultProvider);
        Endpoint endpoint = rules.resolveEndpoint(params -> params.region(client.region())
                        .endpoint(client.endpointOverride().map(URI::toString).orElse(null))
                        .useFips(SdkSystemSetting.AWS_USE_FIPS_ENDPOINT
                                .getBooleanValue()
                                .orElse(false))
                        .useDualStack(SdkSystemSetting.AWS_USE_DUALSTACK_ENDPOINT
                                .getBooleanValue()
                                .orElse(false)))
                .join();
        return new RequestSigner(endpoint.url(), client.region().id(), client.credentialsProvider());
    }

    URI endpoint() {
        return endpoint;
    }

    CompletableFuture<? extends AwsCredentialsIdentity> credentials() {
        return credentials.resolveIdentity();
    }

    SdkHttpRequest sign(SdkHttpRequest request, byte[] body, AwsCredentialsIdentity identity) {
        return signer.sign(signing -> signing.identity(identity)
                        .request(request)
                        .payload(ContentStreamProvider.fromByteArrayUnsafe(body))
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "sqs")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.offset(Clock.systemUTC(), skew.negated())))
                .request();
    }

    Duration skew() {
        return skew;
    }

    /** Signs by SQS's clock from now on if the request was refused for this machine's, and renews credentials that were refused. */
    void refused(SqsException failure) {
        if (credentials instanceof BackgroundCredentials background) {
            background.requestFailed(failure);
        }
        if (failure.isClockSkewException()) {
            ClockSkew.getServerTime(failure.awsErrorDetails().sdkHttpResponse())
                    .ifPresent(theirs -> skew = ClockSkew.getClockSkew(Instant.now(), theirs));
        }
    }
}

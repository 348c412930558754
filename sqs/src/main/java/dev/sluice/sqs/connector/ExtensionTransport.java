package dev.sluice.sqs.connector;

import io.quarkiverse.amazon.common.runtime.AmazonClientNettyTransportRecorder;
import io.quarkiverse.amazon.common.runtime.AsyncHttpClientConfig;
import io.quarkus.runtime.RuntimeValue;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;

/**
 * The HTTP client as the Quarkus extension sets it up by its configuration. The extension gives it to nobody else, so this asks
 * the extension's own recorder, which is no public API: nothing else here may.
 */
final class ExtensionTransport {

    private ExtensionTransport() {}

    static NettyNioAsyncHttpClient.Builder of(AsyncHttpClientConfig config) {
        return (NettyNioAsyncHttpClient.Builder) new AmazonClientNettyTransportRecorder()
                .configureAsync("sqs", new RuntimeValue<>(config))
                .getValue();
    }
}

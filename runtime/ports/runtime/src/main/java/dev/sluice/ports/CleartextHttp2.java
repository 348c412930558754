package dev.sluice.ports;

import jakarta.inject.Singleton;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;

/**
 * HTTP/2 without TLS, where it is asked for and nowhere else: no client of Sluice needs it, load balancers do not use it by
 * themselves, and it is the larger half of what a stranger can attack.
 */
@Singleton
public class CleartextHttp2 implements HttpServerOptionsCustomizer {

    private final boolean wanted;

    CleartextHttp2(PortsConfig config) {
        this.wanted = config.h2c();
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        // quarkus.http.http2=false has switched it off already, and means it.
        options.setHttp2ClearTextEnabled(options.isHttp2ClearTextEnabled() && wanted);
    }

    @Override
    public void customizeDomainSocketServer(HttpServerOptions options) {
        customizeHttpServer(options);
    }
}

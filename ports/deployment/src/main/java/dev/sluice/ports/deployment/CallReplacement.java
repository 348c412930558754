package dev.sluice.ports.deployment;

import java.util.Optional;
import java.util.stream.Stream;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

import dev.sluice.ports.ManagementPort;

/**
 * A call in Quarkus' own code, and the static method that is called instead, with the called object as its first parameter.
 *
 * @param owner the called interface's internal name
 * @param method the called method's name; none of those here is overloaded where it is called
 * @param replacement a method of {@link ManagementPort}
 */
enum CallReplacement {
    SERVER(
            "io/vertx/core/Vertx",
            "createHttpServer",
            "(Lio/vertx/core/http/HttpServerOptions;)Lio/vertx/core/http/HttpServer;",
            "createServer",
            "(Lio/vertx/core/Vertx;Lio/vertx/core/http/HttpServerOptions;)Lio/vertx/core/http/HttpServer;"),
    INVITATION(
            "io/vertx/ext/web/handler/CorsHandler",
            "addOrigin",
            "(Ljava/lang/String;)Lio/vertx/ext/web/handler/CorsHandler;",
            "inviteNobody",
            "(Lio/vertx/ext/web/handler/CorsHandler;Ljava/lang/String;)Lio/vertx/core/Handler;");

    /** The internal name of the class with the replacements. */
    static final String REPLACEMENTS = Type.getInternalName(ManagementPort.class);

    private final String owner;
    private final String method;
    private final String descriptor;
    private final String replacement;
    private final String replacementDescriptor;

    CallReplacement(String owner, String method, String descriptor, String replacement, String replacementDescriptor) {
        this.owner = owner;
        this.method = method;
        this.descriptor = descriptor;
        this.replacement = replacement;
        this.replacementDescriptor = replacementDescriptor;
    }

    /** Which of them this instruction is, if any. */
    static Optional<CallReplacement> of(int opcode, String owner, String method, String descriptor) {
        return opcode != Opcodes.INVOKEINTERFACE
                ? Optional.empty()
                : Stream.of(values())
                        .filter(call -> call.owner.equals(owner)
                                && call.method.equals(method)
                                && call.descriptor.equals(descriptor))
                        .findFirst();
    }

    String replacement() {
        return replacement;
    }

    String replacementDescriptor() {
        return replacementDescriptor;
    }
}

package dev.sluice.ports.deployment;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

import dev.sluice.ports.ApiPort;
import dev.sluice.ports.ManagementPort;

/**
 * A call in Quarkus' own code, and the static method that is called instead, with the called object as its first parameter.
 */
enum CallReplacement {
    MANAGEMENT_SERVER(
            "io.quarkus.vertx.http.runtime.VertxHttpRecorder",
            "io/vertx/core/Vertx",
            "createHttpServer",
            "(Lio/vertx/core/http/HttpServerOptions;)Lio/vertx/core/http/HttpServer;",
            ManagementPort.class,
            "createServer",
            "(Lio/vertx/core/Vertx;Lio/vertx/core/http/HttpServerOptions;)Lio/vertx/core/http/HttpServer;"),
    INVITATION(
            "io.quarkus.vertx.http.runtime.VertxHttpRecorder",
            "io/vertx/ext/web/handler/CorsHandler",
            "addOrigin",
            "(Ljava/lang/String;)Lio/vertx/ext/web/handler/CorsHandler;",
            ManagementPort.class,
            "inviteNobody",
            "(Lio/vertx/ext/web/handler/CorsHandler;Ljava/lang/String;)Lio/vertx/core/Handler;"),
    API_SERVER(
            "io.quarkus.vertx.http.runtime.VertxHttpRecorder$WebDeploymentVerticle",
            "io/vertx/core/Vertx",
            "createHttpServer",
            "(Lio/vertx/core/http/HttpServerOptions;)Lio/vertx/core/http/HttpServer;",
            ApiPort.class,
            "createServer",
            "(Lio/vertx/core/Vertx;Lio/vertx/core/http/HttpServerOptions;)Lio/vertx/core/http/HttpServer;");

    private final String caller;
    private final String owner;
    private final String method;
    private final String descriptor;
    private final Class<?> replacer;
    private final String replacement;
    private final String replacementDescriptor;

    /**
     * @param caller the class in whose code the call stands
     * @param owner the called interface's internal name
     * @param method the called method's name; none of those here is overloaded where it is called
     * @param replacer the class of the method that is called instead
     */
    CallReplacement(
            String caller,
            String owner,
            String method,
            String descriptor,
            Class<?> replacer,
            String replacement,
            String replacementDescriptor) {
        this.caller = caller;
        this.owner = owner;
        this.method = method;
        this.descriptor = descriptor;
        this.replacer = replacer;
        this.replacement = replacement;
        this.replacementDescriptor = replacementDescriptor;
    }

    /** The classes in whose code calls are replaced. */
    static Set<String> callers() {
        return Stream.of(values()).map(call -> call.caller).collect(Collectors.toSet());
    }

    /** Those in the code of a class. */
    static Set<CallReplacement> in(String className) {
        return Stream.of(values())
                .filter(call -> call.caller.equals(className))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(CallReplacement.class)));
    }

    /** Whether it is this instruction. */
    boolean is(int opcode, String owner, String method, String descriptor) {
        return opcode == Opcodes.INVOKEINTERFACE
                && this.owner.equals(owner)
                && this.method.equals(method)
                && this.descriptor.equals(descriptor);
    }

    void visitInstead(MethodVisitor visitor) {
        visitor.visitMethodInsn(
                Opcodes.INVOKESTATIC, Type.getInternalName(replacer), replacement, replacementDescriptor, false);
    }
}

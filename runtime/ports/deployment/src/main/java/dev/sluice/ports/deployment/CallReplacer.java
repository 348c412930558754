package dev.sluice.ports.deployment;

import java.util.Set;

import io.quarkus.gizmo.Gizmo;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;

/** Replaces calls in the class that it is shown, and does not let a build pass in which one of them is missing. */
final class CallReplacer extends ClassVisitor {

    private final String className;
    private final Set<CallReplacement> calls;
    private final Set<CallReplacement> missing;

    CallReplacer(String className, ClassVisitor next) {
        super(Gizmo.ASM_API_VERSION, next);
        this.className = className;
        this.calls = CallReplacement.in(className);
        this.missing = CallReplacement.in(className);
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, String signature, String[] exceptions) {
        return new MethodVisitor(
                Gizmo.ASM_API_VERSION, super.visitMethod(access, name, descriptor, signature, exceptions)) {
            @Override
            public void visitMethodInsn(int opcode, String owner, String method, String called, boolean isInterface) {
                for (CallReplacement call : calls) {
                    if (call.is(opcode, owner, method, called)) {
                        missing.remove(call);
                        call.visitInstead(mv);
                        return;
                    }
                }
                super.visitMethodInsn(opcode, owner, method, called, isInterface);
            }
        };
    }

    /** @throws IllegalStateException when Quarkus makes its ports in another way by now */
    @Override
    public void visitEnd() {
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "%s does not call what is replaced here: %s. See whether Quarkus lets its ports be customized by now."
                            .formatted(className, missing));
        }
        super.visitEnd();
    }
}

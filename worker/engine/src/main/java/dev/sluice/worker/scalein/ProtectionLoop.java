package dev.sluice.worker.scalein;

import java.util.Optional;
import java.util.concurrent.ExecutionException;

import org.jboss.logging.Logger;

/** Sees to it that the instance is protected as its {@link ProtectionState} says, and survives what goes wrong. Used by one thread. */
final class ProtectionLoop {

    private static final Logger LOG = Logger.getLogger(ProtectionLoop.class);

    private final ScalingGroup group;
    private final ProtectionState protection;
    private final ProtectionTrouble trouble = new ProtectionTrouble();

    ProtectionLoop(ScalingGroup group, ProtectionState protection) {
        this.group = group;
        this.protection = protection;
    }

    /** The process is told to stop. */
    void stop() {
        protection.stop();
    }

    /** Somebody has looked whether there is work; what follows from that is done now, and blocks for as long as it takes. */
    void look(boolean busy) {
        try {
            if (!group.isFound() || protection.isInDoubt(busy)) {
                if (!protection.mayTry()) {
                    return;
                }
                protection.is(group.find());
            }
            Optional<Boolean> wanted = protection.wanted(busy);
            if (wanted.isPresent()) {
                group.protect(wanted.get());
                protection.changed(wanted.get());
                trouble.over();
                LOG.debugf("Protection from scale-in is %s", wanted.get() ? "on" : "off");
            }
        } catch (ExecutionException | RuntimeException e) {
            protection.failed(trouble.isInDoubt(e));
            if (trouble.isRefusal(e)) {
                // Whatever it says: of a group that is gone, even the rights of the instance's role are none.
                group.forget();
            }
            trouble.tell(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.sluice.runtime.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.word.PointerBase;
import org.graalvm.word.UnsignedWord;
import org.graalvm.word.WordFactory;
import org.jboss.logging.Logger;

/**
 * The memory of a native executable that is mapped from its file and was never written to. Nothing is lost when it is given
 * back: a page comes from the file again, mostly from the kernel's cache, when it is next touched.
 */
final class ConstantPages {

    private static final Logger LOG = Logger.getLogger(ConstantPages.class);

    /** MADV_DONTNEED of madvise(2). */
    private static final int DONT_NEED = 4;

    private ConstantPages() {}

    /** Gives all of it back. Where that cannot be done it stays as it is. */
    static void giveBack() {
        try {
            String executable = Path.of("/proc/self/exe").toRealPath().toString();
            String constant = null;
            for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
                // A mapping, such as: 00410000-02cd2000 r-xp 00010000 fe:00 2146684 /sluice
                // and then what is known of it, line by line, such as: Anonymous: 0 kB
                List<String> fields = List.of(line.split(" +"));
                if (!fields.getFirst().endsWith(":")) {
                    boolean isConstant = fields.getLast().equals(executable)
                            && !fields.get(1).contains("w");
                    constant = isConstant ? fields.getFirst() : null;
                } else if (constant != null && fields.getFirst().equals("Anonymous:")) {
                    // Pages that the loader has written to, before it made them constant, are not what the file holds.
                    if (fields.get(1).equals("0")) {
                        giveBack(constant);
                    }
                }
            }
        } catch (IOException e) {
            LOG.debug("Nothing is given back after the start", e);
        }
    }

    private static void giveBack(String range) {
        int dash = range.indexOf('-');
        long from = HexFormat.fromHexDigitsToLong(range, 0, dash);
        long to = HexFormat.fromHexDigitsToLong(range, dash + 1, range.length());
        madvise(WordFactory.pointer(from), WordFactory.unsigned(to - from), DONT_NEED);
    }

    @CFunction(transition = CFunction.Transition.NO_TRANSITION)
    private static native int madvise(PointerBase address, UnsignedWord length, int advice);
}

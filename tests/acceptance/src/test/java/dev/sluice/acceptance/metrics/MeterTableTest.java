package dev.sluice.acceptance.metrics;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.Index;
import org.jboss.jandex.Indexer;
import org.junit.jupiter.api.Test;

import dev.sluice.dashboard.meter.MeterDimension;
import dev.sluice.runtime.meters.MeterDefinition;

import static org.assertj.core.api.Assertions.assertThat;

/** The meters that the libraries declare, against the dashboard's table of all. */
class MeterTableTest {

    /** A meter, as both sides tell of it. */
    private record Row(String name, String kind, String description, List<String> tags) {}

    @Test
    void theTableHasEveryMeterThatALibraryDeclaresAndNoOther() throws Exception {
        List<Row> declared = new ArrayList<>(declaredBySqs());
        declared.addAll(declaredByTheServicesLibraries());

        assertThat(declared).containsExactlyInAnyOrderElementsOf(table());
    }

    private static List<Row> table() {
        return Arrays.stream(dev.sluice.dashboard.meter.SluiceMeter.values())
                .map(meter -> new Row(
                        meter.key(),
                        meter.kind().name(),
                        meter.description(),
                        meter.dimensions().stream().map(MeterDimension::key).toList()))
                .toList();
    }

    /** {@code sqs} knows nothing of Sluice and declares them in its own way. */
    private static List<Row> declaredBySqs() {
        return Arrays.stream(dev.sluice.sqs.SqsMeter.values())
                .map(meter -> new Row(meter.key(), meter.kind().name(), meter.description(), meter.tags()))
                .toList();
    }

    /** Every constant of that type, in whatever class of Sluice's own. */
    private static List<Row> declaredByTheServicesLibraries() throws Exception {
        List<Row> rows = new ArrayList<>();
        for (ClassInfo type : ownClasses().getKnownClasses()) {
            for (FieldInfo field : type.fields()) {
                if (field.type().name().toString().equals(MeterDefinition.class.getName())) {
                    rows.add(row(field));
                }
            }
        }
        return rows;
    }

    /** Read and not loaded, since what they need is not here. */
    private static Index ownClasses() throws IOException {
        Indexer indexer = new Indexer();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            if (Files.isDirectory(path)) {
                index(path.resolve("dev/sluice"), indexer);
            } else if (path.getFileName().toString().startsWith("sluice-")) {
                try (FileSystem jar = FileSystems.newFileSystem(path)) {
                    index(jar.getPath("dev/sluice"), indexer);
                }
            }
        }
        return indexer.complete();
    }

    private static void index(Path folder, Indexer indexer) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.filter(one -> one.toString().endsWith(".class"))::iterator) {
                try (InputStream in = Files.newInputStream(file)) {
                    indexer.index(in);
                }
            }
        }
    }

    private static Row row(FieldInfo constant) throws ReflectiveOperationException {
        var field = Class.forName(constant.declaringClass().name().toString()).getDeclaredField(constant.name());
        field.setAccessible(true);
        MeterDefinition meter = (MeterDefinition) field.get(null);
        return new Row(meter.name(), meter.kind().name(), meter.description(), meter.tags());
    }
}

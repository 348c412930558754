package dev.sluice.catalog.deployment.schema;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Payload records with components drawn from all that a record may hold, compiled as a developer's would be. */
final class GeneratedRecords implements AutoCloseable {

    /** What stands for itself, with and without constraints; {@code Sample} is {@link Samples}. */
    private static final List<String> PLAIN = List.of(
            "String",
            "@NotNull String",
            "@NotBlank String",
            "@NotEmpty String",
            "@Size(min = 2, max = 4) String",
            "@Pattern(regexp = \"[a-z]+\") String",
            "@NotBlank @Pattern(regexp = \"[a-z ]+\") String",
            "@Text String",
            "boolean",
            "Boolean",
            "@AssertTrue Boolean",
            "byte",
            "Short",
            "int",
            "@Min(1) @Max(3) int",
            "Integer",
            "@Positive Integer",
            "long",
            "@Negative Long",
            "@NotNull Long",
            "BigInteger",
            "@PositiveOrZero BigInteger",
            "float",
            "Double",
            "double",
            "BigDecimal",
            "@DecimalMin(value = \"0.5\", inclusive = false) @DecimalMax(\"100\") BigDecimal",
            "URI",
            "@NotNull URI",
            "Instant",
            "@NotNull Instant",
            "OffsetDateTime",
            "LocalDate",
            "LocalTime",
            "LocalDateTime",
            "Duration",
            "UUID",
            "Samples.Colour",
            "@NotNull Samples.Colour",
            "Samples.Level",
            "JsonText",
            "@NotNull JsonText",
            "JsonNode",
            "@NotNull JsonNode",
            "ObjectNode",
            "@NotNull ObjectNode",
            "ArrayNode",
            "Object",
            "@NotNull Object",
            "Samples.Tag",
            "@NotNull Samples.Tag",
            "@Valid Samples.Line",
            "@Valid Samples.Tree",
            "Samples.Method",
            "@NotNull Samples.Method",
            "@Valid Samples.Animal");

    private static final List<String> CONTAINERS = List.of(
            "List<%s>",
            "@Size(max = 1) List<%s>",
            "@NotEmpty List<%s>",
            "Set<%s>",
            "Collection<%s>",
            "Map<String, %s>",
            "@Size(min = 1, max = 2) Map<@Size(max = 3) String, %s>",
            "Map<Samples.Colour, %s>",
            "List<List<%s>>",
            "Map<String, List<%s>>");

    private static final String HEAD = """
            package generated;
            import java.math.*;
            import java.net.URI;
            import java.time.*;
            import java.util.*;
            import jakarta.validation.Valid;
            import jakarta.validation.constraints.*;
            import com.fasterxml.jackson.annotation.*;
            import com.fasterxml.jackson.databind.JsonNode;
            import com.fasterxml.jackson.databind.node.*;
            import dev.sluice.catalog.deployment.schema.Samples;
            import dev.sluice.catalog.deployment.schema.Samples.Text;
            import dev.sluice.job.JsonText;
            """;

    private final Map<String, String> sources = new LinkedHashMap<>();
    private final URLClassLoader loader;

    /** Compiles so many records. */
    GeneratedRecords(Random random, int count, Path folder) throws IOException {
        for (int i = 0; i < count; i++) {
            sources.put("R" + i, source("R" + i, random, i));
        }
        compile(folder);
        loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
    }

    List<Class<?>> classes() throws ClassNotFoundException {
        List<Class<?>> classes = new ArrayList<>();
        for (String name : sources.keySet()) {
            classes.add(loader.loadClass("generated." + name));
        }
        return classes;
    }

    /** Its code, for whoever has to find out what is wrong. */
    String source(Class<?> type) {
        return sources.get(type.getSimpleName());
    }

    /** Each plain type is in one record at least. */
    private static String source(String name, Random random, int number) {
        int count = 1 + random.nextInt(4);
        List<String> components = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String plain = PLAIN.get(i == 0 ? number % PLAIN.size() : random.nextInt(PLAIN.size()));
            String type = i == 0 && number < PLAIN.size() ? plain : wrapped(plain, random);
            components.add(renamed(random, i) + type + " c" + i);
        }
        return "public record " + name + "(" + String.join(", ", components) + ") {}";
    }

    private static String renamed(Random random, int index) {
        return switch (random.nextInt(8)) {
            case 0 -> "@JsonProperty(\"name-" + index + "\") ";
            case 1 -> "@JsonProperty(required = true) ";
            default -> "";
        };
    }

    private static String wrapped(String plain, Random random) {
        String type = boxed(plain);
        return switch (random.nextInt(5)) {
            // With those, an Optional would not be optional.
            case 0 -> plain.matches(".*@(Not|Text).*") ? "List<" + type + ">" : "Optional<" + type + ">";
            case 1, 2 -> CONTAINERS.get(random.nextInt(CONTAINERS.size())).formatted(type);
            default -> plain;
        };
    }

    /** A type argument's annotations stand before its last name, and it is never a primitive. */
    private static String boxed(String plain) {
        String type = plain.replaceAll("\\bint$", "Integer")
                .replaceAll("\\b(byte|long|float|double|boolean)$", "<$1>")
                .replace("<byte>", "Byte")
                .replace("<long>", "Long")
                .replace("<float>", "Float")
                .replace("<double>", "Double")
                .replace("<boolean>", "Boolean");
        return type.replaceAll("^(.*) Samples\\.(\\w+)$", "Samples.$1 $2");
    }

    private void compile(Path folder) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<JavaFileObject> files = new ArrayList<>();
        sources.forEach((name, code) -> files.add(new Source(name, HEAD + code)));
        StringWriter messages = new StringWriter();
        boolean compiled = compiler.getTask(
                        messages,
                        null,
                        null,
                        List.of("-d", folder.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none"),
                        null,
                        files)
                .call();
        if (!compiled) {
            throw new IllegalStateException(messages.toString());
        }
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String code;

        Source(String name, String code) {
            super(URI.create("memory:///generated/" + name + ".java"), Kind.SOURCE);
            this.code = code;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }
    }
}

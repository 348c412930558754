package dev.sluice.deploy.aws.beanstalk;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.yaml.snakeyaml.Yaml;

/**
 * What the configuration files of a bundle, {@code .ebextensions/*.config}, say of the environment rather than of its instances.
 *
 * @param settings values of options, and resources, by their names
 */
record ConfigurationFiles(Map<String, Object> settings) {

    /** Reads them in the order of their names; a later one wins. */
    static ConfigurationFiles of(byte[] bundle) {
        Map<String, String> files = new TreeMap<>();
        try (ZipInputStream unpacking = new ZipInputStream(new ByteArrayInputStream(bundle))) {
            ZipEntry entry;
            while ((entry = unpacking.getNextEntry()) != null) {
                if (entry.getName().matches("\\.ebextensions/[^/]+\\.config")) {
                    files.put(entry.getName(), new String(unpacking.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Object> settings = new TreeMap<>();
        files.values().forEach(text -> read(text, settings));
        return new ConfigurationFiles(settings);
    }

    private static void read(String text, Map<String, Object> settings) {
        if (!(new Yaml().load(text) instanceof Map<?, ?> file)) {
            return;
        }
        switch (file.get("option_settings")) {
            case Map<?, ?> namespaces ->
                namespaces.forEach((namespace, options) -> ((Map<?, ?>) options)
                        .forEach((option, value) -> settings.put(namespace + " " + option, String.valueOf(value))));
            case List<?> options ->
                options.forEach(each -> {
                    Map<?, ?> one = (Map<?, ?>) each;
                    settings.put(one.get("namespace") + " " + one.get("option_name"), String.valueOf(one.get("value")));
                });
            case null, default -> {}
        }
        if (file.get("Resources") instanceof Map<?, ?> resources) {
            resources.forEach((name, resource) -> settings.put("Resources " + name, resource));
        }
    }

    /** The names of what is not the same there; empty if nothing is. */
    List<String> changesTo(ConfigurationFiles other) {
        TreeSet<String> names = new TreeSet<>(settings.keySet());
        names.addAll(other.settings.keySet());
        return names.stream()
                .filter(name -> !Objects.equals(settings.get(name), other.settings.get(name)))
                .toList();
    }
}

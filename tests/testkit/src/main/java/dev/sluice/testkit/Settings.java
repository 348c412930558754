package dev.sluice.testkit;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings.ConfigClass;

/** The settings that the code has: defaults by name, empty for none. */
public final class Settings {

    private Settings() {}

    /** @param mapping an interface with {@link ConfigMapping}; {@code *} stands for a map's key in the names */
    public static Map<String, String> of(Class<?> mapping) {
        Map<String, String> defaults = new TreeMap<>();
        ConfigClass.configClass(mapping).getProperties().forEach((name, value) -> {
            // A list is there twice, whole and by index.
            if (!name.endsWith("[*]")) {
                defaults.put(name, value == null ? "" : value);
            }
        });
        return defaults;
    }

    /** What the service in the working directory sets about its channels, in all profiles. */
    public static Map<String, String> ofChannels() throws IOException {
        return ofChannels(Path.of("src/main/resources/application.properties"));
    }

    /** What a library sets about its channels. */
    public static Map<String, String> ofChannels(String fileOfLibrary) throws IOException {
        return ofChannels(Repository.path(fileOfLibrary));
    }

    private static Map<String, String> ofChannels(Path settings) throws IOException {
        var properties = new Properties();
        try (Reader file = Files.newBufferedReader(settings)) {
            properties.load(file);
        }
        Map<String, String> defaults = new TreeMap<>();
        properties.stringPropertyNames().stream()
                .filter(name -> name.startsWith("mp.messaging.") && !name.endsWith(".connector"))
                .forEach(name -> defaults.put(name, properties.getProperty(name)));
        return defaults;
    }
}

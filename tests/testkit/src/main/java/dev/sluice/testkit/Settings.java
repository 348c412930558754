package dev.sluice.testkit;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
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

    /**
     * What a library sets about its channels, in all profiles.
     *
     * @param file of the library's settings, from the root of the repository
     */
    public static Map<String, String> ofChannels(String file) throws IOException {
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Repository.path(file))) {
            properties.load(reader);
        }
        Map<String, String> defaults = new TreeMap<>();
        properties.stringPropertyNames().stream()
                .filter(name -> name.startsWith("mp.messaging.") && !name.endsWith(".connector"))
                .forEach(name -> defaults.put(name, properties.getProperty(name)));
        return defaults;
    }
}

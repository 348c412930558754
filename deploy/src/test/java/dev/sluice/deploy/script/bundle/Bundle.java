package dev.sluice.deploy.script.bundle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.sluice.deploy.aws.beanstalk.FakeBeanstalk;
import dev.sluice.deploy.script.Installation;

/** A bundle as it was uploaded, unpacked: its files by name. */
public record Bundle(Map<String, byte[]> files) {

    /** The one that a release has uploaded for {@code dev}. */
    public static Bundle uploaded(Installation dev, String version, String role) {
        byte[] zip = dev.aws()
                .buckets()
                .objects(FakeBeanstalk.BUCKET)
                .get("sluice/dev/" + version + "/" + role + ".zip")
                .body();
        Map<String, byte[]> files = new TreeMap<>();
        try (ZipInputStream unpacking = new ZipInputStream(new ByteArrayInputStream(zip))) {
            ZipEntry entry;
            while ((entry = unpacking.getNextEntry()) != null) {
                files.put(entry.getName(), unpacking.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Bundle(files);
    }

    JsonNode dockerrun() {
        try {
            return new JsonMapper().readTree(files.get("Dockerrun.aws.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The definition of the only container. */
    JsonNode container() {
        return dockerrun().at("/containerDefinitions/0");
    }

    /** The container's environment. */
    Map<String, String> variables() {
        Map<String, String> variables = new TreeMap<>();
        container()
                .path("environment")
                .forEach(one -> variables.put(
                        one.path("name").asText(), one.path("value").asText()));
        return variables;
    }
}

package dev.sluice.acceptance.bom;

import org.apache.maven.artifact.versioning.DefaultArtifactVersion;

/**
 * A library that a service ships.
 *
 * @param name {@code group:artifact}
 */
record Component(String name, String version) {

    DefaultArtifactVersion comparable() {
        return new DefaultArtifactVersion(version);
    }
}

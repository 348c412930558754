package dev.sluice.acceptance.bom;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.apache.maven.artifact.versioning.InvalidVersionSpecificationException;
import org.apache.maven.artifact.versioning.VersionRange;

/**
 * A known hole.
 *
 * @param id in GitHub's advisory database and at osv.dev
 * @param packages the libraries that have it, {@code group:artifact}
 * @param affected the versions that have it, as ranges of Maven's: {@code (,)} is all of them
 * @param what it is, in a few words
 */
@JsonIgnoreProperties("cve")
record Advisory(String id, List<String> packages, String affected, String what) {

    boolean concerns(Component component) {
        return packages.contains(component.name()) && range().containsVersion(component.comparable());
    }

    private VersionRange range() {
        try {
            return VersionRange.createFromVersionSpec(affected);
        } catch (InvalidVersionSpecificationException e) {
            throw new IllegalArgumentException(id + " affects no range of versions: " + affected, e);
        }
    }
}

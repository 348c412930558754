package dev.sluice.devservices.deployment;

import jakarta.enterprise.inject.spi.DeploymentException;

import io.quarkus.deployment.IsProduction;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.BuildSteps;
import io.quarkus.deployment.builditem.FeatureBuildItem;

/** Refuses to build a package that would ship the local queue: with the scope "provided" this is no part of its build. */
@BuildSteps(onlyIf = IsProduction.class)
class PackageProcessor {

    /** @return nothing; each build asks for its features, and so for this */
    @BuildStep
    FeatureBuildItem refuse() {
        throw new DeploymentException("sluice-dev-services would be in the package, with a queue for tests in it:"
                + " give the dependency <scope>provided</scope> in the pom.xml of this service");
    }
}

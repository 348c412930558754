package dev.sluice.deploy.script.bundle;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Tmpfs;

import dev.sluice.deploy.aws.beanstalk.EcsModel;
import dev.sluice.testkit.container.Container;

/**
 * What the agent of ECS makes of a container's definition, as far as that goes without AWS and in the host's network: not its
 * port mappings and kernel parameters, which belong to a network of its own, and not CloudWatch as the log driver.
 */
public final class TaskContainer {

    private TaskContainer() {}

    public static Container.Plan of(Bundle bundle) {
        ContainerDefinition definition = EcsModel.container(bundle.container());
        List<String> command = definition.healthCheck().command();
        if (!command.getFirst().equals("CMD")) {
            throw new IllegalStateException("The images have no shell that could run " + command);
        }
        return new Container.Plan(
                definition.image(), options(definition), bundle.variables(), command.subList(1, command.size()));
    }

    private static List<String> options(ContainerDefinition definition) {
        List<String> options = new ArrayList<>();
        options.add("--memory=" + definition.memory() + "m");
        options.add("--memory-reservation=" + definition.memoryReservation() + "m");
        // Not stopTimeout: the agent keeps that to itself, and asks for it when it stops a container. Docker knows
        // nothing of it.
        definition.dockerLabels().forEach((name, value) -> options.add("--label=" + name + "=" + value));
        if (definition.readonlyRootFilesystem()) {
            options.add("--read-only");
        }
        definition.linuxParameters().tmpfs().forEach(tmpfs -> options.add("--tmpfs=" + mount(tmpfs)));
        definition
                .linuxParameters()
                .capabilities()
                .drop()
                .forEach(capability -> options.add("--cap-drop=" + capability));
        return options;
    }

    private static String mount(Tmpfs tmpfs) {
        return tmpfs.containerPath() + ":size=" + tmpfs.size() + "m,"
                + tmpfs.mountOptions().stream().collect(Collectors.joining(","));
    }
}

package dev.sluice.deploy.aws.beanstalk;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The instances of an environment, and what deployments make of them. */
final class Fleet {

    private static final int INSTANCES = 3;

    /** BatchSize in percent, of the template. */
    private static final int BATCH = 34;

    private final String environment;
    private final String group;
    private List<Machine> machines;
    private List<Machine> temporary = new ArrayList<>();
    private int launched;

    Fleet(String environment, String label) {
        this.environment = environment;
        this.group = "awseb-" + environment + "-group";
        this.machines = launch(INSTANCES, group, label, 1);
    }

    /** Other instances, on that version. */
    void consistOf(List<String> ids, String label, long deployment) {
        machines = new ArrayList<>(ids.stream()
                .map(id -> new Machine(id, group, label, deployment, Machine.DEPLOYED))
                .toList());
    }

    /** All that are there, those of an immutable update as well. */
    List<Machine> all() {
        return Stream.concat(machines.stream(), temporary.stream()).toList();
    }

    List<String> groups() {
        return all().stream().map(Machine::group).distinct().toList();
    }

    boolean isMixed(String expected) {
        return machines.stream().anyMatch(machine -> !machine.label().equals(expected));
    }

    /** How many are on another version than that. */
    long strangers(String expected) {
        return machines.stream()
                .filter(machine -> !machine.label().equals(expected))
                .count();
    }

    /** The next batch in place, of those that this deployment has not reached yet. */
    void roll(String label, long deployment, String outcome) {
        int left = Math.max(1, machines.size() * BATCH / 100);
        for (int i = 0; i < machines.size() && left > 0; i++) {
            if (machines.get(i).deployment() != deployment) {
                machines.set(i, machines.get(i).deploy(label, deployment, outcome));
                left--;
            }
        }
    }

    /** All that this deployment has not reached yet. */
    void rollAll(String label, long deployment) {
        machines.replaceAll(machine ->
                machine.deployment() == deployment ? machine : machine.deploy(label, deployment, Machine.DEPLOYED));
    }

    /** First one instance beside the old ones, and then as many as those are. */
    void launchBeside(String label, long deployment) {
        int count = temporary.isEmpty() ? 1 : machines.size() - temporary.size();
        temporary.addAll(launch(count, group + "-immutable", label, deployment));
    }

    /** The new ones are transferred to the environment's group, and the old ones go. */
    void takeOver(String label, long deployment) {
        while (temporary.size() < machines.size()) {
            launchBeside(label, deployment);
        }
        machines = new ArrayList<>(
                temporary.stream().map(machine -> machine.transfer(group)).toList());
        temporary.clear();
    }

    /** As if there had been no update. */
    void terminateTemporary() {
        temporary.clear();
    }

    private List<Machine> launch(int count, String into, String label, long deployment) {
        return new ArrayList<>(IntStream.range(0, count)
                .mapToObj(i -> new Machine(
                        "i-%08x%09x".formatted(environment.hashCode(), ++launched),
                        into,
                        label,
                        deployment,
                        Machine.DEPLOYED))
                .toList());
    }
}

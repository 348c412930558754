package dev.sluice.sqs.receive.order;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

import dev.sluice.sqs.receive.lease.Lease;

/**
 * The order of a FIFO queue: in a message group one message after the other, groups side by side. While a group's message
 * is in work, or rests before its next try here, the rest of the group waits. When that message goes back to the queue, so does the
 * rest, and the queue holds the group until the failed message has come again.
 */
final class FifoReadyQueue extends ReadyQueue {

    private static final class Group {
        final Deque<Lease> waiting = new ArrayDeque<>();
        Lease inWork;
        /** Whether all that wait have come after the queue had got back, or given up, the message in work. */
        boolean released;
    }

    /** The groups that have a message waiting or in work. */
    private final Map<String, Group> groups = new HashMap<>();
    /** Those with a message that may go to work, in the order in which they became free. */
    private final Deque<Group> free = new ArrayDeque<>();

    @Override
    void append(Lease lease) {
        Group group = groups.computeIfAbsent(nameOfGroup(lease), name -> new Group());
        if (group.waiting.isEmpty()) {
            group.released = group.inWork != null && !group.inWork.mayGoOn(System.nanoTime());
        }
        group.waiting.add(lease);
        if (group.inWork == null && group.waiting.size() == 1) {
            free.add(group);
        }
    }

    @Override
    public boolean hasNext() {
        return !free.isEmpty();
    }

    @Override
    Lease remove() {
        Group group = free.remove();
        group.inWork = group.waiting.remove();
        group.released = false;
        return group.inWork;
    }

    @Override
    public int followers(Lease lease) {
        Group group = groups.get(nameOfGroup(lease));
        return group != null && group.inWork == lease ? group.waiting.size() : 0;
    }

    @Override
    public int heldBack() {
        return size() - free.size();
    }

    @Override
    void prepend(Lease lease) {
        Group group = groups.get(nameOfGroup(lease));
        group.inWork = null;
        group.waiting.addFirst(lease);
        free.add(group);
    }

    @Override
    List<Lease> removeOver(Lease lease) {
        Group group = groups.get(nameOfGroup(lease));
        if (group == null) {
            return List.of();
        }
        if (group.inWork == lease) {
            return over(group, lease);
        }
        // Else it was one of those that have gone back, and the group has come anew since.
        return group.waiting.contains(lease) ? removeFrom(group, lease) : List.of();
    }

    @Override
    List<Lease> clear() {
        List<Lease> all = new ArrayList<>();
        groups.values().forEach(group -> {
            all.addAll(group.waiting);
            group.waiting.clear();
        });
        free.clear();
        return all;
    }

    private List<Lease> over(Group group, Lease lease) {
        group.inWork = null;
        if (!group.waiting.isEmpty() && (lease.state() == Lease.State.DELETED || group.released)) {
            // The queue gives nothing of a group that is in flight: what has come since the message was being settled,
            // itself once more or those after it, is the group's next.
            free.add(group);
            return List.of();
        }
        groups.remove(nameOfGroup(lease));
        return List.copyOf(group.waiting);
    }

    /** One that waited was lost: what came after it must not go to work before it. */
    private List<Lease> removeFrom(Group group, Lease lost) {
        List<Lease> removed = new ArrayList<>();
        do {
            removed.addFirst(group.waiting.removeLast());
        } while (removed.getFirst() != lost);
        if (group.waiting.isEmpty() && group.inWork == null) {
            free.remove(group);
            groups.remove(nameOfGroup(lost));
        }
        return removed;
    }

    private static String nameOfGroup(Lease lease) {
        return lease.message().attributes().getOrDefault(MessageSystemAttributeName.MESSAGE_GROUP_ID, "");
    }
}

package dev.sluice.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a service writes, line by line, and the ports that it tells there. */
final class ServiceLog {

    private static final int TAIL = 40;
    private static final Pattern API = Pattern.compile("Listening on: http://[^:]+:(\\d+)");
    private static final Pattern MANAGEMENT = Pattern.compile("Management interface listening on http://[^:]+:(\\d+)");

    private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Integer> apiPort = new CompletableFuture<>();
    private final CompletableFuture<Integer> managementPort = new CompletableFuture<>();

    /** Reads until the process has ended. */
    void read(Process process) {
        try (BufferedReader output = process.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                findPort(API, line, apiPort);
                findPort(MANAGEMENT, line, managementPort);
            }
        } catch (IOException e) {
            lines.add("(the log ended: " + e.getMessage() + ")");
        }
    }

    boolean tellsPorts() {
        return apiPort.isDone() && managementPort.isDone();
    }

    int apiPort() {
        return apiPort.join();
    }

    int managementPort() {
        return managementPort.join();
    }

    List<String> lines() {
        return new ArrayList<>(lines);
    }

    boolean says(String text) {
        return lines.stream().anyMatch(line -> line.contains(text));
    }

    /** The last lines, for the message of a failure. */
    String tail() {
        List<String> all = lines();
        return String.join("\n", all.subList(Math.max(0, all.size() - TAIL), all.size()));
    }

    private static void findPort(Pattern pattern, String line, CompletableFuture<Integer> port) {
        Matcher matcher = pattern.matcher(line);
        if (matcher.find()) {
            port.complete(Integer.valueOf(matcher.group(1)));
        }
    }
}

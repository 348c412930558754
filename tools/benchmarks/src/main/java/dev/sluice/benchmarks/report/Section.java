package dev.sluice.benchmarks.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one benchmark has found; it grows round by round. */
public final class Section {

    private record Key(String metric, String unit) {}

    private final String name;
    private final String title;
    private final String method;
    private final Map<Key, Map<String, List<Double>>> values = new LinkedHashMap<>();
    private final List<Bar> bars = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /**
     * @param name the benchmark's, as the command takes it
     * @param method a sentence that says what was done, for who reads the numbers
     */
    public Section(String name, String title, String method) {
        this.name = name;
        this.title = title;
        this.method = method;
    }

    /** Adds a round's value. */
    public void add(String metric, String unit, String subject, double value) {
        values.computeIfAbsent(new Key(metric, unit), key -> new LinkedHashMap<>())
                .computeIfAbsent(subject, key -> new ArrayList<>())
                .add(value);
    }

    /** The median so far, empty when there is no value. */
    public Optional<Double> median(String metric, String subject) {
        return values.entrySet().stream()
                .filter(entry -> entry.getKey().metric().equals(metric))
                .map(Map.Entry::getValue)
                .filter(subjects -> subjects.containsKey(subject))
                .map(subjects -> new Samples(subject, subjects.get(subject)).median())
                .findFirst();
    }

    /** Notes how a value compares with what it should be, when there is a value. */
    public void bar(String what, Optional<Double> value, Bar.Side side, double limit, String unit) {
        value.ifPresent(found -> bars.add(new Bar(what, found, side, limit, unit)));
    }

    /** The quotient of two medians, if there are both. */
    public Optional<Double> ratio(String metric, String subject, String toSubject) {
        return median(metric, subject)
                .flatMap(value -> median(metric, toSubject).map(base -> value / base));
    }

    /** A sentence for who reads the numbers, such as what was not there to be measured. */
    public void note(String note) {
        if (!notes.contains(note)) {
            notes.add(note);
        }
    }

    public String name() {
        return name;
    }

    public String title() {
        return title;
    }

    public String method() {
        return method;
    }

    public List<Metric> metrics() {
        List<Metric> metrics = new ArrayList<>();
        values.forEach((key, subjects) -> metrics.add(new Metric(
                key.metric(),
                key.unit(),
                subjects.entrySet().stream()
                        .map(entry -> new Samples(entry.getKey(), entry.getValue()))
                        .toList())));
        return metrics;
    }

    public List<Bar> bars() {
        return Collections.unmodifiableList(bars);
    }

    public List<String> notes() {
        return Collections.unmodifiableList(notes);
    }
}

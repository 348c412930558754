package dev.sluice.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/** Writes a report for programs: with the value of each round. */
public final class JsonReport {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private JsonReport() {}

    public static String of(Report report) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("date", report.date());
        all.put("commit", report.commit());
        all.put("command", report.command());
        all.put("machine", report.machine());
        all.put(
                "benchmarks",
                report.sections().stream().map(JsonReport::section).toList());
        try {
            return JSON.writeValueAsString(all) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> section(Section section) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("name", section.name());
        all.put("method", section.method());
        all.put("metrics", section.metrics().stream().map(JsonReport::metric).toList());
        all.put("bars", section.bars().stream().map(JsonReport::bar).toList());
        all.put("notes", section.notes());
        return all;
    }

    private static Map<String, Object> metric(Metric metric) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("name", metric.name());
        all.put("unit", metric.unit());
        all.put("subjects", metric.subjects().stream().map(JsonReport::samples).toList());
        return all;
    }

    private static Map<String, Object> samples(Samples samples) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("subject", samples.subject());
        all.put("median", samples.median());
        all.put("values", List.copyOf(samples.values()));
        return all;
    }

    private static Map<String, Object> bar(Bar bar) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("what", bar.what());
        all.put("side", bar.side().sign());
        all.put("limit", bar.limit());
        all.put("value", bar.value());
        all.put("unit", bar.unit());
        all.put("met", bar.met());
        return all;
    }
}

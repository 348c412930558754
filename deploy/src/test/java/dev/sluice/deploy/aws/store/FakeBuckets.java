package dev.sluice.deploy.aws.store;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;

import dev.sluice.deploy.aws.wire.Answer;
import dev.sluice.deploy.aws.wire.AwsError;
import dev.sluice.deploy.aws.wire.Call;
import dev.sluice.localaws.cloudwatch.http.Form;
import dev.sluice.localaws.cloudwatch.http.Xml;

/** As much of Amazon S3 as bundles need: put, head, delete and list, in buckets that somebody has made. */
public final class FakeBuckets {

    private static final String METADATA = "X-amz-meta-";

    /** An object as it was put. */
    public record Stored(byte[] body, Map<String, String> metadata, Instant modified) {}

    private final Map<String, SortedMap<String, Stored>> buckets = new HashMap<>();

    public void create(String bucket) {
        buckets.putIfAbsent(bucket, new TreeMap<>());
    }

    /** The objects of a bucket by key. */
    public SortedMap<String, Stored> objects(String bucket) {
        return buckets.getOrDefault(bucket, new TreeMap<>());
    }

    /** Puts an object as if that had been done then. */
    public void put(String bucket, String key, Instant modified) {
        put(bucket, key, modified, new byte[0]);
    }

    public void put(String bucket, String key, Instant modified, byte[] body) {
        create(bucket);
        buckets.get(bucket).put(key, new Stored(body, Map.of(), modified));
    }

    public void put(String bucket, String key, byte[] body) {
        create(bucket);
        buckets.get(bucket).put(key, new Stored(body, Map.of(), Instant.now()));
    }

    public static Call call(HttpExchange exchange) {
        URI uri = exchange.getRequestURI();
        String operation =
                switch (exchange.getRequestMethod()) {
                    case "PUT" -> "PutObject";
                    case "HEAD" -> "HeadObject";
                    case "DELETE" -> "DeleteObject";
                    default ->
                        uri.getPath().indexOf('/', 1) < uri.getPath().length() - 1
                                        && uri.getPath().indexOf('/', 1) > 0
                                ? "GetObject"
                                : "ListObjectsV2";
                };
        return new Call("s3", operation, JsonNodeFactory.instance.objectNode().put("Path", uri.getPath()));
    }

    public Answer answer(HttpExchange exchange, byte[] body, Runnable faults) throws IOException {
        try {
            faults.run();
            String[] path = exchange.getRequestURI().getPath().substring(1).split("/", 2);
            SortedMap<String, Stored> objects = buckets.get(path[0]);
            if (objects == null) {
                throw new AwsError(404, "NoSuchBucket", "The specified bucket does not exist");
            }
            return switch (exchange.getRequestMethod()) {
                case "PUT" -> put(objects, path[1], exchange, body);
                case "HEAD" -> head(objects, path[1]);
                case "DELETE" -> {
                    objects.remove(path[1]);
                    yield new Answer(204, Map.of(), new byte[0]);
                }
                default ->
                    path.length > 1 && !path[1].isEmpty() ? get(objects, path[1]) : list(objects, path[0], exchange);
            };
        } catch (AwsError e) {
            ObjectNode error = JsonNodeFactory.instance.objectNode();
            error.put("Code", e.code()).put("Message", e.getMessage());
            return xml(e.status(), "Error", error);
        }
    }

    private static Answer put(SortedMap<String, Stored> objects, String key, HttpExchange exchange, byte[] body) {
        if ("aws-chunked".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
            throw new AwsError(501, "NotImplemented", "The stand-in takes whole bodies only");
        }
        Map<String, String> metadata = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (name.startsWith(METADATA)) {
                metadata.put(name, values.getFirst());
            }
        });
        objects.put(key, new Stored(body, metadata, Instant.now()));
        return new Answer(200, Map.of("ETag", "\"" + body.length + "\""), new byte[0]);
    }

    private static Answer head(SortedMap<String, Stored> objects, String key) {
        Stored stored = objects.get(key);
        if (stored == null) {
            return new Answer(404, Map.of(), new byte[0]);
        }
        return new Answer(200, stored.metadata(), new byte[0]);
    }

    private static Answer get(SortedMap<String, Stored> objects, String key) {
        Stored stored = objects.get(key);
        if (stored == null) {
            throw new AwsError(404, "NoSuchKey", "The specified key does not exist.");
        }
        return new Answer(200, stored.metadata(), stored.body());
    }

    private static Answer list(SortedMap<String, Stored> objects, String bucket, HttpExchange exchange) {
        String prefix =
                Form.parse(exchange.getRequestURI().getRawQuery()).fields().getOrDefault("prefix", "");
        List<Map.Entry<String, Stored>> found = objects.entrySet().stream()
                .filter(object -> object.getKey().startsWith(prefix))
                .toList();
        StringBuilder xml = new StringBuilder("<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">");
        xml.append("<Name>").append(bucket).append("</Name><IsTruncated>false</IsTruncated>");
        found.forEach(object -> xml.append("<Contents><Key>")
                .append(object.getKey())
                .append("</Key><LastModified>")
                .append(object.getValue().modified())
                .append("</LastModified><Size>")
                .append(object.getValue().body().length)
                .append("</Size></Contents>"));
        xml.append("</ListBucketResult>");
        return new Answer(
                200, Map.of("Content-Type", "application/xml"), xml.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static Answer xml(int status, String name, ObjectNode content) {
        return new Answer(
                status,
                Map.of("Content-Type", "application/xml"),
                Xml.write("http://s3.amazonaws.com/doc/2006-03-01/", name, content));
    }
}

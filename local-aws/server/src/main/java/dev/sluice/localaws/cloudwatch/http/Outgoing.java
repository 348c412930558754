package dev.sluice.localaws.cloudwatch.http;

import java.util.Map;

/** An answer. */
record Outgoing(int status, Map<String, String> headers, byte[] body) {}

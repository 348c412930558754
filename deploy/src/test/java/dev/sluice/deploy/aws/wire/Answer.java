package dev.sluice.deploy.aws.wire;

import java.util.Map;

/** What goes back over the wire. */
public record Answer(int status, Map<String, String> headers, byte[] body) {}

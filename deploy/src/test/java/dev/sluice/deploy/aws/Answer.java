package dev.sluice.deploy.aws;

import java.util.Map;

/** What goes back over the wire. */
record Answer(int status, Map<String, String> headers, byte[] body) {}

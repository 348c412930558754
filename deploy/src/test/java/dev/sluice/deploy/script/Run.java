package dev.sluice.deploy.script;

import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** What came of a run of the script. */
public record Run(int status, String out, String err) {

    /** Its result as {@code --json} gives it. */
    public JsonNode json() {
        try {
            return new JsonMapper().readTree(out);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + this, e);
        }
    }

    public List<String> lines() {
        return out.lines().toList();
    }

    @Override
    public String toString() {
        return "exit status " + status + "\n--- stdout\n" + out + "--- stderr\n" + err;
    }
}

package dev.sluice.job.json;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;

import dev.sluice.job.Job;

/** Writes a job as a CloudEvents 1.0 event in structured JSON form. */
final class EventWriter extends JsonSerializer<Job> {

    @Override
    public void serialize(Job job, JsonGenerator json, SerializerProvider context) throws IOException {
        json.writeStartObject();
        json.writeStringField("specversion", "1.0");
        json.writeStringField("id", job.id());
        json.writeStringField("type", job.type());
        json.writeStringField("source", job.source().toString());
        if (job.time() != null) {
            json.writeStringField("time", job.time().toString());
        }
        if (job.dataContentType() != null) {
            json.writeStringField("datacontenttype", job.dataContentType());
        }
        json.writeFieldName("data");
        json.writeRawValue(job.data().toString());
        json.writeEndObject();
    }
}

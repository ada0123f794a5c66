package org.mpath.shell;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** An explanation as JSON, as {@code runtime/doc/why.schema.json} describes it. */
final class WhyJson {
    private WhyJson() {}

    static void write(JsonGenerator json, Explanation explanation) throws IOException {
        json.writeStringField("kind", explanation.kind());
        json.writeStringField("name", explanation.name());
        json.writeStringField("map", explanation.map());
        json.writeBooleanField("takes_io", explanation.takesIo());
        json.writeStringField("verdict", explanation.verdict());
        json.writeArrayFieldStart("steps");
        for (Explanation.Step step : explanation.steps()) {
            json.writeStartObject();
            json.writeNumberField("time_millis", step.timeMillis());
            json.writeStringField("topic", step.topic());
            json.writeStringField("text", step.text());
            json.writeEndObject();
        }
        json.writeEndArray();
        Json.field(json, "advice", explanation.advice());
    }
}

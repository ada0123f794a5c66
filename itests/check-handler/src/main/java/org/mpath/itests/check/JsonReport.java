package org.mpath.itests.check;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import org.mpath.itests.check.Judgement.Verdict;
import org.mpath.itests.check.bundle.Jar;
import org.mpath.itests.check.rule.Finding;

/** The same for programs. */
final class JsonReport {
    private JsonReport() {}

    static void print(PrintStream out, Jar jar, long seed, List<Judgement> all) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeStringField("jar", jar.file().toString());
            json.writeStringField("bundle", jar.identity());
            json.writeNumberField("seed", seed);
            json.writeBooleanField("ok", all.stream().noneMatch(each -> each.verdict() == Verdict.FAILED));
            json.writeArrayFieldStart("rules");
            for (Judgement each : all) {
                judgement(json, each);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        out.println(text);
    }

    private static void judgement(JsonGenerator json, Judgement judgement) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", judgement.rule().name());
        json.writeStringField("verdict", judgement.verdict().name().toLowerCase(Locale.ROOT));
        json.writeNumberField("millis", judgement.millis());
        json.writeStringField("demand", judgement.rule().demand());
        json.writeStringField("why", judgement.rule().reason());
        json.writeStringField("skipped", judgement.reason());
        json.writeArrayFieldStart("findings");
        for (Finding finding : judgement.findings()) {
            json.writeStartObject();
            json.writeStringField("wrong", finding.wrong());
            json.writeStringField("do", finding.todo());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("notes");
        for (String note : judgement.notes()) {
            json.writeString(note);
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}

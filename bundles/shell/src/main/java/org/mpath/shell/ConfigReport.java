package org.mpath.shell;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.mpath.api.control.ConfigCheck;
import org.mpath.api.control.ConfigFinding;
import org.mpath.api.control.ConfigFinding.Severity;
import org.mpath.api.control.ConfigInForce;

/** What is to be said of configuration files and of the configuration in force: lines and JSON. Pure functions. */
final class ConfigReport {
    private static final String NO_FILES = "there is neither multipath.conf nor multipath.d/*.conf in etc";

    private ConfigReport() {}

    /** The findings, each with its place. */
    static List<String> findings(ConfigCheck check) {
        return check.findings().stream().map(ConfigReport::line).toList();
    }

    private static String line(ConfigFinding finding) {
        return finding.file() + ":" + finding.line() + ":" + finding.column() + ": " + word(finding.severity()) + ": "
                + finding.sentence() + (finding.nearest().isEmpty() ? "" : " (nearest: " + finding.nearest() + ")");
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /**
     * How many files with how many findings.
     *
     * @param fate what becomes of them: {@code would be accepted}
     */
    static String summary(ConfigCheck check, String fate) {
        if (check.files().isEmpty()) {
            return "no files: " + NO_FILES;
        }
        String counts = Stream.of(Severity.ERROR, Severity.WARNING, Severity.NOTE)
                .map(severity -> Text.count(
                        check.findings().stream().filter(finding -> finding.severity() == severity).count(), word(severity)))
                .reduce((left, right) -> left + ", " + right)
                .orElseThrow();
        return Text.count(check.files().size(), "file") + " " + fate + ": " + counts;
    }

    /** What the runtime follows, and why that. */
    static String inForce(ConfigInForce now, Times times) {
        String files = now.files().isEmpty() ? "the built-in defaults: " + NO_FILES : String.join(", ", now.files());
        return "in force since " + times.brief(now.sinceMillis()) + ": " + switch (now.basis()) {
            case OWN_FILES -> files;
            case NAMED_FILES -> files + ", until the next apply or start";
            case ACCEPTED_BEFORE -> "what was accepted last (" + files + "), because at the start the files in etc were refused: "
                    + now.refusal();
            case NONE -> "nothing, and no map is made: at the start the files in etc were refused and none had been accepted"
                    + " before: " + now.refusal();
        };
    }

    /** The fields of files and findings. */
    static void write(JsonGenerator json, ConfigCheck check) throws IOException {
        Json.field(json, "files", check.files());
        json.writeBooleanField("accepted", check.accepted());
        json.writeBooleanField("applied", check.applied());
        json.writeArrayFieldStart("findings");
        for (ConfigFinding finding : check.findings()) {
            json.writeStartObject();
            json.writeStringField("severity", word(finding.severity()));
            json.writeStringField("code", finding.code());
            json.writeStringField("file", finding.file());
            json.writeNumberField("line", finding.line());
            json.writeNumberField("column", finding.column());
            json.writeStringField("value", finding.value());
            json.writeStringField("sentence", finding.sentence());
            json.writeStringField("nearest", finding.nearest());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** The object with what is in force. */
    static void write(JsonGenerator json, ConfigInForce now) throws IOException {
        json.writeObjectFieldStart("in_force");
        json.writeStringField("basis", word(now.basis()));
        Json.field(json, "files", now.files());
        json.writeNumberField("since_millis", now.sinceMillis());
        json.writeStringField("refusal", now.refusal());
        json.writeEndObject();
    }
}

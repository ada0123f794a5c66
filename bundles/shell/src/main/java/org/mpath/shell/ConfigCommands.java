package org.mpath.shell;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.mpath.api.control.ConfigChange;
import org.mpath.api.control.ConfigCheck;
import org.mpath.api.control.ConfigControl;
import org.mpath.api.control.ConfigFinding;
import org.mpath.api.control.ConfigFinding.Severity;
import org.mpath.api.control.ConfigText;
import org.mpath.api.control.ConfigValue;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** {@code multipath.conf}: checked, shown, compared. Nothing is applied. */
@Component(service = {ConfigCommands.class, CommandGroup.class}, immediate = true)
public final class ConfigCommands extends CommandGroup {
    /** What everybody must know who has written a file. */
    static final String NOT_APPLIED = "the files are checked but not applied in this version";

    private static final Listing<ConfigValue> VALUES = new Listing<ConfigValue>("values")
            .text("SECTION", "section", ConfigValue::section)
            .text("KEYWORD", "keyword", ConfigValue::keyword)
            .text("VALUE", "value", ConfigValue::value)
            .text("ORIGIN", "origin", ConfigValue::origin);

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    volatile ConfigControl control;

    /** Made by Declarative Services. */
    @Activate
    public ConfigCommands() {
        super("mpath");
    }

    /** The files, as they are and as they would be. */
    @Descriptor("checks, shows and compares multipath.conf, those in etc or those named; nothing is applied in this version")
    @Usage(operands = "check|show|show-local|diff|origin [KEYWORD|FILE...]", example = "mpath:config check /etc/multipath.conf")
    public void config(CommandSession session, String[] words) {
        run("config", session, words, call -> {
            List<String> operands = call.arguments().operands();
            List<String> names = operands.subList(1, operands.size());
            switch (operands.get(0)) {
                case "check" -> check(call, control().check(files(names, session)));
                case "show" -> show(call, control().show(files(names, session)));
                case "show-local" -> show(call, control().showLocal(files(names, session)));
                case "diff" -> diff(call, files(names, session));
                default -> origin(call, names, session);
            }
        });
    }

    private static List<Path> files(List<String> names, CommandSession session) {
        Path folder = session.currentDir() == null ? Path.of("") : session.currentDir();
        return names.stream().map(folder::resolve).toList();
    }

    /** All findings, then what would become of the files; refused ones end with that as the failure. */
    private static void check(Call call, ConfigCheck check) {
        if (call.json()) {
            call.document(json -> write(json, check));
        } else {
            check.findings().forEach(finding -> call.screen().sentence(line(finding)));
        }
        String summary = summary(check) + "; " + NOT_APPLIED;
        if (!check.accepted()) {
            throw new CommandException(ExitCode.REFUSED, summary);
        }
        if (!call.json()) {
            call.screen().sentence(summary);
        }
    }

    private static String line(ConfigFinding finding) {
        return finding.file() + ":" + finding.line() + ":" + finding.column() + ": " + word(finding.severity()) + ": "
                + finding.sentence() + (finding.nearest().isEmpty() ? "" : " (nearest: " + finding.nearest() + ")");
    }

    private static String word(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    private static String summary(ConfigCheck check) {
        if (check.files().isEmpty()) {
            return "no files: there is neither multipath.conf nor multipath.d/*.conf in etc";
        }
        String counts = Stream.of(Severity.ERROR, Severity.WARNING, Severity.NOTE)
                .map(severity -> Text.count(
                        check.findings().stream().filter(finding -> finding.severity() == severity).count(), word(severity)))
                .reduce((left, right) -> left + ", " + right)
                .orElseThrow();
        return Text.count(check.files().size(), "file") + " would be " + (check.accepted() ? "accepted" : "refused") + ": "
                + counts;
    }

    private static void write(JsonGenerator json, ConfigCheck check) throws IOException {
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

    /** The text, whole lines with their tabs, so that it can be a file again. */
    private static void show(Call call, ConfigText shown) {
        if (!call.json()) {
            shown.text().lines().forEach(line -> call.screen().out().println(visible(line)));
            return;
        }
        call.document(json -> {
            Json.field(json, "files", shown.files());
            json.writeStringField("text", shown.text());
            VALUES.write(json, shown.values());
        });
    }

    private static String visible(String line) {
        String text = line.stripLeading();
        return line.substring(0, line.length() - text.length()) + Text.visible(text);
    }

    private void diff(Call call, List<Path> files) {
        if (files.size() != 2) {
            throw call.arguments().syntax().wrong("mpath:config diff needs two files");
        }
        List<ConfigChange> changes = control().diff(files.get(0), files.get(1));
        if (call.json()) {
            call.document(json -> write(json, changes));
        } else if (changes.isEmpty()) {
            call.screen().sentence("no difference");
        } else {
            changes.forEach(change -> call.screen().sentence(change.section() + " " + change.keyword() + ": "
                    + value(change.before(), change.beforeOrigin()) + " -> " + value(change.after(), change.afterOrigin())));
        }
    }

    private static String value(String value, String origin) {
        return origin.isEmpty() ? "not set" : "\"" + value + "\" (" + origin + ")";
    }

    private static void write(JsonGenerator json, List<ConfigChange> changes) throws IOException {
        json.writeArrayFieldStart("changes");
        for (ConfigChange change : changes) {
            json.writeStartObject();
            json.writeStringField("section", change.section());
            json.writeStringField("keyword", change.keyword());
            json.writeStringField("before", change.before());
            json.writeStringField("before_origin", change.beforeOrigin());
            json.writeStringField("after", change.after());
            json.writeStringField("after_origin", change.afterOrigin());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void origin(Call call, List<String> names, CommandSession session) {
        if (names.isEmpty()) {
            throw call.arguments().syntax().wrong("mpath:config origin needs KEYWORD");
        }
        List<ConfigValue> values = control().origins(names.get(0), files(names.subList(1, names.size()), session));
        VALUES.print(call, values, "nobody sets " + names.get(0) + ", and it has no default");
    }

    private ConfigControl control() {
        return present(control, "configuration", "org.mpath.config");
    }

    @Override
    List<String> names(String kind) {
        return List.of();
    }

    /** Keywords; not files, which words are not in this shell. */
    @Override
    List<String> names(String kind, List<String> before) {
        ConfigControl present = control;
        boolean keyword = before.equals(List.of("origin"));
        return present != null && keyword ? present.keywords() : List.of();
    }
}

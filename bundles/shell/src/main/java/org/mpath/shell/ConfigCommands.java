package org.mpath.shell;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.mpath.api.control.ConfigApplied;
import org.mpath.api.control.ConfigChange;
import org.mpath.api.control.ConfigCheck;
import org.mpath.api.control.ConfigControl;
import org.mpath.api.control.ConfigInForce;
import org.mpath.api.control.ConfigText;
import org.mpath.api.control.ConfigValue;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** {@code multipath.conf}: checked, shown, compared, applied. */
@Component(service = {ConfigCommands.class, CommandGroup.class}, immediate = true)
public final class ConfigCommands extends CommandGroup {
    private static final String DRY_RUN = "--dry-run";
    private static final String FORCE = "--force";

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
    @Descriptor("checks, shows, compares and applies multipath.conf: the files in etc, or those named")
    @Usage(
            operands = "check|show|show-local|diff|origin|apply [KEYWORD|FILE...]",
            options = {
                "--dry-run  apply: says what would change, and changes nothing",
                "--force  apply: also when a map loses redundancy, or goes while it is used"
            },
            example = "mpath:config apply --dry-run /etc/multipath.conf")
    public void config(CommandSession session, String[] words) {
        run("config", session, words, call -> {
            List<String> operands = call.arguments().operands();
            List<String> names = operands.subList(1, operands.size());
            refuseOptions(call, operands.get(0));
            switch (operands.get(0)) {
                case "apply" -> apply(call, files(names, session));
                case "check" -> check(call, control().check(files(names, session)));
                case "show" -> show(call, control().show(files(names, session)));
                case "show-local" -> show(call, control().showLocal(files(names, session)));
                case "diff" -> diff(call, files(names, session));
                default -> origin(call, names, session);
            }
        });
    }

    private static void refuseOptions(Call call, String verb) {
        for (String option : List.of(DRY_RUN, FORCE)) {
            if (call.arguments().has(option) && !verb.equals("apply")) {
                throw call.arguments().syntax().wrong(option + " is for apply, not for " + verb);
            }
        }
    }

    private static List<Path> files(List<String> names, CommandSession session) {
        Path folder = session.currentDir() == null ? Path.of("") : session.currentDir();
        return names.stream().map(folder::resolve).toList();
    }

    /** All findings, what is in force, then what would become of the files; refused ones end with that as the failure. */
    private void check(Call call, ConfigCheck check) {
        ConfigInForce now = control().inForce();
        if (call.json()) {
            call.document(json -> {
                ConfigReport.write(json, check);
                ConfigReport.write(json, now);
            });
        } else {
            ConfigReport.findings(check).forEach(call.screen()::sentence);
            call.screen().sentence(ConfigReport.inForce(now, Times.now()));
        }
        if (!check.accepted()) {
            throw new CommandException(ExitCode.REFUSED, ConfigReport.summary(check, "would be refused"));
        }
        if (!call.json()) {
            call.screen().sentence(ConfigReport.summary(check, "would be accepted"));
        }
    }

    /** All findings, the maps that change, then what became of the files. */
    private void apply(Call call, List<Path> files) {
        boolean dryRun = call.arguments().has(DRY_RUN);
        boolean force = call.arguments().has(FORCE);
        ConfigApplied applied = control().apply(files, dryRun, force);
        ConfigCheck check = applied.check();
        ApplyReport report = new ApplyReport(applied, dryRun);
        if (call.json()) {
            call.document(json -> {
                ConfigReport.write(json, check);
                report.write(json);
                ConfigReport.write(json, control().inForce());
            });
        } else {
            ConfigReport.findings(check).forEach(call.screen()::sentence);
            report.lines().forEach(call.screen()::sentence);
        }
        if (!check.accepted()) {
            throw new CommandException(ExitCode.REFUSED, ConfigReport.summary(check, "refused") + "; all is as it was");
        }
        String objection = dryRun && !force ? report.objection().orElse("") : "";
        if (!objection.isEmpty()) {
            throw new CommandException(ExitCode.BUSY, objection + "; " + FORCE + " does it");
        }
        if (!call.json()) {
            call.screen().sentence(ConfigReport.summary(check, dryRun ? "would be applied" : "applied") + "; " + report.summary());
            call.screen().sentence(ConfigReport.inForce(control().inForce(), Times.now()));
        }
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

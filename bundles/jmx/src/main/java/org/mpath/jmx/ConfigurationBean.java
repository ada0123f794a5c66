package org.mpath.jmx;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.mpath.api.control.ConfigChange;
import org.mpath.api.control.ConfigControl;
import org.mpath.api.control.ConfigInForce.Basis;
import org.mpath.api.control.ConfigValue;

/** The configuration in force, and the verbs on files. */
final class ConfigurationBean implements ConfigurationMXBean {
    private final ConfigControl control;

    ConfigurationBean(ConfigControl control) {
        this.control = control;
    }

    @Override
    public String getBasis() {
        return Views.word(control.inForce().basis());
    }

    @Override
    public List<String> getFiles() {
        return control.inForce().files();
    }

    @Override
    public long getAppliedMillis() {
        return control.inForce().sinceMillis();
    }

    @Override
    public boolean isAccepted() {
        Basis basis = control.inForce().basis();
        return basis == Basis.OWN_FILES || basis == Basis.NAMED_FILES;
    }

    @Override
    public String getRefusal() {
        return control.inForce().refusal();
    }

    @Override
    public CheckView check(String files) {
        List<Path> named = files(files);
        return Verbs.get(() -> ConfigViews.of(control.check(named)));
    }

    @Override
    public ApplyView apply(String files, boolean force) {
        List<Path> named = files(files);
        return Verbs.get(() -> ConfigViews.of(control.apply(named, false, force)));
    }

    @Override
    public ApplyView plan(String files) {
        List<Path> named = files(files);
        return Verbs.get(() -> ConfigViews.of(control.apply(named, true, false)));
    }

    @Override
    public String show(String files) {
        List<Path> named = files(files);
        return Verbs.get(() -> control.show(named).text());
    }

    @Override
    public List<ConfigValue> origin(String keyword, String files) {
        String word = Verbs.given("keyword", keyword);
        List<Path> named = files(files);
        return Verbs.get(() -> control.origins(word, named));
    }

    @Override
    public List<ConfigChange> diff(String before, String after) {
        Path old = Verbs.file("before", before);
        Path now = Verbs.file("after", after);
        return Verbs.get(() -> control.diff(old, now));
    }

    private static List<Path> files(String files) {
        return Stream.of(Verbs.given("files", files).split(File.pathSeparator))
                .filter(file -> !file.isBlank())
                .map(file -> Verbs.file("files", file.strip()))
                .toList();
    }
}

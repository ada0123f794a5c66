package org.mpath.shell;

import java.util.ArrayList;
import java.util.List;
import org.mpath.api.map.DataPlane;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapPolicy;
import org.mpath.api.map.MapState;
import org.mpath.api.map.PlugInState.Standing;
import org.mpath.api.map.PlugInState;
import org.mpath.api.map.TextForm;

/** A data plane with given maps, events and plug-ins that notes what it is asked to do. */
final class FakeDataPlane implements DataPlane {
    List<MapState> maps = new ArrayList<>(List.of(Sample.degraded()));
    final List<String> messages = new ArrayList<>();
    final List<MapEvent> events = new ArrayList<>();
    List<PlugInState> plugIns = List.of(
            new PlugInState("handler", "sym", "org.mpath.handler.sym 0.1.0", Standing.CURRENT, "", 1, List.of("mpatha")),
            new PlugInState("selector", "queue-length", "org.mpath.selector.queue.length 0.1.0", Standing.CURRENT, "", 0, List.of()),
            new PlugInState("selector", "round-robin", "org.mpath.selector.round.robin 0.1.0", Standing.CURRENT, "", 1, List.of("mpatha")));
    MapPolicy policy = MapPolicy.DEFAULT;
    String table = "0 131072 multipath 1 queue_if_no_path 0 1 1 round-robin 0 2 1 lab:A0/0 1 lab:B0/0 1";
    MapException refusal;
    /** What everything that waits for a map's owner is answered. */
    MapException stuck;
    /** What the event counter is after the next wait; as it is when 0. */
    long counterAfterWait;

    @Override
    public void create(String name, LogicalUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void load(String name, String table) {
        note(name + " load " + table);
    }

    @Override
    public void message(String name, String words) {
        note(name + " " + words);
    }

    private void answer() {
        if (stuck != null) {
            throw stuck;
        }
    }

    private void note(String what) {
        if (refusal != null) {
            throw refusal;
        }
        messages.add(what);
    }

    @Override
    public String table(String name) {
        answer();
        return table;
    }

    @Override
    public String status(String name) {
        answer();
        return "0 131072 multipath 2 0 0 0 1 1 A 0 2 0 lab:A0/0 A 0 lab:B0/0 F 1";
    }

    @Override
    public void remove(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<MapState> maps() {
        return List.copyOf(maps);
    }

    @Override
    public void selector(String name, List<String> words) {
        note(name + " selector " + String.join(" ", words));
    }

    @Override
    public void suspend(String name, boolean flush) {
        note(name + (flush ? " suspend" : " suspend noflush"));
    }

    @Override
    public void resume(String name) {
        note(name + " resume");
    }

    @Override
    public int probe(String name) {
        return stateOf(name).activePaths();
    }

    @Override
    public MapPolicy policy(String name) {
        return policy;
    }

    @Override
    public void policy(String name, MapPolicy changed) {
        note(name + " policy");
        policy = changed;
    }

    @Override
    public String table(String name, TextForm form) {
        return form == TextForm.TODAY ? table(name) : form.word() + " table of " + name;
    }

    @Override
    public String status(String name, TextForm form) {
        return form == TextForm.TODAY ? status(name) : form.word() + " status of " + name;
    }

    @Override
    public long awaitEvent(String name, long seen, long timeoutMillis) {
        messages.add(name + " wait " + seen + " " + timeoutMillis);
        return counterAfterWait == 0 ? stateOf(name).events() : counterAfterWait;
    }

    @Override
    public List<MapEvent> history(String name) {
        return events.stream().filter(event -> event.map().equals(name)).toList();
    }

    @Override
    public List<PlugInState> plugIns() {
        return plugIns;
    }

    @Override
    public List<String> users(String name) {
        return List.of("nbd unix");
    }
}

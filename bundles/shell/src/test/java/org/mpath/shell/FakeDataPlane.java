package org.mpath.shell;

import java.util.ArrayList;
import java.util.List;
import org.mpath.api.map.DataPlane;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapPolicy;
import org.mpath.api.map.MapState;
import org.mpath.api.map.PlugInState;
import org.mpath.api.map.TextForm;

/** A data plane with given maps that notes the messages it gets. */
final class FakeDataPlane implements DataPlane {
    List<MapState> maps = new ArrayList<>(List.of(Sample.degraded()));
    final List<String> messages = new ArrayList<>();
    MapException refusal;

    @Override
    public void create(String name, LogicalUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void load(String name, String table) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void message(String name, String words) {
        if (refusal != null) {
            throw refusal;
        }
        messages.add(name + " " + words);
    }

    @Override
    public String table(String name) {
        return "0 131072 multipath 1 queue_if_no_path 0 1 1 round-robin 0 2 1 lab:A0/0 1 lab:B0/0 1";
    }

    @Override
    public String status(String name) {
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
        messages.add(name + " selector " + String.join(" ", words));
    }

    @Override
    public void suspend(String name, boolean flush) {
        messages.add(name + (flush ? " suspend" : " suspend noflush"));
    }

    @Override
    public void resume(String name) {
        messages.add(name + " resume");
    }

    @Override
    public int probe(String name) {
        return stateOf(name).activePaths();
    }

    @Override
    public MapPolicy policy(String name) {
        return MapPolicy.DEFAULT;
    }

    @Override
    public void policy(String name, MapPolicy policy) {
        messages.add(name + " policy " + policy);
    }

    @Override
    public String table(String name, TextForm form) {
        return table(name);
    }

    @Override
    public String status(String name, TextForm form) {
        return status(name);
    }

    @Override
    public long awaitEvent(String name, long seen, long timeoutMillis) {
        return stateOf(name).events();
    }

    @Override
    public List<MapEvent> history(String name) {
        return List.of();
    }

    @Override
    public List<PlugInState> plugIns() {
        return List.of();
    }

    @Override
    public List<String> users(String name) {
        return List.of();
    }
}

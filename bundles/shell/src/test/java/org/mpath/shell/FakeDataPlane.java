package org.mpath.shell;

import java.util.ArrayList;
import java.util.List;
import org.mpath.api.map.DataPlane;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapState;

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
}

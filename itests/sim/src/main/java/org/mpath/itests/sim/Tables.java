package org.mpath.itests.sim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.mpath.api.plugin.Activation;
import org.mpath.itests.sim.fabric.Fabric;
import org.mpath.itests.sim.fabric.SimPath;

/** Tables for the map of a world. */
public final class Tables {
    private static final int SECTORS = 1024;
    private static final int EMPTY_PERMILLE = 80;

    private final Scenario scenario;
    private final Fabric fabric;
    private final List<String> selectors;
    private final String handlerWords;

    Tables(Scenario scenario, Fabric fabric, List<String> selectors, String handlerWords) {
        this.scenario = scenario;
        this.fabric = fabric;
        this.selectors = selectors;
        this.handlerWords = handlerWords;
    }

    /**
     * A table and what is in it.
     *
     * @param text the line
     * @param groups path indexes of each group
     * @param queueing whether it says {@code queue_if_no_path}
     */
    public record Table(String text, List<List<Integer>> groups, boolean queueing) {
        /** The number of a path's group, from 1; 0 when it is in none. */
        public int groupOf(int path) {
            for (int group = 0; group < groups.size(); group++) {
                if (groups.get(group).contains(path)) {
                    return group + 1;
                }
            }
            return 0;
        }
    }

    /** Every path, one group per controller. */
    Table whole() {
        List<List<Integer>> groups = new ArrayList<>();
        for (int controller = 0; controller < fabric.array().controllers(); controller++) {
            int of = controller;
            groups.add(fabric.paths().stream().filter(path -> path.controller() == of).map(SimPath::index).toList());
        }
        return table(groups, scenario.shape().queueing(), scenario.shape().selector());
    }

    /** Other order, fewer paths, none at all, another selector, other features. */
    Table another(Chance chance) {
        if (chance.permille(EMPTY_PERMILLE)) {
            return table(List.of(), scenario.shape().queueing(), scenario.shape().selector());
        }
        List<List<Integer>> groups = new ArrayList<>();
        for (List<Integer> whole : whole().groups()) {
            List<Integer> group = new ArrayList<>(whole);
            if (chance.permille(400)) {
                group.remove(chance.below(group.size()));
            }
            Collections.rotate(group, chance.below(4));
            if (!group.isEmpty()) {
                groups.add(group);
            }
        }
        if (groups.isEmpty()) {
            return whole();
        }
        Collections.rotate(groups, chance.below(3));
        if (scenario.shape().activation() == Activation.NONE && groups.size() > 1 && chance.permille(200)) {
            List<Integer> first = new ArrayList<>(groups.remove(0));
            first.addAll(groups.remove(0));
            groups.add(first);
        }
        boolean queueing = scenario.shape().queueing() != chance.permille(100);
        return table(groups, queueing, chance.of(selectors));
    }

    private Table table(List<List<Integer>> groups, boolean queueing, String selector) {
        List<String> features = new ArrayList<>();
        if (queueing) {
            features.add("queue_if_no_path");
        }
        if (scenario.shape().initRetries() > 0) {
            features.add("pg_init_retries " + scenario.shape().initRetries());
        }
        if (scenario.shape().initDelayMillis() > 0) {
            features.add("pg_init_delay_msecs " + scenario.shape().initDelayMillis());
        }
        String words = String.join(" ", features);
        int count = words.isEmpty() ? 0 : words.split(" ").length;
        String text = "0 " + SECTORS + " multipath " + count + (count == 0 ? "" : " " + words) + " " + handlerWords + " "
                + groups.size() + (groups.isEmpty() ? " 0" : " 1")
                + groups.stream().map(group -> " " + Selectors.group(selector, group)).collect(Collectors.joining());
        return new Table(text, List.copyOf(groups), queueing);
    }
}

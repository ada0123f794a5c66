package org.mpath.prioritizers;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.PathCommand;
import org.mpath.api.plugin.PathRank;
import org.mpath.api.plugin.Prioritizer;
import org.mpath.api.plugin.RankListener;
import org.mpath.plugin.kit.ArrayCommand;
import org.mpath.plugin.kit.Outcome;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.MalformedResponse;
import org.mpath.scsi.UnitSerial;
import org.mpath.scsi.VpdPage;

/** Gives a path the number of the first regular expression that is found in what it is called; 0 when none is. */
final class WeightedPathPrioritizer implements Prioritizer {
    private static final String NAME = WeightedPathFactory.PRIORITIZER;
    private static final int WEIGHTS_MAX = 256;
    private static final int SERIAL_BYTES = 252;
    private static final int TRIES = 5;

    /** What of a path is looked at. */
    private enum Called {
        /** Port and logical unit number: {@code A0:7}. Where a SCSI host has numbers for its ports, {@code 4:0:1:7}. */
        HBTL,
        /** The path's name. */
        DEVNAME,
        /** The unit's serial number, of VPD page 80h. */
        SERIAL
    }

    private record Weight(Pattern pattern, PathRank rank) {}

    private final Called called;
    private final List<Weight> weights;

    private WeightedPathPrioritizer(Called called, List<Weight> weights) {
        this.called = called;
        this.weights = weights;
    }

    /** @throws IllegalArgumentException when a word is wrong; names it */
    static WeightedPathPrioritizer of(List<String> words) {
        Called called = called(words.isEmpty() ? "" : words.get(0));
        if (words.size() < 3 || words.size() % 2 == 0 || words.size() / 2 > WEIGHTS_MAX) {
            throw new IllegalArgumentException(NAME + " takes pairs of a regular expression and a number after "
                    + words.get(0) + ", at most " + WEIGHTS_MAX + ", and \"" + words.get(words.size() - 1)
                    + "\" is not the end of one");
        }
        List<Weight> weights = new ArrayList<>();
        for (int at = 1; at < words.size(); at += 2) {
            weights.add(new Weight(pattern(words.get(at)), rank(words.get(at + 1))));
        }
        return new WeightedPathPrioritizer(called, List.copyOf(weights));
    }

    private static Called called(String word) {
        return switch (word) {
            case "hbtl" -> Called.HBTL;
            case "devname" -> Called.DEVNAME;
            case "serial" -> Called.SERIAL;
            case "wwn" -> throw new IllegalArgumentException(
                    NAME + " has no use for wwn: the names of Fibre Channel's hosts and targets are not read here");
            default -> throw new IllegalArgumentException(
                    NAME + " begins with hbtl, devname or serial, not \"" + word + '"');
        };
    }

    private static Pattern pattern(String word) {
        try {
            return Pattern.compile(word);
        } catch (PatternSyntaxException wrong) {
            throw new IllegalArgumentException(
                    NAME + ": \"" + word + "\" is no regular expression: " + wrong.getDescription(), wrong);
        }
    }

    private static PathRank rank(String word) {
        if (!word.matches("\\d{1,9}")) {
            throw new IllegalArgumentException(NAME + ": \"" + word + "\" is no priority, a number from 0 to 999999999");
        }
        return new PathRank(Integer.parseInt(word), -1, "");
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void rank(PathDevice path, long timeoutNanos, RankListener listener) {
        switch (called) {
            case HBTL -> listener.ranked(rankOf(path.port() + ':' + path.lun()));
            case DEVNAME -> listener.ranked(rankOf(path.name()));
            case SERIAL -> ArrayCommand
                    .read(path, SERIAL_BYTES, cdb -> Cdb.inquiryPage(cdb, VpdPage.UNIT_SERIAL, SERIAL_BYTES))
                    .askWithin(TRIES, timeoutNanos, (outcome, command) ->
                            listener.ranked(outcome == Outcome.GOOD ? rankOfSerial(command) : PathRank.UNKNOWN));
        }
    }

    private PathRank rankOfSerial(PathCommand command) {
        try {
            return rankOf(UnitSerial.parse(command.received()).serial());
        } catch (MalformedResponse malformed) {
            return PathRank.UNKNOWN;
        }
    }

    private PathRank rankOf(String text) {
        return weights.stream()
                .filter(weight -> weight.pattern().matcher(text).find())
                .map(Weight::rank)
                .findFirst()
                .orElse(new PathRank(0, -1, ""));
    }
}

package org.mpath.selector.historical.service.time;

import java.util.List;
import org.mpath.api.plugin.PathSelector;
import org.mpath.api.plugin.PathSelectorFactory;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

/** Offers {@code historical-service-time}, with the arguments {@code [base weight [threshold multiplier]]}. */
@Component(scope = ServiceScope.PROTOTYPE, property = PathSelectorFactory.NAME + "=" + HistoricalServiceTimeFactory.TYPE)
public final class HistoricalServiceTimeFactory implements PathSelectorFactory {
    static final String TYPE = "historical-service-time";

    private static final int WORDS_MAX = 2;
    /** 0.95 in {@link Weights#ONE}ths. */
    private static final int BASE_WEIGHT_DEFAULT = 972;

    private static final long BASE_WEIGHT_MAX = Weights.ONE - 1;
    private static final long THRESHOLD_MAX = 0xFFFF_FFFFL;

    @Override
    public String name() {
        return TYPE;
    }

    @Override
    public PathSelector create(List<String> arguments) {
        if (arguments.size() > WORDS_MAX) {
            throw failed("at most " + WORDS_MAX + " arguments, not " + arguments.size());
        }
        int baseWeight = arguments.isEmpty()
                ? BASE_WEIGHT_DEFAULT
                : (int) number(arguments.get(0), BASE_WEIGHT_MAX, "base weight");
        long threshold =
                arguments.size() < WORDS_MAX ? 0 : number(arguments.get(1), THRESHOLD_MAX, "threshold multiplier");
        return new HistoricalServiceTime(new Weights(baseWeight), threshold);
    }

    private static long number(String word, long max, String what) {
        if (!word.matches("[0-9]{1,10}") || Long.parseLong(word) > max) {
            throw failed(what + " '" + word + "' is not a number from 0 to " + max);
        }
        return Long.parseLong(word);
    }

    private static IllegalArgumentException failed(String why) {
        return new IllegalArgumentException("historical-service-time: " + why);
    }
}

package org.mpath.discovery;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.mpath.api.plugin.PathFacts;

/**
 * What a family answered about paths, by what it was told of them: it is asked once, however often that is looked at. Holds
 * nothing of the plug-in. One thread at a time.
 *
 * @param <A> the answer
 */
final class FamilyMemory<A> {
    /** So many answers are kept at most, those that came last: more paths than that are asked about again. */
    private static final int KEPT_MAX = 16_384;

    private final Map<Told, A> answers = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Told, A> eldest) {
            return size() > KEPT_MAX;
        }
    };

    /** The facts of a path, equal when all of them are: a record compares arrays by identity. */
    private record Told(PathFacts path) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Told told && same(path, told.path);
        }

        private static boolean same(PathFacts one, PathFacts other) {
            return one.name().equals(other.name())
                    && one.port().equals(other.port())
                    && one.lun() == other.lun()
                    && one.paddedVendor().equals(other.paddedVendor())
                    && one.paddedProduct().equals(other.paddedProduct())
                    && one.revision().equals(other.revision())
                    && one.tpgs() == other.tpgs()
                    && Arrays.equals(one.inquiry(), other.inquiry());
        }

        @Override
        public int hashCode() {
            return path.name().hashCode();
        }
    }

    /** A question that may be not answered. */
    @FunctionalInterface
    interface Question<A> {
        A ask() throws PlugInFault;
    }

    /** What it answered; it is asked, if it was not before. A question that was not answered is put again. */
    A answer(PathFacts path, Question<A> question) throws PlugInFault {
        Told told = new Told(path);
        A known = answers.get(told);
        if (known == null) {
            known = question.ask();
            answers.put(told, known);
        }
        return known;
    }
}

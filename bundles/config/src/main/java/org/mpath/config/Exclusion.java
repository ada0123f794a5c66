package org.mpath.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.mpath.config.ExclusionRule.Criterion;

/**
 * Which paths are left out. Criteria are asked in the order of {@link Criterion}, and the first that leaves the path out
 * decides; within a criterion an exception beats the rules, but it protects against no later criterion. Immutable.
 */
public final class Exclusion {
    private final List<ExclusionRule> rules;
    private final List<ExclusionRule> exceptions;

    /**
     * What was decided of a path.
     *
     * @param excluded whether it is left out
     * @param criterion what decided; null when nothing did
     * @param rule the rule or, where the path is not excluded, the exception; null when there is none
     * @param subject what the rule was asked about
     */
    public record Decision(boolean excluded, Criterion criterion, ExclusionRule rule, String subject) {
        /** No rule and no exception matches. */
        static final Decision NOTHING = new Decision(false, null, null, "");

        /** For people: the rule, where it stands and what it matched. */
        @Override
        public String toString() {
            if (rule != null) {
                return (excluded ? "excluded by " : "kept by exception ") + rule.text() + " (" + subject + "), " + rule.origin();
            }
            return excluded ? "excluded: no property that a rule or exception names is there, but " + subject + " is"
                    : "no rule matches";
        }
    }

    Exclusion(List<ExclusionRule> rules, List<ExclusionRule> exceptions) {
        this.rules = withoutRepetition(rules);
        this.exceptions = withoutRepetition(exceptions);
    }

    private static List<ExclusionRule> withoutRepetition(List<ExclusionRule> all) {
        List<ExclusionRule> once = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        all.stream().filter(rule -> seen.add(rule.text())).forEach(once::add);
        return List.copyOf(once);
    }

    /** The rules that leave paths out. */
    public List<ExclusionRule> rules() {
        return rules;
    }

    /** The exceptions from them. */
    public List<ExclusionRule> exceptions() {
        return exceptions;
    }

    /**
     * Decides about a path. Criteria of which the path has nothing are not asked.
     *
     * @param uidAttribute the property that names its unit, {@code uid_attribute}; empty for none
     */
    public Decision decide(PathIdentity path, String uidAttribute) {
        Decision kept = Decision.NOTHING;
        for (Criterion criterion : Criterion.values()) {
            Decision decision = decide(criterion, path, uidAttribute);
            if (decision.excluded()) {
                return decision;
            }
            if (kept.rule() == null) {
                kept = decision;
            }
        }
        return kept;
    }

    private Decision decide(Criterion criterion, PathIdentity path, String uidAttribute) {
        return switch (criterion) {
            case PROPERTY -> byProperty(path.properties(), uidAttribute);
            case DEVNODE -> bySubject(criterion, path.devnode());
            case DEVICE -> byDevice(path.vendor(), path.product());
            case PROTOCOL -> bySubject(criterion, path.protocol());
            case WWID -> bySubject(criterion, path.wwid());
        };
    }

    /** The first property that a rule or an exception names decides; the exception if both do. */
    private Decision byProperty(List<String> properties, String uidAttribute) {
        for (String property : properties) {
            Decision decision = bySubject(Criterion.PROPERTY, property);
            if (decision.rule() != null) {
                return decision;
            }
        }
        boolean identified = !uidAttribute.isEmpty() && properties.contains(uidAttribute);
        return identified ? new Decision(true, Criterion.PROPERTY, null, uidAttribute) : Decision.NOTHING;
    }

    private Decision byDevice(String vendor, String product) {
        if (vendor.isEmpty() && product.isEmpty()) {
            return Decision.NOTHING;
        }
        String subject = vendor + ":" + product;
        return decision(Criterion.DEVICE, subject,
                find(exceptions, rule -> rule.criterion() == Criterion.DEVICE && rule.matchesDevice(vendor, product)),
                find(rules, rule -> rule.criterion() == Criterion.DEVICE && rule.matchesDevice(vendor, product)));
    }

    private Decision bySubject(Criterion criterion, String subject) {
        if (subject.isEmpty()) {
            return Decision.NOTHING;
        }
        return decision(criterion, subject,
                find(exceptions, rule -> rule.criterion() == criterion && rule.matches(subject)),
                find(rules, rule -> rule.criterion() == criterion && rule.matches(subject)));
    }

    private static Decision decision(
            Criterion criterion, String subject, Optional<ExclusionRule> exception, Optional<ExclusionRule> rule) {
        if (exception.isPresent()) {
            return new Decision(false, criterion, exception.get(), subject);
        }
        return rule.map(found -> new Decision(true, criterion, found, subject)).orElse(Decision.NOTHING);
    }

    private static Optional<ExclusionRule> find(List<ExclusionRule> all, Predicate<ExclusionRule> matching) {
        return all.stream().filter(matching).findFirst();
    }
}

package org.mpath.config;

import java.util.Locale;

/**
 * A rule that leaves paths out, or makes an exception.
 */
public final class ExclusionRule {
    /** What a rule looks at, in the order in which rules are asked. */
    public enum Criterion {
        /** Names of properties. */
        PROPERTY,
        /** The kernel's device node. */
        DEVNODE,
        /** Vendor and product. */
        DEVICE,
        /** The protocol. */
        PROTOCOL,
        /** The identity of the unit. */
        WWID
    }

    private final Criterion criterion;
    private final TextPattern pattern;
    /** Of {@link Criterion#DEVICE} only; null for any. */
    private final TextPattern product;
    private final Origin origin;
    private final String text;

    private ExclusionRule(Criterion criterion, TextPattern pattern, TextPattern product, Origin origin) {
        this.criterion = criterion;
        this.pattern = pattern;
        this.product = product;
        this.origin = origin;
        text = criterion == Criterion.DEVICE
                ? "device vendor " + Quotation.of(pattern()) + " product " + Quotation.of(product())
                : criterion.name().toLowerCase(Locale.ROOT) + " " + Quotation.of(pattern());
    }

    static ExclusionRule of(Criterion criterion, String pattern, Origin origin) {
        return new ExclusionRule(criterion, TextPattern.checked(pattern, true), null, origin);
    }

    /** A rule on vendor and product; an empty one is any. */
    static ExclusionRule device(String vendor, String product, Origin origin) {
        return new ExclusionRule(Criterion.DEVICE, optional(vendor), optional(product), origin);
    }

    private static TextPattern optional(String pattern) {
        return pattern.isEmpty() ? null : TextPattern.checked(pattern, true);
    }

    /** What it looks at. */
    public Criterion criterion() {
        return criterion;
    }

    /** Its expression; of a device rule that on the vendor, empty for any. */
    public String pattern() {
        return pattern == null ? "" : pattern.toString();
    }

    /** Of a device rule, the expression on the product; empty for any. */
    public String product() {
        return product == null ? "" : product.toString();
    }

    /** Where it comes from. */
    public Origin origin() {
        return origin;
    }

    boolean matches(String subject) {
        return pattern.matches(subject);
    }

    boolean matchesDevice(String itsVendor, String itsProduct) {
        return (pattern == null || pattern.matches(itsVendor)) && (product == null || product.matches(itsProduct));
    }

    /** The rule as it stands in a file: {@code wwid "..."}. */
    String text() {
        return text;
    }

    @Override
    public String toString() {
        return text() + ", " + origin;
    }
}

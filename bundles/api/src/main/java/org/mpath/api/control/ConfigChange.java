package org.mpath.api.control;

/**
 * What is different between two configurations.
 *
 * @param section where: {@code defaults}, {@code device VENDOR:PRODUCT}, {@code multipath WWID}, ...
 * @param keyword the keyword or, in sections that exclude, the rule
 * @param before value before
 * @param beforeOrigin where it came from; empty when it was not set
 * @param after value after
 * @param afterOrigin where it comes from; empty when it is not set
 */
public record ConfigChange(
        String section, String keyword, String before, String beforeOrigin, String after, String afterOrigin) {}

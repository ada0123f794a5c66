package org.mpath.api.control;

/**
 * A value of a configuration.
 *
 * @param section where it holds: {@code defaults}, {@code device VENDOR:PRODUCT}, {@code multipath WWID}, ...
 * @param keyword the keyword or, in sections that exclude, the rule
 * @param value its value in canonical spelling
 * @param origin where it comes from: {@code built in}, {@code FILE:LINE:COLUMN (SECTION)}, {@code hardware row N (MODEL)}, ...
 */
public record ConfigValue(String section, String keyword, String value, String origin) {}

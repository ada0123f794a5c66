package org.mpath.api.control;

/**
 * Something discovery decided.
 *
 * @param topic what it is about, one word: {@code identity}, {@code exclusion}, {@code plug-in}, {@code checker}, ...
 * @param text what was decided, one sentence
 * @param because the rule and where it stands, or the reply; empty when the text says it all
 * @param timeMillis since when, milliseconds since 1970; 0 when it holds by configuration alone
 */
public record Decision(String topic, String text, String because, long timeMillis) {}

package org.mpath.itests.check.rule;

/**
 * A rule that is broken.
 *
 * @param wrong what is wrong, one sentence
 * @param todo what to do about it, one sentence
 */
public record Finding(String wrong, String todo) {}

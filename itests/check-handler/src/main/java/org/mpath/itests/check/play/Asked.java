package org.mpath.itests.check.play;

import java.util.ArrayList;
import java.util.List;

/** A question that was put, and its answers. */
public final class Asked {
    /**
     * An answer.
     *
     * @param value what was answered
     * @param afterNanos how long after the question
     * @param linkUp whether the path's link was up
     * @param linksBroken how often the link had broken since the question
     */
    public record Answer(Object value, long afterNanos, boolean linkUp, int linksBroken) {}

    private final Question question;
    private final PlayedPath path;
    private final long askedNanos;
    private final List<Answer> answers = new ArrayList<>();
    private final int cutsBefore;

    Asked(Question question, PlayedPath path) {
        this.question = question;
        this.path = path;
        this.askedNanos = path.reactor().nanoTime();
        this.cutsBefore = path.cuts();
    }

    void answered(Object value) {
        answers.add(new Answer(value, path.reactor().nanoTime() - askedNanos, path.linkUp(), path.cuts() - cutsBefore));
    }

    /** What was asked. */
    public Question question() {
        return question;
    }

    /** About which path. */
    public PlayedPath path() {
        return path;
    }

    /** The answers so far; there should be one. */
    public List<Answer> answers() {
        return answers;
    }

    /** Whether it was answered so that I/O may go to the path. */
    public boolean favourable() {
        return answers.stream().anyMatch(answer -> question.favourable(answer.value()));
    }
}

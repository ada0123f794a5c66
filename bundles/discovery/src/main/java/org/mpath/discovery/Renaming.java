package org.mpath.discovery;

/**
 * Gives maps the names that another configuration wants, as soon as nobody uses them: a map is known to its users by its
 * name, so one that is used keeps it until then. Discovery thread.
 */
final class Renaming {
    private static final int LOOK_MILLIS = 2_000;

    private final DiscoveryThread thread;
    private final MapBook book;
    private final Intake intake;
    private boolean due;

    Renaming(DiscoveryThread thread, MapBook book, Intake intake) {
        this.thread = thread;
        this.book = book;
        this.intake = intake;
    }

    /** Names may be wanted that maps do not have. */
    void begin() {
        boolean used = false;
        for (MapEntry entry : book.misnamed()) {
            if (book.users(entry).isEmpty()) {
                book.dissolve(entry).forEach(intake::await);
            } else {
                used = true;
            }
        }
        intake.schedule();
        if (used && !due) {
            due = true;
            thread.later(this::again, LOOK_MILLIS);
        }
    }

    private void again() {
        due = false;
        begin();
    }
}

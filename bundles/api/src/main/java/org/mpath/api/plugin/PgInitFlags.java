package org.mpath.api.plugin;

/**
 * The answer of a 2005 or 2007 activation (dm_pg_init_complete, seed-systems 3.7 A and B); no flag: done.
 *
 * @param failPath the path is bad (MP_FAIL_PATH)
 * @param bypassGroup the group is of no use now (MP_BYPASS_PG)
 * @param retry again, if retries are left (MP_RETRY, 2007)
 */
public record PgInitFlags(boolean failPath, boolean bypassGroup, boolean retry) implements ActivationAnswer {
    /** Done. */
    public static final PgInitFlags NONE = new PgInitFlags(false, false, false);

    /** Whether any flag is set. */
    public boolean any() {
        return failPath || bypassGroup || retry;
    }
}

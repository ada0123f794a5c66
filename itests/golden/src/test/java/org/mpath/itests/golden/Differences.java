package org.mpath.itests.golden;

import java.util.Map;

/** Where a user-space map is not the kernel's, and why. What does not differ any more is a failure. */
final class Differences {
    private static final String NAMES = "a device has many names in a kernel; a path has the one its transport gives it";
    private static final String NO_SUCH_DEVICE = "a kernel tells a device that is not there from one of another map";
    private static final String BLOCK_LAYER = "whether a block driver takes requests or bios is the block layer's affair";
    private static final String COLUMNS = "the columns are dmsetup's";

    /** Cases of which nothing can be compared, by id. */
    static final Map<String, String> CASES = Map.of(
            "path-by-bare-name", NAMES,
            "path-by-hex", NAMES,
            "path-garbage", NAMES,
            "path-offline-at-load", "a kernel cannot open an offline disk; a map waits for paths that are down",
            "rq-on-bio-device", BLOCK_LAYER,
            "rq-mixed-bio-and-rq-paths", BLOCK_LAYER);

    /** Steps that are left out, by case and step. */
    static final Map<String, String> STEPS = Map.of(
            "read-only: write", "whether a map is read-only is the outlet's affair, not the table's",
            "msg-fail-by-name: message fail_path {NP1}", NAMES,
            "msg-fail-by-name: message reinstate_path {NP1}", NAMES,
            "msg-fail-unknown-dev: message fail_path 99:99", NO_SUCH_DEVICE,
            "msg-fail-unknown-dev: message fail_path /dev/nothing", NO_SUCH_DEVICE,
            "reload-failed-state-lost: resume", "a path that stays in the map keeps its state and its fail count",
            "status-noflush: dmsetup info -c", COLUMNS,
            "status-noflush: dmsetup deps", COLUMNS);

    private Differences() {}
}

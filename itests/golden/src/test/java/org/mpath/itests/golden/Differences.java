package org.mpath.itests.golden;

import java.util.Map;

/** Where a user-space map is not the kernel's, and why. Each is proved to differ: one that does not any more is a failure. */
final class Differences {
    /** Cases of which nothing can be compared, by id. */
    static final Map<String, String> CASES = Map.of(
            "path-by-bare-name", "the kernel opens a device by number or path only; a path's name is its transport's word for it",
            "path-by-hex", "a device number in hexadecimal is the kernel's other name for it; a path has one name",
            "path-garbage", "the kernel stops reading a device number at the second colon; a path's name is compared whole",
            "path-offline-at-load", "the kernel cannot open an offline disk; a map is loaded with paths that are down and waits for them",
            "rq-on-bio-device", "whether a block driver takes requests or bios is a fact of the kernel's block layer",
            "rq-mixed-bio-and-rq-paths", "whether a block driver takes requests or bios is a fact of the kernel's block layer");

    /** Steps that are left out, by case and step. */
    static final Map<String, String> STEPS = Map.of(
            "read-only: write", "whether a map is read-only is the outlet's word, not the table's",
            "msg-fail-by-name: fail_path {NP1}", "a second name for a device is the kernel's; a path has one name",
            "msg-fail-by-name: reinstate_path {NP1}", "a second name for a device is the kernel's; a path has one name",
            "msg-fail-unknown-dev: fail_path 99:99", "the kernel tells devices that are not there from those of other maps",
            "msg-fail-unknown-dev: fail_path /dev/nothing", "the kernel tells devices that are not there from those of other maps",
            "reload-failed-state-lost: resume", "a path that stays in the map keeps its state and its fail count",
            "status-noflush: info -c", "the columns are dmsetup's",
            "status-noflush: deps", "the columns are dmsetup's");

    private Differences() {}
}

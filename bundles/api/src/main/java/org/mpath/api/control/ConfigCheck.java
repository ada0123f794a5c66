package org.mpath.api.control;

import java.util.List;

/**
 * What became of configuration files.
 *
 * @param files the files that were read, in the order in which they count
 * @param accepted whether they would be accepted; one error refuses them all
 * @param applied whether they are what the runtime follows
 * @param findings what is to be said of them, in their order
 */
public record ConfigCheck(List<String> files, boolean accepted, boolean applied, List<ConfigFinding> findings) {
    /** Copies the lists. */
    public ConfigCheck {
        files = List.copyOf(files);
        findings = List.copyOf(findings);
    }
}

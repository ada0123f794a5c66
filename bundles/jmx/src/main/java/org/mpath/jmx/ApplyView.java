package org.mpath.jmx;

import java.util.List;

/**
 * What applying configuration files did, or would do.
 *
 * @param check what is to be said of the files
 * @param applied whether the runtime follows them now
 * @param changes the maps that changed, or would; empty when the files were refused
 */
public record ApplyView(CheckView check, boolean applied, List<MapChangeView> changes) {}

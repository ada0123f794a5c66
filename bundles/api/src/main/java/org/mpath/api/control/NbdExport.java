package org.mpath.api.control;

/**
 * A map as an NBD export.
 *
 * @param name export name, the map's name
 * @param uri what to give to a client, such as {@code nbd+unix:///mpatha?socket=/path/nbd.sock}
 * @param sizeBytes size
 * @param readOnly whether writes are refused
 * @param connections clients connected now
 */
public record NbdExport(String name, String uri, long sizeBytes, boolean readOnly, int connections) {}

package org.mpath.config;

/**
 * A configuration file.
 *
 * @param name its name as findings and origins show it
 * @param text what is in it
 */
public record SourceFile(String name, String text) {}

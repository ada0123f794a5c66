package org.mpath.api.control;

/**
 * A port of a lab array.
 *
 * @param array the array's name
 * @param name the port's name, unique among the lab arrays
 * @param fault {@code none, cut, silence, delay 20 ms, sense 02/04/01 x3, ...}
 * @param units logical units it serves
 * @param commands commands it received so far
 */
public record LabPort(String array, String name, String fault, int units, long commands) {}

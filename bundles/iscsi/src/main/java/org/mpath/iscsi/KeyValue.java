package org.mpath.iscsi;

/**
 * A text key and its value (RFC 7143 6.1).
 *
 * @param key 1 to 63 characters
 * @param value as sent, may be empty
 */
public record KeyValue(String key, String value) {}

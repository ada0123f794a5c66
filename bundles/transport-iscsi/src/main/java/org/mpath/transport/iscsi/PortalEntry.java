package org.mpath.transport.iscsi;

import org.mpath.iscsi.IscsiName;

/**
 * One word of the configured list: a portal to discover, or one target on it.
 *
 * @param portal where
 * @param target name of the one target; null to log in to every target the portal offers
 */
record PortalEntry(Portal portal, String target) {
    /**
     * Reads {@code HOST[:PORT]} or {@code HOST[:PORT],TARGETNAME}.
     *
     * @throws IllegalArgumentException naming the word
     */
    static PortalEntry parse(String word) {
        int comma = word.indexOf(',');
        if (comma < 0) {
            return new PortalEntry(Portal.parse(word), null);
        }
        return new PortalEntry(Portal.parse(word.substring(0, comma)), targetName(word.substring(comma + 1)));
    }

    /** Checks a target name a person gave. */
    static String targetName(String name) {
        if (!IscsiName.valid(name)) {
            throw new IllegalArgumentException("'" + name + "' is not a target name (iqn., eui. or naa., lower case)");
        }
        return name;
    }
}

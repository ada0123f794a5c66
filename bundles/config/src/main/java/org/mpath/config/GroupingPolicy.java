package org.mpath.config;

/** Which paths form a group, in multipath-tools' words. */
public enum GroupingPolicy {
    /** Each its own. */
    FAILOVER,
    /** All of them. */
    MULTIBUS,
    /** Those of units with the same serial number. */
    GROUP_BY_SERIAL,
    /** Those of the same priority. */
    GROUP_BY_PRIO,
    /** Those of the same target. */
    GROUP_BY_NODE_NAME,
    /** Those of the same target port group. */
    GROUP_BY_TPG
}

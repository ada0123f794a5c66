package org.mpath.prioritizers;

import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.PathRank;
import org.mpath.api.plugin.Prioritizer;
import org.mpath.api.plugin.RankListener;

/** Prefers the paths to one address of an iSCSI target; of the others nothing is known. */
final class IetPrioritizer implements Prioritizer {
    private static final String ISCSI = "iscsi";
    private static final PathRank PREFERRED = new PathRank(20, -1, "");
    private static final PathRank OTHER = new PathRank(10, -1, "");

    private final String preferred;

    IetPrioritizer(String preferred) {
        this.preferred = preferred;
    }

    @Override
    public String name() {
        return IetFactory.PRIORITIZER;
    }

    @Override
    public void rank(PathDevice path, long timeoutNanos, RankListener listener) {
        if (!path.transport().equals(ISCSI)) {
            listener.ranked(PathRank.UNKNOWN);
        } else {
            listener.ranked(address(path.port()).equalsIgnoreCase(preferred) ? PREFERRED : OTHER);
        }
    }

    /** The address in {@code 192.0.2.1:3260,1,iqn...} or {@code [2001:db8::1]:3260,1,iqn...}. */
    private static String address(String port) {
        String portal = port.split(",", 2)[0];
        String host = portal.substring(0, Math.max(0, portal.lastIndexOf(':')));
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}

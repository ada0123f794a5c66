package org.mpath.transport.iscsi;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.mpath.iscsi.IscsiName;
import org.mpath.iscsi.KeyValue;
import org.mpath.iscsi.MalformedPdu;
import org.mpath.iscsi.TextKey;
import org.mpath.scsi.Visible;

/**
 * A target in the answer to SendTargets (RFC 7143 appendix C).
 *
 * @param name its name
 * @param addresses where it can be reached; empty when only through the portal that was asked
 */
record OfferedTarget(String name, List<TargetAddress> addresses) {
    /** Copies the list. */
    OfferedTarget {
        addresses = List.copyOf(addresses);
    }

    /**
     * Reads an answer.
     *
     * @throws MalformedPdu when an address comes before its target or a name is none
     */
    static List<OfferedTarget> parse(List<KeyValue> pairs) {
        List<OfferedTarget> targets = new ArrayList<>();
        String name = null;
        List<TargetAddress> addresses = new ArrayList<>();
        for (KeyValue pair : pairs) {
            switch (pair.key()) {
                case TextKey.TARGET_NAME -> {
                    if (name != null) {
                        targets.add(new OfferedTarget(name, addresses));
                    }
                    name = checked(pair.value());
                    addresses.clear();
                }
                case TextKey.TARGET_ADDRESS -> {
                    if (name == null) {
                        throw new MalformedPdu("TargetAddress=" + Visible.of(pair.value()) + " without a TargetName");
                    }
                    addresses.add(TargetAddress.parse(pair.value()));
                }
                default -> { } // other keys say nothing about targets
            }
        }
        if (name != null) {
            targets.add(new OfferedTarget(name, addresses));
        }
        return targets;
    }

    private static String checked(String name) {
        if (!IscsiName.valid(name)) {
            throw new MalformedPdu("TargetName=" + Visible.of(name) + " is no target name");
        }
        return name;
    }

    /** Whether the target says that it can be reached through a portal. */
    boolean through(Portal portal, InetSocketAddress portalAddress) {
        return addresses.isEmpty() || addresses.stream().anyMatch(one -> same(one.portal(), portal, portalAddress));
    }

    private static boolean same(Portal offered, Portal portal, InetSocketAddress portalAddress) {
        return offered.equals(portal) || offered.port() == portalAddress.getPort() && offered.numeric()
                && sameHost(offered.host(), portalAddress.getAddress());
    }

    private static boolean sameHost(String host, InetAddress address) {
        try {
            return InetAddress.getByName(host).equals(address);
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /**
     * Those of {@code targets} that a portal offers: which name it among their addresses. When none does, the portal is
     * seen through some address translation, and all count.
     */
    static List<OfferedTarget> through(List<OfferedTarget> targets, Portal portal, InetSocketAddress portalAddress) {
        List<OfferedTarget> offered = targets.stream()
                .filter(target -> target.through(portal, portalAddress))
                .toList();
        return offered.isEmpty() ? targets : offered;
    }
}

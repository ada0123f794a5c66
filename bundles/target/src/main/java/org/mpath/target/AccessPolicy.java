package org.mpath.target;

import org.mpath.scsi.AccessState;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a family of arrays does about access through controllers that do not own a unit. Stateless: who owns what, and the
 * state of every port group, is in {@link UnitAccess}.
 */
@ConsumerType
public interface AccessPolicy {
    /** Every port serves every command at all times. */
    AccessPolicy SYMMETRIC = new AccessPolicy() {
        @Override
        public AccessState passive() {
            return AccessState.ACTIVE_OPTIMIZED;
        }

        @Override
        public SenseCode refusal(Command command, UnitNexus nexus) {
            return null;
        }
    };

    /** The state that the ports of a controller have which is up and does not own the unit. */
    AccessState passive();

    /**
     * What a command gets instead of being carried out; null when it is carried out. Asked for every command that its unit
     * knows, after unit attentions: it must allocate nothing for reads and writes. It may move the unit first (implicit
     * transfer), see {@link Ownership}. {@link UnitNexus#access} tells the state the command meets.
     */
    SenseCode refusal(Command command, UnitNexus nexus);

    /** Whether all units have the same owner: one that moves takes the others along. */
    default boolean together() {
        return false;
    }

    /** The unit attention that initiators hear when an access state has changed; null when the family says nothing. */
    default SenseCode changed() {
        return null;
    }

    /** The unit attention that initiators hear when the array could not change a state; null when it says nothing. */
    default SenseCode changeFailed() {
        return null;
    }
}

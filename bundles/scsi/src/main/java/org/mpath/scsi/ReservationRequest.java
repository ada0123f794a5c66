package org.mpath.scsi;

/**
 * Parameter list of PERSISTENT RESERVE OUT but for REGISTER AND MOVE (SPC-5 6.17.3).
 *
 * @param key the key that is registered for the nexus which asks; 0 for none
 * @param actionKey what the service action is about: the key to register, or to preempt
 * @param namesOthers SPEC_I_PT: names further initiator ports
 * @param allTargetPorts ALL_TG_PT: registers for all target ports
 * @param survivesPowerLoss APTPL: registrations persist through a power loss
 */
public record ReservationRequest(
        long key, long actionKey, boolean namesOthers, boolean allTargetPorts, boolean survivesPowerLoss) {
    /** Length of the list, in bytes, when it names nobody. */
    public static final int BYTES = 24;

    private static final int FLAGS_AT = 20;
    private static final int SPEC_I_PT = 0x08;
    private static final int ALL_TG_PT = 0x04;
    private static final int APTPL = 0x01;

    /** To register a key, in the place of whatever was registered. */
    public static ReservationRequest register(long key, boolean allTargetPorts, boolean survivesPowerLoss) {
        return new ReservationRequest(0, key, false, allTargetPorts, survivesPowerLoss);
    }

    /** To do something as the one who registered a key, with the key it is about. */
    public static ReservationRequest as(long key, long actionKey) {
        return new ReservationRequest(key, actionKey, false, false, false);
    }

    /** Parses what was received. */
    public static ReservationRequest parse(byte[] list) {
        Cursor page = Cursor.of("PERSISTENT RESERVE OUT list", list).atLeast(BYTES);
        return new ReservationRequest(page.u64(0), page.u64(8), page.bit(FLAGS_AT, SPEC_I_PT),
                page.bit(FLAGS_AT, ALL_TG_PT), page.bit(FLAGS_AT, APTPL));
    }

    /** As bytes. */
    public byte[] bytes() {
        byte[] list = new byte[BYTES];
        BigEndian.put64(list, 0, key);
        BigEndian.put64(list, 8, actionKey);
        list[FLAGS_AT] = (byte) ((namesOthers ? SPEC_I_PT : 0) | (allTargetPorts ? ALL_TG_PT : 0) | (survivesPowerLoss ? APTPL : 0));
        return list;
    }
}

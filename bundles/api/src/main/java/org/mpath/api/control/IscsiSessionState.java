package org.mpath.api.control;

/**
 * A session as people see it; no secret in it.
 *
 * @param portal {@code HOST:PORT} as configured
 * @param target target name
 * @param state {@code connecting, logging-in, logged-in, waiting, failed}
 * @param reason why it is not logged in; empty when it is
 * @param isid initiator session id, hex
 * @param tsih target session handle; 0 when not logged in
 * @param headerDigest {@code None} or {@code CRC32C}
 * @param dataDigest {@code None} or {@code CRC32C}
 * @param authentication {@code None, CHAP, mutual CHAP}
 * @param inFlight commands sent and not answered
 * @param logins successful logins so far
 * @param units logical units reported
 */
public record IscsiSessionState(
        String portal,
        String target,
        String state,
        String reason,
        String isid,
        int tsih,
        String headerDigest,
        String dataDigest,
        String authentication,
        int inFlight,
        long logins,
        int units) {}

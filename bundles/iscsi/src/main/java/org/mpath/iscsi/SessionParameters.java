package org.mpath.iscsi;

/**
 * What a login agreed on.
 *
 * @param headerDigest whether headers carry CRC32C
 * @param dataDigest whether data segments carry CRC32C
 * @param receiveBytesMax longest data segment we take
 * @param sendBytesMax longest data segment the peer takes
 * @param maxBurst longest sequence of Data-In or solicited Data-Out, bytes
 * @param firstBurst unsolicited data of one command with immediate data, bytes
 * @param initialR2t whether Data-Out beyond immediate data waits for an R2T
 * @param immediateData whether a command may carry data
 * @param maxOutstandingR2t R2Ts of one command that may be open
 * @param timeToWaitSeconds wait before a new login after a lost session
 * @param timeToRetainSeconds how long the target keeps tasks of a lost session
 */
public record SessionParameters(
        boolean headerDigest,
        boolean dataDigest,
        int receiveBytesMax,
        int sendBytesMax,
        int maxBurst,
        int firstBurst,
        boolean initialR2t,
        boolean immediateData,
        int maxOutstandingR2t,
        int timeToWaitSeconds,
        int timeToRetainSeconds) {
    /** Before anything is agreed on: no digests, every default of RFC 7143 13. */
    public static final SessionParameters UNSAID = new SessionParameters(
            false, false,
            NumericKey.MAX_RECV_DATA_SEGMENT_LENGTH.unsaid(), NumericKey.MAX_RECV_DATA_SEGMENT_LENGTH.unsaid(),
            NumericKey.MAX_BURST_LENGTH.unsaid(), NumericKey.FIRST_BURST_LENGTH.unsaid(),
            true, true,
            NumericKey.MAX_OUTSTANDING_R2T.unsaid(),
            NumericKey.DEFAULT_TIME_TO_WAIT.unsaid(), NumericKey.DEFAULT_TIME_TO_RETAIN.unsaid());
}

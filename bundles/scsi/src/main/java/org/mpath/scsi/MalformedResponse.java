package org.mpath.scsi;

/**
 * Bytes from the wire do not have the form they claim. The message names the page, the offset in it and the offending
 * value. The only exception that leaves a parser of this package.
 */
public final class MalformedResponse extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param page what was parsed, as {@code VPD page 83h}
     * @param offset byte of the page where it went wrong
     * @param complaint what is wrong there, with the value
     */
    public MalformedResponse(String page, int offset, String complaint) {
        super(page + ", byte " + offset + ": " + complaint);
    }
}

package org.mpath.transport.iscsi;

import java.util.List;
import org.mpath.iscsi.ChapAlgorithm;

/**
 * How to log in.
 *
 * @param initiator who we are; null for no authentication
 * @param target who the target must prove to be; null for one-way
 * @param algorithms what is offered, in order of preference
 */
record Authentication(ChapCredentials initiator, ChapCredentials target, List<ChapAlgorithm> algorithms) {
    /** No authentication. */
    static final Authentication NONE = new Authentication(null, null, List.of());

    boolean chap() {
        return initiator != null;
    }

    boolean mutual() {
        return target != null;
    }
}

package org.mpath.reactor;

import java.util.ArrayList;
import java.util.List;

/**
 * The threads of a reactor that plug-ins have kept. While one lives no code of its bundle is called, for plug-ins count on one
 * thread at a time; and a bundle that has kept some, in whatever versions, is not tried again. Reactor thread.
 */
final class AbandonedThreads {
    /** Threads that all versions of one bundle may keep of one reactor. */
    static final int PER_BUNDLE_MAX = 4;

    private record Kept(Thread thread, String bundle, String what) {}

    private final List<Kept> kept = new ArrayList<>();

    /** A call was left alone with its thread. */
    void add(WatchedCall call) {
        LoopThread thread = call.thread();
        thread.setName(thread.getName() + ", abandoned in " + call.words());
        kept.add(new Kept(thread, call.call().bundle(), call.call().what()));
    }

    /** Why code of a bundle is not called, a clause for people; null when it is. */
    String refusal(String bundle) {
        if (kept.isEmpty()) {
            return null;
        }
        kept.removeIf(each -> !each.thread.isAlive());
        int ofName = 0;
        for (Kept each : kept) {
            if (each.bundle.equals(bundle)) {
                return "a thread is stuck in its " + each.what;
            }
            ofName += name(each.bundle).equals(name(bundle)) ? 1 : 0;
        }
        return ofName < PER_BUNDLE_MAX ? null : ofName + " threads are stuck in other versions of it";
    }

    private static String name(String bundle) {
        int blank = bundle.indexOf(' ');
        return blank < 0 ? bundle : bundle.substring(0, blank);
    }
}

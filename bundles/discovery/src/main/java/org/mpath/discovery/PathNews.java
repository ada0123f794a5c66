package org.mpath.discovery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.Transport;
import org.mpath.api.path.TransportListener;

/**
 * What a transport tells of its paths, on the way to the discovery thread: for each name what is true in the end, however often
 * it came and went meanwhile. So a storm costs as much as the paths it is about, in memory and in work. Any thread.
 */
final class PathNews implements TransportListener {
    /** Who hears of it. Discovery thread. */
    interface Hearer {
        void appeared(PathDevice path);

        void gone(PathDevice path, String reason);

        /** Whether the transport looks for paths, or no longer. */
        void looked();
    }

    /**
     * Of one name.
     *
     * @param gone that was there before; null for none
     * @param reason why it went
     * @param came that is there now; null for none
     */
    private record News(PathDevice gone, String reason, PathDevice came) {
        static final News NONE = new News(null, "", null);

        News came(PathDevice path) {
            return new News(gone, reason, path);
        }

        /** One that came meanwhile was never there. */
        News gone(PathDevice path, String why) {
            if (path == came) {
                return new News(gone, reason, null);
            }
            return gone == null ? new News(path, why, came) : this;
        }

        void tell(Hearer hearer) {
            if (gone != null) {
                hearer.gone(gone, reason);
            }
            if (came != null) {
                hearer.appeared(came);
            }
        }
    }

    private final Consumer<Runnable> changes;
    private final Hearer hearer;
    /** By name, in order of arrival; guarded by this. */
    private final Map<String, News> waiting = new LinkedHashMap<>();

    private boolean looked;
    private boolean telling;

    /** @param changes runs work on the discovery thread as a change that settling waits for */
    PathNews(Consumer<Runnable> changes, Hearer hearer) {
        this.changes = changes;
        this.hearer = hearer;
    }

    @Override
    public void pathAppeared(PathDevice path) {
        synchronized (this) {
            waiting.put(path.name(), waiting.getOrDefault(path.name(), News.NONE).came(path));
        }
        tellSoon();
    }

    @Override
    public void pathGone(PathDevice path, String reason) {
        synchronized (this) {
            News news = waiting.getOrDefault(path.name(), News.NONE).gone(path, reason);
            if (news.equals(News.NONE)) {
                waiting.remove(path.name());
            } else {
                waiting.put(path.name(), news);
            }
        }
        tellSoon();
    }

    @Override
    public void settledChanged(Transport transport) {
        synchronized (this) {
            looked = true;
        }
        tellSoon();
    }

    private void tellSoon() {
        synchronized (this) {
            if (telling) {
                return;
            }
            telling = true;
        }
        changes.accept(this::tell);
    }

    private void tell() {
        List<News> all;
        boolean lookedToo;
        synchronized (this) {
            all = new ArrayList<>(waiting.values());
            waiting.clear();
            lookedToo = looked;
            looked = false;
            telling = false;
        }
        all.forEach(news -> news.tell(hearer));
        if (lookedToo) {
            hearer.looked();
        }
    }
}

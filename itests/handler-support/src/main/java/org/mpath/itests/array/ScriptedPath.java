package org.mpath.itests.array;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.Reactor;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.io.TaskListener;
import org.mpath.api.path.LinkListener;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.ResetListener;

/** A path that answers what a test says, and keeps the bytes of every command. */
public final class ScriptedPath implements PathDevice {
    private record Held(ScsiTask task, TaskListener listener, Reply reply) {}

    private final String name;
    private final Reactor reactor;
    private final Function<String, Reply> script;
    /** Commands of this path and of those it shares the log with: {@code a: 1201...}, with what was written. */
    public final List<String> log;

    private final List<LinkListener> listeners = new ArrayList<>();
    private final Queue<Held> held = new ArrayDeque<>();
    private String linkReason;
    private String transport = "scripted";
    private String port;
    private long lun;
    /** Keep the answers until {@link #answerNext}. */
    public boolean holding;

    /** How many commands are not answered yet. */
    public int outstanding;

    /** Bytes that the latest command was to transfer. */
    public int expectedBytes;

    /**
     * A path whose link is up.
     *
     * @param log may be shared with other paths
     * @param script gets the CDB in hexadecimal, and after {@code <} what is written
     */
    public ScriptedPath(String name, Reactor reactor, List<String> log, Function<String, Reply> script) {
        this.name = name;
        this.port = name;
        this.reactor = reactor;
        this.log = log;
        this.script = script;
    }

    /** The same path, of another transport, port and number. */
    public ScriptedPath at(String otherTransport, String otherPort, long otherLun) {
        transport = otherTransport;
        port = otherPort;
        lun = otherLun;
        return this;
    }

    @Override
    public void submit(ScsiTask task, TaskListener listener) {
        String cdb = HexFormat.of().formatHex(task.cdb, 0, task.cdbLength);
        log.add(name + ": " + cdb + written(task));
        outstanding++;
        expectedBytes = task.dataLength;
        if (linkReason != null) {
            task.unanswered(Delivery.NOT_SENT, linkReason);
            done(new Held(task, listener, null));
            return;
        }
        Held next = new Held(task, listener, script.apply(cdb + written(task)));
        if (holding || next.reply == Reply.SILENCE) {
            held.add(next);
        } else {
            next.reply.fill(task);
            done(next);
        }
    }

    private static String written(ScsiTask task) {
        if (task.direction != DataDirection.WRITE) {
            return "";
        }
        byte[] bytes = new byte[task.dataLength];
        task.data.get(task.dataOffset, bytes);
        return " < " + HexFormat.of().formatHex(bytes);
    }

    private void done(Held ended) {
        outstanding--;
        ended.listener.taskDone(ended.task);
    }

    /** Gives the oldest answer that was kept. */
    public void answerNext() {
        Held next = held.remove();
        (next.reply == Reply.SILENCE ? Reply.LOST : next.reply).fill(next.task);
        done(next);
    }

    /** Loses the link: first those who listen are told, then the commands are over. */
    public void cut(String reason) {
        linkReason = reason;
        List.copyOf(listeners).forEach(listener -> listener.linkDown(this, reason));
        for (Held next = held.poll(); next != null; next = held.poll()) {
            Reply.LOST.fill(next.task);
            done(next);
        }
    }

    /** The link is up again. */
    public void heal() {
        linkReason = null;
        List.copyOf(listeners).forEach(listener -> listener.linkUp(this));
    }

    /** How many listen to the link. */
    public int listenerCount() {
        return listeners.size();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String transport() {
        return transport;
    }

    @Override
    public String port() {
        return port;
    }

    @Override
    public long lun() {
        return lun;
    }

    @Override
    public Reactor reactor() {
        return reactor;
    }

    @Override
    public boolean linkUp() {
        return linkReason == null;
    }

    @Override
    public String linkReason() {
        return linkReason;
    }

    @Override
    public void abort(ScsiTask task) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void resetUnit(ResetListener listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void addLinkListener(LinkListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeLinkListener(LinkListener listener) {
        listeners.remove(listener);
    }
}

package org.mpath.transport.iscsi;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.mpath.api.io.Reactor;
import org.mpath.api.io.ReactorTimer;
import org.mpath.iscsi.Bhs;
import org.mpath.iscsi.IscsiOpcode;
import org.mpath.iscsi.LoginPdu;
import org.mpath.iscsi.MalformedPdu;
import org.mpath.transport.iscsi.LoginRefused.Cause;

/** One attempt: connects a wire and logs in on it, each against a deadline. Reactor thread only. */
final class Login implements WireOwner {
    private static final int CONNECTION_ID = 0;
    private static final int TASK_TAG = 0;

    /** Told how the attempt ended, once. */
    interface Listener {
        /** Logged in; the wire now wants another owner. */
        void loggedIn(LoginOutcome outcome, Sequence sequence);

        /** Not logged in; the wire is closed. */
        void loginFailed(LoginRefused why);
    }

    private final Wire wire;
    private final LoginTerms terms;
    private final LoginExchange exchange;
    private final Timing timing;
    private final Listener listener;
    private final ReactorTimer timer;
    private final Sequence sequence = new Sequence();
    private boolean connected;
    private boolean over;

    Login(Reactor reactor, Wire wire, LoginTerms terms, ChallengeMemory memory, Timing timing, Listener listener) {
        this.wire = wire;
        this.terms = terms;
        this.exchange = new LoginExchange(terms, memory);
        this.timing = timing;
        this.listener = listener;
        this.timer = reactor.timer(this::late);
    }

    /** Begins. The listener is told later, never from inside this call. */
    void start(InetSocketAddress address) {
        timer.arm(timing.connect());
        wire.connect(address, this);
    }

    /** Gives up without a word to the listener. */
    void cancel() {
        over = true;
        timer.cancel();
        wire.close();
    }

    boolean isConnected() {
        return connected;
    }

    @Override
    public void connected() {
        connected = true;
        timer.arm(timing.login());
        send(exchange.start());
    }

    private void send(LoginStep step) {
        Outbox outbox = wire.outbox();
        int at = outbox.nextHeader();
        LoginPdu.putRequest(outbox.headers(), at, step.transit() ? LoginPdu.TRANSIT : 0, step.stage(),
                step.nextStage(), terms.isid(), 0, TASK_TAG, CONNECTION_ID);
        Bhs.putRequestNumbers(outbox.headers(), at, sequence.cmdSn(), sequence.expStatSn());
        outbox.sendText(step.text());
        wire.flushLater();
    }

    @Override
    public void received(ByteBuffer staged, int at, int dataAt, int dataBytes) {
        int opcode = Bhs.opcode(staged, at);
        if (opcode != IscsiOpcode.LOGIN_RESPONSE) {
            throw new MalformedPdu("unexpected PDU during login: " + IscsiOpcode.nameOf(opcode));
        }
        if (Bhs.taskTag(staged, at) != TASK_TAG) {
            throw new MalformedPdu("Login Response for unknown task tag " + TaskSlot.text(Bhs.taskTag(staged, at)));
        }
        LoginStep next = exchange.receive(staged, at, dataAt, dataBytes);
        sequence.answered(staged, at);
        if (next != null) {
            send(next);
            return;
        }
        over = true;
        timer.cancel();
        listener.loggedIn(exchange.outcome(), sequence);
    }

    @Override
    public Landing dataIn(ByteBuffer staged, int at, int dataBytes) {
        throw new MalformedPdu("unexpected PDU during login: Data-In");
    }

    @Override
    public void dataInLanded() {
        throw new IllegalStateException("no Data-In during login");
    }

    @Override
    public void fill(Outbox outbox) {
        // a login sends one request at a time, when the answer to the last one came
    }

    private void late() {
        fail(new LoginRefused(Cause.UNREACHABLE, connected
                ? "no login within " + timing.login() / 1_000_000 + " ms"
                : "no connection within " + timing.connect() / 1_000_000 + " ms"));
    }

    @Override
    public void wireLost(RuntimeException cause) {
        if (cause instanceof LoginRefused refused) {
            fail(refused);
        } else if (cause instanceof MalformedPdu) {
            fail(new LoginRefused(Cause.REFUSED, cause.getMessage()));
        } else {
            fail(new LoginRefused(Cause.UNREACHABLE, cause.getMessage()));
        }
    }

    private void fail(LoginRefused why) {
        if (over) {
            return;
        }
        cancel();
        listener.loginFailed(why);
    }
}

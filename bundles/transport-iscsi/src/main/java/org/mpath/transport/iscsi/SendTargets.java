package org.mpath.transport.iscsi;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.mpath.api.io.ReactorTimer;
import org.mpath.iscsi.Bhs;
import org.mpath.iscsi.DigestKind;
import org.mpath.iscsi.IscsiOpcode;
import org.mpath.iscsi.Isid;
import org.mpath.iscsi.LogoutPdu;
import org.mpath.iscsi.MalformedPdu;
import org.mpath.iscsi.RejectPdu;
import org.mpath.iscsi.TextAssembly;
import org.mpath.iscsi.TextBuilder;
import org.mpath.iscsi.TextKey;
import org.mpath.iscsi.TextLimits;
import org.mpath.iscsi.TextPdu;
import org.mpath.transport.iscsi.LoginRefused.Cause;

/** One discovery session: logs in, asks SendTargets=All, logs out (RFC 7143 appendix C). Reactor thread only. */
final class SendTargets implements Login.Listener, WireOwner {
    private static final int RECEIVE_BYTES_MAX = 64 * 1024;
    private static final int CONNECTION_ID = 0;
    private static final long LOGOUT_NANOS = 500_000_000;
    /** A list of names needs no digest, and there are targets that know none in a discovery session. */
    private static final List<DigestKind> DIGESTS = List.of(DigestKind.NONE, DigestKind.CRC32C);

    /** Told how the discovery ended, once. */
    interface Listener {
        /** The targets, and the address that was asked. */
        void offered(List<OfferedTarget> targets, InetSocketAddress asked);

        /** There is no answer. */
        void failed(LoginRefused why);
    }

    private final Surroundings surroundings;
    private final Portal portal;
    private final Isid isid;
    private final Listener listener;
    private final ReactorTimer timer;
    private final TextAssembly text = new TextAssembly(TextLimits.SEND_TARGETS);
    private Wire wire;
    private Login login;
    private Sequence sequence;
    private InetSocketAddress asked;
    private boolean over;

    SendTargets(Surroundings surroundings, Portal portal, Isid isid, Listener listener) {
        this.surroundings = surroundings;
        this.portal = portal;
        this.isid = isid;
        this.listener = listener;
        this.timer = surroundings.reactor().timer(this::late);
    }

    void start() {
        surroundings.resolver().resolve(portal, address -> {
            if (over) {
                return;
            }
            if (address == null) {
                fail(new LoginRefused(Cause.UNREACHABLE, "no address for host " + portal.host()));
            } else {
                logIn(address);
            }
        });
    }

    private void logIn(InetSocketAddress address) {
        asked = address;
        wire = new Wire(surroundings.reactor(), surroundings.views(), RECEIVE_BYTES_MAX);
        Settings settings = surroundings.settings();
        LoginTerms terms = new LoginTerms(settings.initiatorName(), null, isid, settings.authentication(),
                DIGESTS, DIGESTS, RECEIVE_BYTES_MAX, Settings.FIRST_BURST,
                Settings.MAX_BURST, Settings.MAX_OUTSTANDING_R2T);
        login = new Login(
                surroundings.reactor(), wire, terms, surroundings.challenges(), settings.timing(), this);
        login.start(address);
    }

    /** Gives up without a word to the listener. */
    void cancel() {
        over = true;
        close();
    }

    private void close() {
        timer.cancel();
        if (login != null) {
            login.cancel();
        }
    }

    @Override
    public void loggedIn(LoginOutcome outcome, Sequence started) {
        sequence = started;
        wire.owner(this);
        wire.digests(outcome.parameters().headerDigest(), outcome.parameters().dataDigest());
        timer.arm(surroundings.settings().timing().login());
        ask(Bhs.NO_TAG, new TextBuilder().add(TextKey.SEND_TARGETS, "All").bytes());
    }

    private void ask(int transferTag, byte[] question) {
        Outbox outbox = wire.outbox();
        int at = outbox.nextHeader();
        TextPdu.putRequest(outbox.headers(), at, Bhs.FINAL, TaskTag.of(TaskTag.TEXT, 0, 0), transferTag);
        Bhs.putRequestNumbers(outbox.headers(), at, sequence.takeCmdSn(), sequence.expStatSn());
        outbox.sendText(question);
        wire.flushLater();
    }

    @Override
    public void received(ByteBuffer staged, int at, int dataAt, int dataBytes) {
        int opcode = Bhs.opcode(staged, at);
        switch (opcode) {
            case IscsiOpcode.TEXT_RESPONSE -> textResponse(staged, at, dataAt, dataBytes);
            case IscsiOpcode.NOP_IN -> sequence.seen(staged, at);
            case IscsiOpcode.LOGOUT_RESPONSE -> close();
            case IscsiOpcode.REJECT -> throw new MalformedPdu("target rejected SendTargets: "
                    + RejectPdu.reasonText(RejectPdu.reason(staged, at)));
            default -> throw new MalformedPdu("unexpected PDU during discovery: " + IscsiOpcode.nameOf(opcode));
        }
    }

    private void textResponse(ByteBuffer pdu, int at, int dataAt, int dataBytes) {
        if (over || Bhs.taskTag(pdu, at) != TaskTag.of(TaskTag.TEXT, 0, 0)) {
            throw new MalformedPdu("Text Response that was not asked for");
        }
        sequence.answered(pdu, at);
        text.add(pdu, dataAt, dataBytes);
        if (TextPdu.continues(pdu, at) || !Bhs.isFinal(pdu, at)) {
            ask(Bhs.transferTag(pdu, at), new byte[0]);
            return;
        }
        List<OfferedTarget> targets = OfferedTarget.parse(text.take());
        over = true;
        logOut();
        listener.offered(targets, asked);
    }

    private void logOut() {
        Outbox outbox = wire.outbox();
        int at = outbox.nextHeader();
        LogoutPdu.putRequest(
                outbox.headers(), at, LogoutPdu.CLOSE_SESSION, TaskTag.of(TaskTag.LOGOUT, 0, 0), CONNECTION_ID);
        Bhs.putRequestNumbers(outbox.headers(), at, sequence.cmdSn(), sequence.expStatSn());
        outbox.send();
        wire.flushLater();
        timer.arm(LOGOUT_NANOS);
    }

    @Override
    public void loginFailed(LoginRefused why) {
        fail(why);
    }

    @Override
    public void wireLost(RuntimeException cause) {
        boolean nonsense = cause instanceof MalformedPdu;
        fail(new LoginRefused(nonsense ? Cause.REFUSED : Cause.UNREACHABLE, cause.getMessage()));
    }

    private void late() {
        fail(new LoginRefused(Cause.UNREACHABLE, "no answer to SendTargets within "
                + surroundings.settings().timing().login() / 1_000_000 + " ms"));
    }

    private void fail(LoginRefused why) {
        close();
        if (!over) {
            over = true;
            listener.failed(why);
        }
    }

    @Override
    public void connected() {
        throw new IllegalStateException("connected already");
    }

    @Override
    public Landing dataIn(ByteBuffer staged, int at, int dataBytes) {
        throw new MalformedPdu("unexpected PDU during discovery: Data-In");
    }

    @Override
    public void dataInLanded() {
        throw new IllegalStateException("no Data-In during discovery");
    }

    @Override
    public void fill(Outbox outbox) {
        // one request at a time
    }
}

package org.mpath.transport.iscsi;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.mpath.iscsi.Bhs;
import org.mpath.iscsi.DataPdu;
import org.mpath.iscsi.IscsiOpcode;
import org.mpath.iscsi.LoginPdu;
import org.mpath.iscsi.LogoutPdu;
import org.mpath.iscsi.NopPdu;
import org.mpath.iscsi.PduFrame;
import org.mpath.iscsi.ScsiResponsePdu;
import org.mpath.iscsi.TextBuilder;
import org.mpath.scsi.ReportLuns;

/**
 * A target that does what a test tells it to, after a normal login and REPORT LUNS of LUN 0. A new connection starts a
 * normal life again, so a test sees whether the initiator recovers.
 */
final class ScriptedTarget implements AutoCloseable {
    static final String NAME = "iqn.2026-11.org.example:scripted";
    private static final byte[] NO_DATA = {};
    /** Commands the initiator may send before an answer. */
    static final int WINDOW = 32;

    /** What a test answers to a PDU of the initiator; false lets the target answer normally. */
    interface Script {
        boolean answer(Connection connection, ByteBuffer header, byte[] data) throws IOException;
    }

    private final ServerSocket listener;
    private final AtomicInteger accepted = new AtomicInteger();
    /** Names of the PDUs that came, in order, after the login. */
    final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private volatile Script script = (connection, header, data) -> false;
    private volatile Script loginScript = (connection, header, data) -> false;
    private volatile Connection current;

    ScriptedTarget() throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::accept, "scripted-target");
        thread.setDaemon(true);
        thread.start();
    }

    String portal() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    /** The word for the configuration. */
    String entry() {
        return portal() + "," + NAME;
    }

    int accepted() {
        return accepted.get();
    }

    /** From now on PDUs go to the script first. */
    void script(Script next) {
        script = next;
    }

    void loginScript(Script next) {
        loginScript = next;
    }

    Connection current() {
        return current;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                accepted.incrementAndGet();
                Thread thread = new Thread(() -> serve(socket), "scripted-target-connection");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException e) {
            // end of the test
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            Connection connection = new Connection(socket);
            current = connection;
            while (true) {
                connection.serveOne();
            }
        } catch (IOException e) {
            // the initiator closed, as it should
        }
    }

    /** One connection of the initiator. */
    final class Connection {
        private final Socket socket;
        private final DataInputStream in;
        private final OutputStream out;
        private boolean loggedIn;
        int statSn = 1000;
        int expCmdSn;
        private int loginRounds;

        Connection(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new DataInputStream(socket.getInputStream());
            this.out = socket.getOutputStream();
        }

        private void serveOne() throws IOException {
            byte[] bytes = new byte[Bhs.BYTES];
            in.readFully(bytes);
            ByteBuffer header = ByteBuffer.wrap(bytes);
            byte[] data = new byte[Bhs.dataBytes(header, 0)];
            in.readFully(data);
            in.skipNBytes(PduFrame.padding(data.length));
            int opcode = Bhs.opcode(header, 0);
            if (opcode == IscsiOpcode.LOGIN_REQUEST) {
                expCmdSn = Bhs.cmdSn(header, 0);
                if (!loginScript.answer(this, header, data)) {
                    login(header);
                }
                return;
            }
            if (!Bhs.immediate(header, 0) && opcode != IscsiOpcode.DATA_OUT) {
                expCmdSn++;
            }
            received.add(IscsiOpcode.nameOf(opcode));
            if (!script.answer(this, header, data)) {
                normally(header);
            }
        }

        private void login(ByteBuffer request) throws IOException {
            boolean first = loginRounds++ == 0;
            TextBuilder text = new TextBuilder();
            if (first) {
                text.add("TargetPortalGroupTag", 1).add("AuthMethod", "None");
            } else {
                text.add("InitialR2T", "Yes").add("ImmediateData", "Yes").add("HeaderDigest", "None")
                        .add("DataDigest", "None").add("MaxRecvDataSegmentLength", 8192);
                loggedIn = true;
            }
            loginAnswer(request, text.bytes(), 0);
        }

        /** From now on answers carry a session handle. */
        void loggedIn() {
            loggedIn = true;
        }

        /** Answers a Login Request, granting what it asks for. */
        void loginAnswer(ByteBuffer request, byte[] text, int status) throws IOException {
            ByteBuffer header = ByteBuffer.allocate(Bhs.BYTES);
            LoginPdu.putResponse(header, 0, status == 0 && LoginPdu.transits(request, 0) ? LoginPdu.TRANSIT : 0,
                    LoginPdu.stage(request, 0), LoginPdu.nextStage(request, 0), LoginPdu.isid(request, 0),
                    loggedIn ? 7 : 0, Bhs.taskTag(request, 0), status);
            answer(header, text);
        }

        private void normally(ByteBuffer request) throws IOException {
            int tag = Bhs.taskTag(request, 0);
            switch (Bhs.opcode(request, 0)) {
                case IscsiOpcode.SCSI_COMMAND -> command(request, tag);
                case IscsiOpcode.NOP_OUT -> {
                    if (tag != Bhs.NO_TAG) {
                        ByteBuffer header = ByteBuffer.allocate(Bhs.BYTES);
                        NopPdu.putIn(header, 0, 0, tag, Bhs.NO_TAG);
                        answer(header, NO_DATA);
                    }
                }
                case IscsiOpcode.LOGOUT_REQUEST -> {
                    ByteBuffer header = ByteBuffer.allocate(Bhs.BYTES);
                    LogoutPdu.putResponse(header, 0, tag, LogoutPdu.CLOSED, 0, 0);
                    answer(header, NO_DATA);
                    socket.close();
                }
                default -> { }
            }
        }

        private void command(ByteBuffer request, int tag) throws IOException {
            if (request.get(32) == (byte) 0xa0) {
                byte[] list = new ReportLuns(List.of(0L)).bytes();
                ByteBuffer header = ByteBuffer.allocate(Bhs.BYTES);
                int room = request.getInt(20);
                DataPdu.putIn(header, 0, Bhs.FINAL | DataPdu.STATUS | ScsiResponsePdu.UNDERFLOW, tag, 0, 0, 0,
                        room - list.length);
                answer(header, list);
                return;
            }
            good(tag);
        }

        /** GOOD for a task. */
        void good(int tag) throws IOException {
            ByteBuffer header = ByteBuffer.allocate(Bhs.BYTES);
            ScsiResponsePdu.put(header, 0, 0, tag, 0, 0, 0, 0);
            answer(header, NO_DATA);
        }

        /** Sends a PDU that counts as an answer. */
        synchronized void answer(ByteBuffer header, byte[] data) throws IOException {
            Bhs.putResponseNumbers(header, 0, statSn++, expCmdSn, expCmdSn + WINDOW - 1);
            send(header, data);
        }

        /** Sends a PDU that does not take a StatSN. */
        synchronized void news(ByteBuffer header, byte[] data) throws IOException {
            Bhs.putResponseNumbers(header, 0, statSn, expCmdSn, expCmdSn + WINDOW - 1);
            send(header, data);
        }

        /** Sends a PDU with the numbers as they are in it. */
        void send(ByteBuffer header, byte[] data) throws IOException {
            Bhs.putDataBytes(header, 0, data.length);
            sendRaw(header.array());
            sendRaw(data);
            sendRaw(new byte[PduFrame.padding(data.length)]);
        }

        void sendRaw(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        void close() throws IOException {
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        if (current != null) {
            current.close();
        }
    }
}

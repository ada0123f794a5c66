package org.mpath.itests.support;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A target of a {@link Tgtd}, and its units. */
public final class TgtdTarget {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Tgtd tgtd;
    private final Path folder;
    private final int id;
    private final String name;

    TgtdTarget(Tgtd tgtd, Path folder, int id, String name) {
        this.tgtd = tgtd;
        this.folder = folder;
        this.id = id;
        this.name = name;
        must("target", "new", "--targetname", name);
    }

    /** Lets anybody log in; until then initiators do not see it. */
    TgtdTarget open() {
        must("target", "bind", "-I", "ALL");
        return this;
    }

    /** Its iSCSI name. */
    public String name() {
        return name;
    }

    /** Adds a unit over a sparse file of its own, of so many bytes. */
    public void addFile(int lun, long bytes) throws IOException {
        addUnit(lun, file("disk" + id + "-" + lun, bytes));
    }

    /**
     * Adds a unit over a file that may be behind other units too.
     *
     * @param file its name, made when it is missing
     * @param scsiId 32 hex digits; the same on every target that leads to the same file
     */
    public void addFile(int lun, String file, long bytes, String scsiId, String serial) throws IOException {
        addFile(lun, file, bytes, "TGT", scsiId, serial);
    }

    /** The same of a product of our choice, which is MPATH's. */
    public void addFile(int lun, String file, long bytes, String product, String scsiId, String serial) throws IOException {
        addUnit(lun, file(file, bytes));
        parameters(lun, "vendor_id=MPATH,product_id=" + product + ",product_rev=0001,thin_provisioning=1,"
                + identity(scsiId, serial));
    }

    private static String identity(String scsiId, String serial) {
        return "scsi_id=" + scsiId + ",scsi_sn=" + serial;
    }

    /** Calls a unit otherwise from now on; initiators are not told. */
    public void rename(int lun, String scsiId, String serial) {
        parameters(lun, identity(scsiId, serial));
    }

    /**
     * Puts a file behind a unit, with the size that the file has now; initiators are not told. Meanwhile the unit is becoming
     * ready.
     */
    public void reopen(int lun, String file, long bytes) throws IOException {
        Path opened = file(file, bytes);
        parameters(lun, "removable=1,online=0"); // other units keep what they have
        retried("the unit to be idle", "logicalunit", "update", "--lun", Integer.toString(lun), "--params", "path=" + opened);
        parameters(lun, "online=1,removable=0");
    }

    private void parameters(int lun, String words) {
        must("logicalunit", "update", "--lun", Integer.toString(lun), "--params", words);
    }

    /** Adds a unit that stores nothing, for performance work. */
    public void addNull(int lun) {
        must("logicalunit", "new", "--lun", Integer.toString(lun), "--bstype", "null", "--backing-store", "null");
    }

    private void addUnit(int lun, Path file) {
        must("logicalunit", "new", "--lun", Integer.toString(lun), "--backing-store", file.toString());
    }

    /** Takes a unit away, as soon as it has no commands: tgtd refuses before. */
    public void removeUnit(int lun) {
        retried("the unit to be idle", "logicalunit", "delete", "--lun", Integer.toString(lun));
    }

    /** Sets a negotiation parameter. */
    public void parameter(String key, String value) {
        must("target", "update", "--name", key, "--value", value);
    }

    /** Asks initiators for CHAP. */
    public void chap(String user, String secret) {
        account(user, secret);
        must("account", "bind", "--user", user);
    }

    /** Proves itself to initiators (mutual CHAP). */
    public void outgoingChap(String user, String secret) {
        account(user, secret);
        must("account", "bind", "--user", user, "--outgoing");
    }

    /** What tgtadm tells of its connections now. */
    public String connections() {
        return must("conn", "show");
    }

    private void account(String user, String secret) {
        tgtd.admin("--mode", "account", "--op", "new", "--user", user, "--password", secret).ok();
    }

    private Path file(String fileName, long bytes) throws IOException {
        Path file = folder.resolve(fileName);
        try (RandomAccessFile random = new RandomAccessFile(file.toFile(), "rw")) {
            random.setLength(bytes);
        }
        return file;
    }

    private String must(String mode, String operation, String... arguments) {
        return admin(mode, operation, arguments).ok();
    }

    private void retried(String what, String mode, String operation, String... arguments) {
        Await.until(what, LIMIT, () -> admin(mode, operation, arguments), result -> result.exitCode() == 0);
    }

    private Programs.Result admin(String mode, String operation, String... arguments) {
        List<String> words = new ArrayList<>(List.of("--mode", mode, "--op", operation, "--tid", Integer.toString(id)));
        words.addAll(Arrays.asList(arguments));
        return tgtd.admin(words.toArray(String[]::new));
    }
}

package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.discovery.FakeUnit.Reply;
import org.mpath.itests.support.Await;
import org.mpath.scsi.CdbFields;
import org.mpath.scsi.Inquiry;
import org.mpath.scsi.Opcode;

/** {@code vpd_vendor}: what an array calls its unit. */
class VendorPageTest {
    private static final String WANTED = "devices {\n device {\n vendor MPATH\n product LAB\n vpd_vendor hp3par\n }\n}\n";

    @TempDir
    Path directory;

    private Rig rig;
    private FakeUnit unit;
    private FakePath path;
    private PathInventory inventory;
    private volatile Reply page = Reply.good(page("vol_7"));

    @BeforeEach
    void setUp() throws Exception {
        rig = new Rig(directory);
        unit = new FakeUnit(Rig.UNITS[0]);
        unit.script = cdb -> CdbFields.opcode(cdb) == Opcode.INQUIRY && CdbFields.vitalProductPage(cdb)
                && CdbFields.inquiryPage(cdb) == 0xc0 ? page : FakeUnit.FALLBACK;
        path = rig.path("A0", 0, unit);
    }

    @AfterEach
    void tearDown() {
        rig.close();
    }

    private static byte[] page(String name) {
        byte[] page = new byte[44 + name.length()];
        page[1] = (byte) 0xc0;
        page[3] = (byte) (page.length - 4);
        page[4] = 4;
        page[43] = (byte) name.length();
        System.arraycopy(name.getBytes(StandardCharsets.US_ASCII), 0, page, 44, name.length());
        return page;
    }

    private void start(String configuration) throws Exception {
        rig.configuration = configuration;
        inventory = rig.startSettled();
    }

    private void awaitName(String name) {
        Await.until("the name", () -> rig.seen(path).vendorName().equals(name), () -> rig.seen(path));
    }

    @Test
    void aUnitHasTheNameThatItsArrayGaveIt() throws Exception {
        start(WANTED);
        awaitName("vol_7");
        assertThat(rig.seen(path).map()).isEqualTo("mpatha");
    }

    @Test
    void arraysOfTheBuiltInRowNeedNoFile() throws Exception {
        unit.inquiry = Inquiry.disk("3PARdata", "VV", "0001", 0);
        start("");
        awaitName("vol_7");
    }

    @Test
    void nobodyIsAskedWhoseRowDoesNotSaySo() throws Exception {
        start("");
        assertThat(path.received).doesNotContain("12/c0");
        assertThat(rig.seen(path).vendorName()).isEmpty();
    }

    @Test
    void whatIsNotThereOrDoesNotParseIsNoNameAndCostsThePathNothing() throws Exception {
        page = FakeUnit.REFUSED;
        start(WANTED);
        Await.until("the question", () -> path.received.contains("12/c0"), () -> path.received);
        assertThat(rig.seen(path).map()).isEqualTo("mpatha");
        byte[] lie = page("vol_7");
        lie[43] = 99;
        page = Reply.good(lie);
        path.cut("gap");
        path.heal();
        rig.settle();
        assertThat(rig.seen(path).vendorName()).isEmpty();
        page = Reply.good(page("later"));
        path.cut("gap");
        path.heal();
        awaitName("later");
    }

    @Test
    void aConfigurationThatWantsItNoMoreTakesTheNameAway() throws Exception {
        start(WANTED);
        awaitName("vol_7");
        inventory.follow(Given.configuration(""), false);
        awaitName("");
    }
}

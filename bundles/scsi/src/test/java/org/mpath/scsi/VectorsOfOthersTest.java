package org.mpath.scsi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** multipath-tools' cases that no path of this runtime can come into: each is written down with its reason. */
class VectorsOfOthersTest {
    @Test
    void eachNameOfAnNvmeNamespaceHasItsReason() throws IOException {
        List<String> inputs = Vector.read("nvme_wwid.json").stream().map(Vector::toString).toList();
        assertThat(Vector.exceptions("nvme_wwid-exceptions.txt")).containsOnlyKeys(inputs).hasSize(10);
    }

    @Test
    void eachAttributeOfSysfsHasItsReason() throws IOException {
        assertThat(Vector.exceptions("sysfs-exceptions.txt")).containsOnlyKeys(sysfsCases()).hasSize(18);
    }

    /** List and number of every case. */
    private static List<String> sysfsCases() throws IOException {
        List<String> cases = new ArrayList<>();
        try (InputStream in = VectorsOfOthersTest.class.getResourceAsStream("sysfs.json");
                JsonParser json = new JsonFactory().createParser(in)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String list = json.currentName();
                if (json.nextToken() != JsonToken.START_ARRAY) {
                    json.skipChildren();
                    continue;
                }
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    json.skipChildren();
                    cases.add(list + " " + (cases.stream().filter(each -> each.startsWith(list + " ")).count() + 1));
                }
            }
        }
        return cases;
    }
}

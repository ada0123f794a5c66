package org.mpath.export.nbd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.UnitLimits;

/** Which requests are refused, and with which error. Size of the export: 1 MiB of 4 KiB blocks. */
class RequestRulesTest {
    private static final int SIZE_BYTES = 1 << 20;
    private static final Terms ALL = terms(MemoryMap.ALL);
    private static final Terms NONE = terms(UnitLimits.NONE);
    private static final Terms READ_ONLY = terms(new UnitLimits(0, 0, false, 0, false, false, 0, false, false, true));

    private static Terms terms(UnitLimits limits) {
        return Terms.of(new LogicalUnit("3600", "V", "P", "1", "", 4096, SIZE_BYTES / 4096, limits));
    }

    private static String check(Terms terms, boolean structured, int type, int flags, long offset, long length) {
        Request request = new Request(ByteBuffer.allocate(Request.REPLY_HEADER_BYTES_MAX));
        request.start(Client.header(type, flags, 1, offset, length, 0), 0);
        RequestRules.apply(request, terms, structured);
        return request.error == 0 ? "OK" : ErrorTable.name(request.error);
    }

    @ParameterizedTest
    @CsvSource({
        // type, offset, length, error
        "READ,           0, 1048576, OK",
        "READ,     1044480,    4096, OK",
        "READ,     1044480,    8192, EINVAL",
        "WRITE,    1044480,    8192, ENOSPC",
        "TRIM,     1044480,    8192, EINVAL",
        "ZEROES,   1044480,    8192, ENOSPC",
        "READ,     1048576,    4096, EINVAL",
        "WRITE,    1048576,    4096, ENOSPC",
        "READ,          -1,    4096, EINVAL",
        "WRITE, -9223372036854775808, 4096, ENOSPC",
        "WRITE,  9223372036854771712, 4096, ENOSPC",
        "READ,           0,       0, EINVAL",
        "WRITE,          0,       0, EINVAL",
        "TRIM,           0,       0, EINVAL",
        "READ,        2048,    4096, EINVAL",
        "READ,           0,    2048, EINVAL",
        "WRITE,          1,    4096, EINVAL",
        "TRIM,           0,     512, EINVAL",
        "ZEROES,       512,    4096, EINVAL",
        "FLUSH,          0,       0, OK",
        "FLUSH,       4096,       0, EINVAL",
        "FLUSH,          0,    4096, EINVAL",
        "CACHE,          0,    4096, EINVAL",
        "STATUS,         0,    4096, EINVAL",
        "UNKNOWN,        0,    4096, EINVAL",
    })
    void keepsRequestsInTheExport(String type, long offset, long length, String expected) {
        assertThat(check(ALL, true, number(type), 0, offset, length)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        // type, flags, structured, unit can, error
        "READ,   FUA,       false, all,  OK",
        "WRITE,  FUA,       false, none, OK",
        "FLUSH,  FUA,       false, none, OK",
        "READ,   DF,        true,  all,  OK",
        "READ,   DF,        false, all,  EINVAL",
        "WRITE,  DF,        true,  all,  EINVAL",
        "WRITE,  NO_HOLE,   true,  all,  EINVAL",
        "ZEROES, NO_HOLE,   false, none, OK",
        "ZEROES, FAST_ZERO, false, all,  OK",
        "ZEROES, FAST_ZERO, false, none, EINVAL",
        "TRIM,   NO_HOLE,   false, all,  EINVAL",
        "READ,   UNKNOWN,   true,  all,  EINVAL",
    })
    void takesTheFlagsOfACommandOnly(String type, String flag, boolean structured, String unit, String expected) {
        int flags = switch (flag) {
            case "FUA" -> Protocol.FLAG_FUA;
            case "DF" -> Protocol.FLAG_DF;
            case "NO_HOLE" -> Protocol.FLAG_NO_HOLE;
            case "FAST_ZERO" -> Protocol.FLAG_FAST_ZERO;
            default -> 0x8000;
        };
        long length = type.equals("FLUSH") ? 0 : 4096;
        assertThat(check(unit.equals("all") ? ALL : NONE, structured, number(type), flags, 0, length)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"READ, OK", "WRITE, EPERM", "TRIM, EPERM", "ZEROES, EPERM"})
    void aReadOnlyExportCanOnlyBeRead(String type, String expected) {
        assertThat(check(READ_ONLY, true, number(type), 0, 0, 4096)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"READ, 33554432, OK", "READ, 33558528, EINVAL", "ZEROES, 4294963200, OK", "TRIM, 4294963200, OK"})
    void onlyPayloadsAreLimitedTo32Mib(String type, long length, String expected) {
        Terms large = Terms.of(new LogicalUnit("3600", "V", "P", "1", "", 4096, 1L << 32, MemoryMap.ALL));
        assertThat(check(large, true, number(type), 0, 0, length)).isEqualTo(expected);
    }

    private static int number(String type) {
        return switch (type) {
            case "READ" -> Protocol.CMD_READ;
            case "WRITE" -> Protocol.CMD_WRITE;
            case "FLUSH" -> Protocol.CMD_FLUSH;
            case "TRIM" -> Protocol.CMD_TRIM;
            case "CACHE" -> 5;
            case "ZEROES" -> Protocol.CMD_WRITE_ZEROES;
            case "STATUS" -> 7;
            default -> 0xffff;
        };
    }
}

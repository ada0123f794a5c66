package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpath.config.GlobalSettings.FindMultipaths;
import org.mpath.discovery.MapAdmission.Answer;
import org.mpath.discovery.MapAdmission.NoMap;
import org.mpath.discovery.MapAdmission.Unit;
import org.mpath.discovery.MapAdmission.Wait;

class MapAdmissionTest {
    private static final String WWID = "36000a";

    private static Unit single(boolean known) {
        return new Unit(WWID, 1, known, true, 0);
    }

    private static Answer ask(FindMultipaths mode, Unit unit) {
        return new MapAdmission(mode, -10).of(unit);
    }

    private static String word(Answer answer) {
        return answer instanceof NoMap ? "no map" : answer instanceof Wait ? "wait" : "map";
    }

    @ParameterizedTest
    @CsvSource({
        "OFF,    1, false, map",
        "GREEDY, 1, false, map",
        "STRICT, 1, false, no map",
        "STRICT, 4, false, no map",
        "STRICT, 1, true,  map",
        "ON,     1, false, no map",
        "ON,     2, false, map",
        "ON,     1, true,  map",
        "SMART,  1, false, wait",
        "SMART,  2, false, map",
        "SMART,  1, true,  map"
    })
    void theModeAsksForPathsOrForAMapThatWasThereOnce(FindMultipaths mode, int paths, boolean known, String expected) {
        assertThat(word(ask(mode, new Unit(WWID, paths, known, false, 0)))).isEqualTo(expected);
    }

    @Test
    void saysWhyThereIsNoMap() {
        assertThat(ask(FindMultipaths.STRICT, single(false)))
                .isEqualTo(new NoMap("no map for unit 36000a: it had none before, and find_multipaths is strict"));
        assertThat(ask(FindMultipaths.ON, single(false))).isEqualTo(new NoMap(
                "no map for unit 36000a: it had none before, has one path only, and find_multipaths is on"));
        assertThat(ask(FindMultipaths.SMART, single(false))).isEqualTo(new Wait(10_000,
                "no map for unit 36000a: it had none before, and find_multipaths smart waits 10 s for a second path"));
    }

    /** A negative time is for arrays of the hardware table; other units wait one second. */
    @ParameterizedTest
    @CsvSource({
        "-10,         true,  10000",
        "-10,         false, 1000",
        "7,           true,  7000",
        "7,           false, 7000",
        "-2147483648, true,  2147483648000"
    })
    void aSinglePathWaitsAndIsTakenThen(int timeoutSeconds, boolean inTable, long millis) {
        MapAdmission smart = new MapAdmission(FindMultipaths.SMART, timeoutSeconds);
        assertThat(smart.of(new Unit(WWID, 1, false, inTable, 0))).extracting("millis").isEqualTo(millis);
        assertThat(smart.of(new Unit(WWID, 1, false, inTable, millis - 1))).extracting("millis").isEqualTo(1L);
        assertThat(smart.of(new Unit(WWID, 1, false, inTable, millis))).isEqualTo(new MapAdmission.Map());
    }

    @Test
    void aTimeOfZeroIsNoWait() {
        assertThat(new MapAdmission(FindMultipaths.SMART, 0).of(single(false))).isEqualTo(new MapAdmission.Map());
    }

    @ParameterizedTest
    @EnumSource(FindMultipaths.class)
    void aModeThatTakesAllAsksNothingElse(FindMultipaths mode) {
        assertThat(new MapAdmission(mode, -10).takesAll())
                .isEqualTo(ask(mode, new Unit(WWID, 1, false, false, 0)) instanceof MapAdmission.Map);
    }

    // ---- multipath-tools' decisions whether a disk is claimed ----

    /** A case: when, and what multipath-tools says. */
    private record Claim(Map<String, Object> fields, boolean wrapped) {
        @Override
        public String toString() {
            return !wrapped || fields.containsKey("when") ? String.valueOf(fields.get("when"))
                    : "inner " + fields.get("inner") + (seen() == null ? "" : " and " + (others() + 1) + " of " + seen().size());
        }

        private List<?> seen() {
            return (List<?>) fields.get("given_wwids");
        }

        int others() {
            return (int) seen().stream().filter(wwid -> wwid.equals(fields.get("path_wwid"))).count();
        }

        String theirs() {
            String result = String.valueOf(fields.get("result"));
            return result.startsWith("valid") ? "map" : result.replace("maybe valid", "wait").replace("not valid", "no map");
        }
    }

    static List<Claim> claims() throws IOException {
        return Stream.concat(
                GroupVector.read("valid.json", "rules").stream().map(rule -> new Claim(rule.fields(), false)),
                GroupVector.read("valid.json", "wrapper").stream().map(rule -> new Claim(rule.fields(), true))).toList();
    }

    private static Map<String, String> exceptions() throws IOException {
        try (var in = MapAdmissionTest.class.getResourceAsStream("valid-exceptions.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" \\| "))
                    .collect(Collectors.toMap(words -> words[0], words -> words[1]));
        }
    }

    private static String here(Claim claim) {
        return switch (claim.toString()) {
            case "find_multipaths greedy" -> word(ask(FindMultipaths.GREEDY, single(false)));
            case "wwid is in the wwids file" -> word(ask(FindMultipaths.STRICT, single(true)));
            case "find_multipaths smart", "inner maybe valid and 1 of 4" -> word(ask(FindMultipaths.SMART, single(false)));
            case "inner maybe valid and 2 of 4" ->
                    word(ask(FindMultipaths.SMART, new Unit(WWID, claim.others() + 1, false, true, 0)));
            case "inner valid" -> word(ask(FindMultipaths.SMART, single(true)));
            case "inner not valid" -> word(ask(FindMultipaths.STRICT, single(false)));
            case "find_multipaths is not smart (off, on, strict)" -> Stream.of(
                            FindMultipaths.OFF, FindMultipaths.ON, FindMultipaths.STRICT)
                    .map(mode -> mode.name().toLowerCase(Locale.ROOT) + " " + word(ask(mode, single(false))))
                    .collect(Collectors.joining(", "));
            case "a map with this wwid exists", "device is already a member of a multipath map with a wwid" -> besideAMap();
            default -> "not asked";
        };
    }

    private static String besideAMap() {
        PathRules strict = GivenUnits.mode("strict");
        UnitGate gate = new UnitGate(null, new KnownUnits((Path) null), strict::units, () -> { });
        KnownPath path = GivenUnits.path("A0", 0, WWID, strict);
        assertThat(gate.admit(List.of(path), wwid -> false)).isEmpty();
        return gate.admit(List.of(path), WWID::equals).contains(path) ? "map" : "no map";
    }

    @ParameterizedTest
    @MethodSource("claims")
    void claimsAsMultipathToolsOrOtherwiseForAReason(Claim claim) throws IOException {
        assertThat(here(claim)).isEqualTo(exceptions().getOrDefault(claim.toString(), claim.theirs()));
    }

    @Test
    void noExceptionIsNone() throws IOException {
        Map<String, String> theirs = new LinkedHashMap<>();
        claims().forEach(claim -> theirs.put(claim.toString(), claim.theirs()));
        assertThat(theirs).hasSize(claims().size()).containsKeys(exceptions().keySet().toArray(String[]::new));
        exceptions().forEach((when, answer) -> assertThat(theirs.get(when)).as(when).isNotEqualTo(answer));
    }
}

package org.mpath.transport.iscsi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.mpath.iscsi.ChapAlgorithm;
import org.mpath.iscsi.DigestKind;
import org.mpath.iscsi.IscsiName;

/** Checks the configuration and makes settings of it. */
final class SettingsReader {
    /** What RFC 7143 12.1.3 asks for unless IPsec protects the wire. */
    static final int SECRET_BYTES_WANTED = 12;

    private static final String NAME_PREFIX = "iqn.2026-11.org.mpath:";
    private static final int PORTALS_MAX = 4096;
    private static final String UNNAMED_HOST = "localhost";

    private SettingsReader() {}

    /**
     * Reads the configuration.
     *
     * @throws IllegalArgumentException one sentence naming key and value; never a secret
     */
    static Settings read(IscsiConfiguration from) {
        int retryMin = millis("retry.min.millis", from.retry_min_millis(), 600_000);
        int retryMax = millis("retry.max.millis", from.retry_max_millis(), 600_000);
        if (retryMin > retryMax) {
            throw new IllegalArgumentException("retry.min.millis=" + retryMin + " is more than retry.max.millis=" + retryMax);
        }
        return new Settings(
                portals(from.portals()),
                initiatorName(from.initiator_name()),
                authentication(from),
                digests("header.digest", from.header_digest()),
                digests("data.digest", from.data_digest()),
                new Timing(
                        nanos(millis("connect.timeout.millis", from.connect_timeout_millis(), 600_000)),
                        nanos(millis("login.timeout.millis", from.login_timeout_millis(), 600_000)),
                        nanos(millis("ping.interval.millis", from.ping_interval_millis(), 600_000)),
                        nanos(millis("ping.timeout.millis", from.ping_timeout_millis(), 600_000)),
                        nanos(millis("command.timeout.millis", from.command_timeout_millis(), 3_600_000)),
                        nanos(millis("abort.timeout.millis", from.abort_timeout_millis(), 600_000)),
                        nanos(millis("logout.timeout.millis", from.logout_timeout_millis(), 600_000)),
                        nanos(retryMin),
                        nanos(retryMax),
                        nanos(millis("retry.refused.millis", from.retry_refused_millis(), 3_600_000))),
                number("queue.depth", from.queue_depth(), 1, 4096),
                number("waiting.max", from.waiting_max(), 1, 65_536));
    }

    /** Settings without portals, for a configuration that cannot be read. */
    static Settings empty() {
        Timing timing = new Timing(nanos(3000), nanos(5000), nanos(1000), nanos(2000), nanos(30_000), nanos(5000),
                nanos(2000), nanos(250), nanos(2000), nanos(30_000));
        List<DigestKind> digests = List.of(DigestKind.NONE, DigestKind.CRC32C);
        return new Settings(List.of(), initiatorName(""), Authentication.NONE, digests, digests, timing, 128, 4096);
    }

    private static long nanos(int millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private static int millis(String key, int value, int max) {
        return number(key, value, 10, max);
    }

    private static int number(String key, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(key + "=" + value + " is not " + min + " to " + max);
        }
        return value;
    }

    private static List<PortalEntry> portals(String[] configured) {
        List<PortalEntry> entries = new ArrayList<>();
        for (String element : configured) {
            for (String word : element.trim().split("\\s+")) {
                if (!word.isEmpty()) {
                    entries.add(PortalEntry.parse(word));
                }
            }
        }
        if (entries.size() > PORTALS_MAX) {
            throw new IllegalArgumentException("portals has " + entries.size() + " words; at most " + PORTALS_MAX);
        }
        return entries;
    }

    private static String initiatorName(String configured) {
        if (configured.isBlank()) {
            return NAME_PREFIX + IscsiName.part(hostName());
        }
        String name = configured.trim();
        if (!IscsiName.valid(name)) {
            throw new IllegalArgumentException("initiator.name='" + name + "' is no iSCSI name (iqn., eui., naa., lower case)");
        }
        return name;
    }

    /** The kernel's name of this machine; a name server is not asked, it may take its time. */
    private static String hostName() {
        try {
            String name = Files.readString(Path.of("/proc/sys/kernel/hostname")).trim();
            return name.isEmpty() ? UNNAMED_HOST : name;
        } catch (IOException e) {
            return UNNAMED_HOST;
        }
    }

    private static List<DigestKind> digests(String key, String value) {
        List<DigestKind> kinds = new ArrayList<>();
        for (String word : value.split(",", -1)) {
            DigestKind kind = DigestKind.named(word.trim());
            if (kind == null || kinds.contains(kind)) {
                throw new IllegalArgumentException(key + "=" + value + " is not a list of None and CRC32C");
            }
            kinds.add(kind);
        }
        return List.copyOf(kinds);
    }

    private static Authentication authentication(IscsiConfiguration from) {
        ChapCredentials initiator = credentials("chap", from.chap_user(), from._chap_secret(), from.chap_secret_file());
        ChapCredentials target =
                credentials("mutual", from.mutual_user(), from._mutual_secret(), from.mutual_secret_file());
        if (initiator == null && target == null) {
            return Authentication.NONE;
        }
        if (initiator == null) {
            throw new IllegalArgumentException("mutual.user=" + target.name() + " without chap.user");
        }
        if (target != null && initiator.sameSecret(target)) {
            throw new IllegalArgumentException(
                    "the CHAP secret and the mutual CHAP secret are the same; RFC 7143 9.2.1 forbids it");
        }
        return new Authentication(initiator, target, algorithms(from.chap_algorithms()));
    }

    private static ChapCredentials credentials(String key, String user, String secret, String file) {
        if (user.isBlank()) {
            if (!secret.isEmpty() || !file.isBlank()) {
                throw new IllegalArgumentException("a " + key + " secret without " + key + ".user");
            }
            return null;
        }
        if (secret.isEmpty() == file.isBlank()) {
            throw new IllegalArgumentException(key + ".user=" + user + " needs ." + key + ".secret or " + key
                    + ".secret.file, one of them");
        }
        byte[] bytes = file.isBlank()
                ? secret.getBytes(StandardCharsets.UTF_8)
                : SecretFile.read(key + ".secret.file", file.trim());
        if (bytes.length == 0) {
            throw new IllegalArgumentException(key + ".user=" + user + " has an empty secret");
        }
        return new ChapCredentials(user.trim(), bytes);
    }

    private static List<ChapAlgorithm> algorithms(String value) {
        List<ChapAlgorithm> algorithms = new ArrayList<>();
        for (String word : value.split(",", -1)) {
            ChapAlgorithm algorithm = Arrays.stream(ChapAlgorithm.values())
                    .filter(known -> known.digestName().equalsIgnoreCase(word.trim()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("chap.algorithms=" + value
                            + " is not a list of MD5, SHA-1, SHA-256, SHA3-256"));
            if (!algorithms.contains(algorithm)) {
                algorithms.add(algorithm);
            }
        }
        return List.copyOf(algorithms);
    }
}

package org.mpath.transport.sg;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Which host adapters are looked at: by number, or by the name of their driver. */
final class HostChoice {
    private static final String HOST = "host";
    private final Set<String> words;

    /**
     * Makes a choice.
     *
     * @param words numbers, or names of drivers such as {@code qla2xxx}; none for all hosts
     * @throws IllegalArgumentException naming a word that is neither
     */
    HostChoice(List<String> words) {
        for (String word : words) {
            if (!word.matches("[\\w-]{1,64}")) {
                throw new IllegalArgumentException("hosts: '" + word + "' is neither a number nor the name of a driver");
            }
        }
        this.words = Set.copyOf(words);
    }

    /** Whether a host is chosen; its directory in sysfs tells its number and its driver. */
    boolean includes(Path host) {
        return words.isEmpty()
                || words.contains(host.getFileName().toString().substring(HOST.length()))
                || words.contains(SysTree.text(host.resolve("proc_name")));
    }
}

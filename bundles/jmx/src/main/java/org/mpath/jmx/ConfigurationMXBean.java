package org.mpath.jmx;

import java.util.List;
import org.mpath.api.control.ConfigChange;
import org.mpath.api.control.ConfigValue;

/**
 * {@code multipath.conf}: {@code org.mpath:type=Configuration}. Files are absolute paths on the runtime's machine, with colons
 * between them; an empty text is the runtime's own files.
 */
@Description("multipath.conf: what the runtime follows, and the verbs on files")
public interface ConfigurationMXBean {
    /** What is in force. */
    @Description("own_files, named_files (until the next apply or start), accepted_before (own files were refused at the start) or none")
    String getBasis();

    /** Where it was read. */
    @Description("Files that what is in force was read from; empty for the built-in defaults")
    List<String> getFiles();

    /** When it came into force. */
    @Description(value = "When it came into force, since 1970", units = "ms")
    long getAppliedMillis();

    /** Whether nothing was refused. */
    @Description("False while something else holds because the runtime's own files were refused at the start")
    boolean isAccepted();

    /** What was refused. */
    @Description("Why the runtime's own files were refused at the start; empty when they were not")
    String getRefusal();

    /** Checks files. */
    @Description("What is to be said of files, and whether they would be accepted")
    CheckView check(@Description(name = "files", value = FILES) String files);

    /** Applies files. */
    @Description(value = "Makes files the configuration in force, and changes the maps that are to change; all or nothing", action = true)
    ApplyView apply(
            @Description(name = "files", value = FILES) String files,
            @Description(name = "force", value = "Also when a map loses redundancy, or goes while it is used") boolean force);

    /** What applying would do. */
    @Description("What apply would do; changes nothing")
    ApplyView plan(@Description(name = "files", value = FILES) String files);

    /** The configuration as a file. */
    @Description("All that would hold with files, as a file that reads back; with the built-in hardware table")
    String show(@Description(name = "files", value = FILES) String files);

    /** Who sets a keyword. */
    @Description("Everybody who sets a keyword, the section that wins first")
    List<ConfigValue> origin(
            @Description(name = "keyword", value = "A keyword of multipath.conf") String keyword,
            @Description(name = "files", value = FILES) String files);

    /** What is different. */
    @Description("What changes from one file to another, with the origins of both values")
    List<ConfigChange> diff(
            @Description(name = "before", value = "Absolute path of a file") String before,
            @Description(name = "after", value = "Absolute path of a file") String after);

    /** What a list of files is. */
    String FILES = "Absolute paths with colons between them; empty for the runtime's own files";
}

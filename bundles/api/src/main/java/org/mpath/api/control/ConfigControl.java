package org.mpath.api.control;

import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * {@code multipath.conf}: checked, shown, compared, applied. Control threads; calls read files, and only {@link #apply}
 * changes something.
 *
 * <p>A file that is named may be a folder: then it stands for its {@code *.conf}, in the order of their names. Where none is
 * named, {@code multipath.conf} and {@code multipath.d/*.conf} in the runtime's {@code etc} are meant, as far as they are
 * there. What is read is bounded; only regular files are.
 *
 * <p>Every verb throws {@link ControlException} naming the file that is not there ({@link ControlException.Code#NOT_FOUND}) or
 * is none that can be read ({@link ControlException.Code#REFUSED}). All but {@link #check} do so too when what is in the files
 * would be refused; the sentence has the first error.
 */
@ProviderType
public interface ConfigControl {
    /** What is to be said of files, and whether they would be accepted. */
    ConfigCheck check(List<Path> files);

    /** All that would hold, with the built-in hardware table. */
    ConfigText show(List<Path> files);

    /** The same with only those rows of the hardware table that are for paths there are now. */
    ConfigText showLocal(List<Path> files);

    /** What changes from one file to another, in the order of the sections. */
    List<ConfigChange> diff(Path before, Path after);

    /**
     * Everybody who sets a keyword, the section that wins over the others first, the built-in default last.
     *
     * @throws ControlException {@link ControlException.Code#NOT_FOUND} when there is no such keyword; names the nearest
     */
    List<ConfigValue> origins(String keyword, List<Path> files);

    /**
     * Makes files the running configuration, all or none of them, and changes the maps that are to change, all or none.
     * The files hold until others are applied or the runtime starts again, which reads the runtime's own.
     *
     * @param files those to apply; none: the runtime's own
     * @param dryRun whether nothing is changed, but only told what would be
     * @param force whether maps may lose redundancy, or go while somebody uses them
     * @throws ControlException when a map cannot be loaded or there is an objection; all is as it was then
     */
    ConfigApplied apply(List<Path> files, boolean dryRun, boolean force);

    /** What the runtime follows now. Reads no file. */
    ConfigInForce inForce();

    /** All keywords. */
    List<String> keywords();
}

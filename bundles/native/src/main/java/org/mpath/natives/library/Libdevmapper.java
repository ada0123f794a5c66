package org.mpath.natives.library;

import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;

/**
 * {@code libdevmapper.so.1.02.1}, as far as it is used here. Public for jnr-ffi alone, which makes the class behind it.
 *
 * <p>Pointers are plain {@code long}. What answers an {@code int} answers 0 when it failed, if nothing else is said. The library
 * keeps its state in global variables: one call at a time.
 */
public interface Libdevmapper {
    /** Makes a task of a kind; 0 when there is no memory. */
    long dm_task_create(int kind);

    /** Frees a task, and all that was read from it. */
    void dm_task_destroy(long task);

    /** Carries a task out. */
    int dm_task_run(long task);

    /** The error number of the task's {@code ioctl}. */
    int dm_task_get_errno(long task);

    /** Which device, by name. */
    int dm_task_set_name(long task, String name);

    /** The device's UUID. */
    int dm_task_set_uuid(long task, String uuid);

    /** The name it gets. */
    int dm_task_set_newname(long task, String name);

    /** Owner of the node. */
    int dm_task_set_uid(long task, int uid);

    /** Group of the node. */
    int dm_task_set_gid(long task, int gid);

    /** Access mode of the node. */
    int dm_task_set_mode(long task, int mode);

    /** The message's words. */
    int dm_task_set_message(long task, String words);

    /** The message's sector. */
    int dm_task_set_sector(long task, long sector);

    /** Suspends without waiting for I/O that the target holds. */
    int dm_task_no_flush(long task);

    /** Suspends without freezing a file system first. */
    int dm_task_skip_lockfs(long task);

    /** Does not count who has the device open. */
    int dm_task_no_open_count(long task);

    /** Removes when the last user has closed the device. */
    int dm_task_deferred_remove(long task);

    /** A line of a table. */
    int dm_task_add_target(long task, long start, long length, String type, String words);

    /** Has udev's work be waited for; an answer of 0 in the cookie means that there is no udev. */
    int dm_task_set_cookie(long task, @In @Out int[] cookie, short flags);

    /** Whether udev has done its work; called again until it has. */
    int dm_udev_wait_immediate(int cookie, @Out int[] ready);

    /** Gives up waiting for udev. */
    int dm_udev_complete(int cookie);

    /** Makes and removes the nodes that tasks left to do. */
    void dm_task_update_nodes();

    /** Fills {@code struct dm_info}. */
    int dm_task_get_info(long task, long info);

    /** The device's UUID. */
    String dm_task_get_uuid(long task);

    /** The first of {@code struct dm_names}, each with the distance to the next. */
    long dm_task_get_names(long task);

    /** The driver's version as text. */
    int dm_task_get_driver_version(long task, @Out byte[] version, long bytes);

    /**
     * The next line of a table or status. Arrays, not addresses: jffi's shortcut for plain numbers crashes with six of them.
     *
     * @param next 0 for the first, then what was answered; 0 is answered with the last one
     */
    long dm_get_next_target(
            long task, long next, @Out long[] start, @Out long[] length, @Out long[] type, @Out long[] words);

    /** Takes the function that gets the library's messages. */
    void dm_log_with_errno_init(long function);
}

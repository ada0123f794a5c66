package org.mpath.core;

import org.mpath.api.io.ScsiTask;

/** A queue of tasks through their {@link ScsiTask#next} links. A task is in at most one. */
final class TaskQueue {
    private ScsiTask head;
    private ScsiTask tail;
    private int size;
    private long bytes;

    int size() {
        return size;
    }

    /** Bytes of data of the tasks in it. */
    long bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return head == null;
    }

    void addLast(ScsiTask task) {
        task.next = null;
        if (tail == null) {
            head = task;
        } else {
            tail.next = task;
        }
        tail = task;
        size++;
        bytes += task.dataLength;
    }

    /** Requeues at the head, as the seed systems do, so that a retried request keeps its place. */
    void addFirst(ScsiTask task) {
        task.next = head;
        head = task;
        if (tail == null) {
            tail = task;
        }
        size++;
        bytes += task.dataLength;
    }

    ScsiTask poll() {
        ScsiTask task = head;
        if (task != null) {
            head = task.next;
            task.next = null;
            if (head == null) {
                tail = null;
            }
            size--;
            bytes -= task.dataLength;
        }
        return task;
    }

    /** Moves everything from another queue behind what is here. */
    void takeAll(TaskQueue other) {
        for (ScsiTask task; (task = other.poll()) != null; ) {
            addLast(task);
        }
    }
}

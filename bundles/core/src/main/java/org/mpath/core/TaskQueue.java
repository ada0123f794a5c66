package org.mpath.core;

import org.mpath.api.io.ScsiTask;

/** A queue of tasks through their {@link ScsiTask#next} links. A task is in at most one. */
final class TaskQueue {
    private ScsiTask head;
    private ScsiTask tail;
    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return head == null;
    }

    ScsiTask peek() {
        return head;
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
    }

    /** Requeues at the head, as the seed systems do, so that a retried request keeps its place. */
    void addFirst(ScsiTask task) {
        task.next = head;
        head = task;
        if (tail == null) {
            tail = task;
        }
        size++;
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
        }
        return task;
    }
}

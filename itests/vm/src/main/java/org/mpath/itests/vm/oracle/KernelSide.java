package org.mpath.itests.vm.oracle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.mpath.natives.DeviceMapper;
import org.mpath.natives.DeviceMapper.Suspend;
import org.mpath.natives.DeviceMapperException;
import org.mpath.natives.NodeAccess;
import org.mpath.natives.TargetLine;

/** The kernel of this machine, through libdevmapper. Root, and no udev beside it. */
final class KernelSide implements Side, AutoCloseable {
    private static final String NAME = "oracle";
    private static final String UUID = "itests-oracle";
    private static final Path NODE = Path.of("/dev/mapper", NAME);
    private static final String REFUSED = "the kernel refuses the table: ";
    /** What the kernel reads ahead of a read may be under way when that is over. */
    private static final IntFunction<Path> READ_AHEAD = minor -> Path.of("/sys/block/dm-" + minor + "/queue/read_ahead_kb");
    private static final int BLOCK_BYTES = 4096;
    private static final long LOOK_NANOS = 5_000_000;
    private static final int READ_SECONDS_MAX = 20;
    private static final Map<Integer, String> ERRORS =
            Map.of(5, "EIO", 6, "ENXIO", 12, "ENOMEM", 16, "EBUSY", 17, "EEXIST", 19, "ENODEV", 22, "EINVAL");

    private final DeviceMapper mapper;
    private final ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    KernelSide(DeviceMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public Answer create(String table) throws IOException {
        try {
            mapper.create(NAME, UUID, NodeAccess.ROOT, TargetLine.of(table));
            Files.writeString(READ_AHEAD.apply(mapper.device(NAME).minor()), "0");
        } catch (DeviceMapperException refusal) {
            return Answer.refused(verdict(refusal), reason(refusal));
        }
        return answer(Answer.DONE, "");
    }

    @Override
    public Answer step(Step step) throws IOException {
        try {
            if (step.kind() == Step.Kind.READ) {
                return answer(read(), "");
            }
            carryOut(step);
            return answer(Answer.DONE, "");
        } catch (DeviceMapperException refusal) {
            return answer(verdict(refusal), reason(refusal));
        }
    }

    private void carryOut(Step step) throws DeviceMapperException {
        switch (step.kind()) {
            case MESSAGE -> mapper.message(NAME, step.words());
            case SUSPEND -> mapper.suspend(NAME, Suspend.FLUSH_NO_LOCK);
            case SUSPEND_NOFLUSH -> mapper.suspend(NAME, Suspend.NO_FLUSH);
            case RESUME -> mapper.resume(NAME);
            case RELOAD -> mapper.reload(NAME, TargetLine.of(step.words()));
            default -> throw new IllegalArgumentException(step.toString());
        }
    }

    /**
     * Reads a block; what the page cache has of a device is dropped when its last user closes it. A read that waits although it
     * should not is let fail in the end.
     */
    private String read() {
        Future<?> end = clock.schedule(this::failWaiting, READ_SECONDS_MAX, TimeUnit.SECONDS);
        try (FileChannel node = FileChannel.open(NODE, StandardOpenOption.READ)) {
            return node.read(block.clear(), 0) == BLOCK_BYTES ? Answer.DONE : "a part of the block";
        } catch (IOException failure) {
            return "EIO";
        } finally {
            end.cancel(false);
        }
    }

    private void failWaiting() {
        try {
            mapper.message(NAME, "fail_if_no_path");
        } catch (DeviceMapperException refusal) {
            System.err.println("a read waits, and nothing ends it: " + refusal.getMessage());
        }
    }

    private Answer answer(String verdict, String reason) throws DeviceMapperException {
        return new Answer(verdict, reason, mapper.table(NAME).get(0).toString(), mapper.status(NAME).get(0).toString(),
                mapper.device(NAME).events());
    }

    @Override
    public Answer look(Answer answer) throws IOException {
        LockSupport.parkNanos(LOOK_NANOS);
        return answer(answer.verdict(), answer.reason());
    }

    private static String verdict(DeviceMapperException refusal) {
        return ERRORS.getOrDefault(refusal.errno(), "errno " + refusal.errno());
    }

    /** The kernel's own words about a table; empty when it has none, then an error number in brackets ends the sentence. */
    private static String reason(DeviceMapperException refusal) {
        String sentence = refusal.getMessage();
        int at = sentence.indexOf(REFUSED);
        return at < 0 || sentence.endsWith(")") ? "" : sentence.substring(at + REFUSED.length()).replaceFirst("^\\S+: (?=\\S)", "");
    }

    @Override
    public void remove() throws IOException {
        if (mapper.device(NAME) != null) {
            mapper.remove(NAME, false);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}

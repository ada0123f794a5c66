/*
 * Puts loads on one iSCSI logical unit through libiscsi, only inside given slots of time, so that it can take turns with
 * other programs. The peer of org.mpath.itests.bench.InitiatorPump, which speaks the same lines:
 *
 *   in   WRITE RANDOM BYTES DEPTH REGION_BLOCKS START PERIOD SLICE ROUNDS
 *        WRITE and RANDOM are 0 or 1; times are nanoseconds of CLOCK_MONOTONIC; round r begins at START + r * PERIOD
 *   out  "ready" once logged in; for each round "OPERATIONS WALL_NANOS CPU_NANOS"
 *
 * Usage: libiscsi-pump PORTAL TARGET LUN classic|direct
 *   classic  poll, then service: the loop of iscsi-perf
 *   direct   writes what it has to send without asking poll first
 */
#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <iscsi/iscsi.h>
#include <iscsi/scsi-lowlevel.h>

#define BLOCK_BYTES 512
#define DEPTH_MAX 256
#define PAGE_BYTES 4096
#define POLL_MILLIS 1000

struct load {
    int write;
    int random;
    int bytes;
    int depth;
    uint32_t region_blocks;
};

struct slots {
    uint64_t start;
    uint64_t period;
    uint64_t slice;
    int rounds;
};

struct pump;

/* One operation outstanding: its buffer stays its own. */
struct lane {
    struct pump *pump;
    struct scsi_iovec vector;
};

struct pump {
    struct iscsi_context *iscsi;
    int lun;
    int direct;
    struct load load;
    struct lane lanes[DEPTH_MAX];
    int running;
    int outstanding;
    uint64_t operations;
    uint64_t state;
    uint32_t next;
};

static void fail(const char *what, const char *why)
{
    fprintf(stderr, "libiscsi-pump: %s: %s\n", what, why);
    exit(1);
}

static uint64_t clock_nanos(clockid_t clock)
{
    struct timespec now;

    clock_gettime(clock, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static void sleep_until(uint64_t nanos)
{
    struct timespec when = { .tv_sec = (time_t)(nanos / 1000000000u), .tv_nsec = (long)(nanos % 1000000000u) };

    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &when, NULL) == EINTR)
        ;
}

static uint32_t next_address(struct pump *pump)
{
    uint32_t blocks = (uint32_t)pump->load.bytes / BLOCK_BYTES;
    uint32_t slots = pump->load.region_blocks / blocks;

    if (!pump->load.random) {
        pump->next = pump->next + 1 == slots ? 0 : pump->next + 1;
        return pump->next * blocks;
    }
    pump->state ^= pump->state << 13;
    pump->state ^= pump->state >> 7;
    pump->state ^= pump->state << 17;
    return (uint32_t)((pump->state >> 1) % slots) * blocks;
}

static void done(struct iscsi_context *iscsi, int status, void *command_data, void *private_data);

static void submit(struct lane *lane)
{
    struct pump *pump = lane->pump;
    uint32_t bytes = (uint32_t)pump->load.bytes;
    uint32_t lba = next_address(pump);
    struct scsi_task *task;

    lane->vector.iov_len = bytes;
    if (pump->load.write)
        task = iscsi_write10_iov_task(pump->iscsi, pump->lun, lba, NULL, bytes, BLOCK_BYTES, 0, 0, 0, 0, 0, done, lane,
                                      &lane->vector, 1);
    else
        task = iscsi_read10_iov_task(pump->iscsi, pump->lun, lba, bytes, BLOCK_BYTES, 0, 0, 0, 0, 0, done, lane,
                                     &lane->vector, 1);
    if (task == NULL)
        fail("submit", iscsi_get_error(pump->iscsi));
    pump->outstanding++;
}

static void done(struct iscsi_context *iscsi, int status, void *command_data, void *private_data)
{
    struct lane *lane = private_data;
    struct pump *pump = lane->pump;

    if (status != SCSI_STATUS_GOOD)
        fail("operation", iscsi_get_error(iscsi));
    scsi_free_scsi_task(command_data);
    pump->outstanding--;
    pump->operations++;
    if (pump->running)
        submit(lane);
}

static void service(struct pump *pump, int events)
{
    if (iscsi_service(pump->iscsi, events) < 0)
        fail("service", iscsi_get_error(pump->iscsi));
}

static void turn(struct pump *pump)
{
    struct pollfd poll_fd = { .fd = iscsi_get_fd(pump->iscsi) };

    poll_fd.events = (short)iscsi_which_events(pump->iscsi);
    if (pump->direct && (poll_fd.events & POLLOUT)) {
        service(pump, POLLOUT);
        poll_fd.events = (short)iscsi_which_events(pump->iscsi);
    }
    if (poll(&poll_fd, 1, POLL_MILLIS) <= 0)
        fail("poll", "no answer");
    service(pump, poll_fd.revents);
}

static void slot(struct pump *pump, uint64_t begin, uint64_t end)
{
    uint64_t wall, cpu;

    sleep_until(begin);
    pump->operations = 0;
    wall = clock_nanos(CLOCK_MONOTONIC);
    cpu = clock_nanos(CLOCK_PROCESS_CPUTIME_ID);
    pump->running = 1;
    for (int i = 0; i < pump->load.depth; i++)
        submit(&pump->lanes[i]);
    while (pump->outstanding > 0) {
        turn(pump);
        if (pump->running && clock_nanos(CLOCK_MONOTONIC) >= end)
            pump->running = 0;
    }
    cpu = clock_nanos(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    wall = clock_nanos(CLOCK_MONOTONIC) - wall;
    printf("%" PRIu64 " %" PRIu64 " %" PRIu64 "\n", pump->operations, wall, cpu);
}

static void make_lanes(struct pump *pump)
{
    for (int i = 0; i < pump->load.depth; i++) {
        struct lane *lane = &pump->lanes[i];

        free(lane->vector.iov_base);
        lane->pump = pump;
        if (posix_memalign(&lane->vector.iov_base, PAGE_BYTES, (size_t)pump->load.bytes) != 0)
            fail("memory", "none left");
        memset(lane->vector.iov_base, 0, (size_t)pump->load.bytes);
    }
}

static int read_order(struct load *load, struct slots *slots)
{
    return scanf("%d %d %d %d %" SCNu32 " %" SCNu64 " %" SCNu64 " %" SCNu64 " %d", &load->write, &load->random,
                 &load->bytes, &load->depth, &load->region_blocks, &slots->start, &slots->period, &slots->slice,
                 &slots->rounds) == 9;
}

static struct iscsi_context *log_in(const char *portal, const char *target, int lun)
{
    struct iscsi_context *iscsi = iscsi_create_context("iqn.2026-11.org.mpath.bench:libiscsi");

    if (iscsi == NULL)
        fail("context", "none");
    iscsi_set_targetname(iscsi, target);
    iscsi_set_session_type(iscsi, ISCSI_SESSION_NORMAL);
    iscsi_set_header_digest(iscsi, ISCSI_HEADER_DIGEST_NONE);
    iscsi_set_noautoreconnect(iscsi, 1);
    if (iscsi_full_connect_sync(iscsi, portal, lun) != 0)
        fail(portal, iscsi_get_error(iscsi));
    return iscsi;
}

int main(int count, char **words)
{
    static struct pump pump;
    struct slots slots;

    if (count != 5)
        fail("usage", "libiscsi-pump PORTAL TARGET LUN classic|direct");
    pump.lun = atoi(words[3]);
    pump.direct = strcmp(words[4], "direct") == 0;
    pump.state = UINT64_C(0x9e3779b97f4a7c15);
    pump.iscsi = log_in(words[1], words[2], pump.lun);
    setvbuf(stdout, NULL, _IOLBF, 0);
    puts("ready");
    while (read_order(&pump.load, &slots)) {
        if (pump.load.depth < 1 || pump.load.depth > DEPTH_MAX || pump.load.bytes < BLOCK_BYTES)
            fail("order", "out of range");
        make_lanes(&pump);
        for (int round = 0; round < slots.rounds; round++) {
            uint64_t begin = slots.start + (uint64_t)round * slots.period;

            slot(&pump, begin, begin + slots.slice);
        }
    }
    iscsi_logout_sync(pump.iscsi);
    iscsi_destroy_context(pump.iscsi);
    return 0;
}

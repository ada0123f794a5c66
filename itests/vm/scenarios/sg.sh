#!/bin/bash
# open: its output is not yet that of this rig, which cannot run it
# Scenario sg: 4 scsi_debug hosts x 16 units are 16 maps of 4 paths in core, through /dev/sg*. fio verifies over NBD while
# all paths of a host are set offline and running again, and those of another are deleted and found again: no I/O fails.
# In the guest: the image is in /ro (or $MPATH_IMAGE); prints "PASS name" or "FAIL name: why" lines, and fails with the first.
. /job/lib.sh
IMAGE=${MPATH_IMAGE:-/ro}
UNITS=${UNITS:-16} HOSTS=4 VAR=/tmp/var LOG=${OUT:-/tmp}/mpath.log
# software emulation on a busy machine: every wait is for a condition, and this many times longer than it should take
PATIENCE=${PATIENCE:-4}
export MPATH_JAVA_OPTS="-XX:TieredStopAtLevel=1 -Xshare:auto -XX:+UseSerialGC"

pass() { echo "PASS $1"; }
fail() { echo "FAIL $1: $2"; tail -60 $LOG; dmesg | tail -20; exit 1; }
# counts WORDS... : log lines with all of the words
count() { local file=$LOG word; local found; found=$(cat $file); for word; do found=$(grep -F -- "$word" <<< "$found"); done; [ -z "$found" ] && echo 0 || wc -l <<< "$found"; }
state() { local unit; for unit in /sys/class/scsi_device/$1:*; do echo $2 > $unit/device/state; done; }
gogo() { $IMAGE/mpath shell --var $VAR -c "$1" 2>&1; }

modprobe -a sd_mod sg
modprobe scsi_debug add_host=$HOSTS num_tgts=1 max_luns=$UNITS vpd_use_hostno=0 dev_size_mb=64
wait_for $((120 * PATIENCE)) "[ \$(ls /sys/block | grep -c ^sd) = $((HOSTS * UNITS)) ]" || fail disks "$(ls /sys/block | grep -c ^sd)"
host=($(ls /sys/class/scsi_device | cut -d: -f1 | sort -nu))
log "disks of hosts ${host[*]}"

cp -r $IMAGE/etc /tmp/etc; rm -f /tmp/etc/lab.d/*
echo 'enabled = false' >> /tmp/etc/org.mpath.transport.lab.cfg
printf 'enabled = true\nhosts = scsi_debug\n' >> /tmp/etc/org.mpath.transport.sg.cfg
$IMAGE/mpath run --daemon --etc /tmp/etc --var $VAR > $LOG 2>&1 &
DAEMON=$!
wait_for $((400 * PATIENCE)) "[ \$(grep -c 'event=path.added' $LOG) -ge $((HOSTS * UNITS)) ]" || fail maps "$(count event=path.added) paths in maps"
wait_for $((100 * PATIENCE)) test -S $VAR/run/nbd.sock || fail nbd "no socket"
log "paths in maps: $(count event=path.added), maps: $(count event=map.created)"
[ "$(count event=map.created)" = $UNITS ] && pass "$UNITS maps of $HOSTS paths" || fail maps "$(count event=map.created) maps"

jobs=()
for i in 0 1 2 3; do
  name=$(grep -F 'event=map.created' $LOG | sed -n "$((i + 1))s/.* map=\([^ ]*\) .*/\1/p")
  jobs+=(--name=$name "--uri=nbd+unix:///$name?socket=$VAR/run/nbd.sock" --offset=$((i * 16))M --size=16M)
done
fio --ioengine=nbd --rw=randrw --bs=4k --iodepth=8 --verify=crc32c --verify_fatal=1 --time_based --runtime=${SECONDS_OF_IO:-90} \
  --group_reporting "${jobs[@]}" --output=/tmp/fio.out > /tmp/fio.err 2>&1 &
FIO=$!
sleep 3; kill -0 $FIO 2>/dev/null || { cat /tmp/fio.out /tmp/fio.err; fail fio "did not start"; }
log "fio runs"

state ${host[0]} offline
wait_for $((60 * PATIENCE)) "[ \$(grep -c 'event=sg.link_down path=sg:${host[0]}:' $LOG) -ge $UNITS ]" || fail offline "$(count event=sg.link_down) links down"
pass "offline paths are down"; log offline
state ${host[0]} running
wait_for $((60 * PATIENCE)) "[ \$(grep -c 'event=sg.link_up path=sg:${host[0]}:' $LOG) -ge $UNITS ]" || fail running "$(count event=sg.link_up) links up"
pass "running paths are up again"; log running

before=$(count event=path.added)
for unit in /sys/class/scsi_device/${host[1]}:*; do echo 1 > $unit/device/delete; done
wait_for $((60 * PATIENCE)) "[ \$(grep -c 'event=path.removed.* path=sg:${host[1]}:' $LOG) -ge $UNITS ]" || fail deleted "$(count event=path.removed) paths removed"
pass "deleted paths leave their maps"; log deleted
echo '- - -' > /sys/class/scsi_host/host${host[1]}/scan
wait_for $((90 * PATIENCE)) "[ \$(grep -c 'event=path.added' $LOG) -ge $((before + UNITS)) ]" || fail rescanned "$(count event=path.added) paths added"
pass "rescanned paths join their maps"; log rescanned

wait $FIO; RC=$?
grep -E 'err=|read:|write:|READ|WRITE' /tmp/fio.out
[ $RC = 0 ] && ! grep -E 'err= *[1-9]' /tmp/fio.out && pass "fio verified, no I/O failed" || { cat /tmp/fio.out /tmp/fio.err; fail fio "exit $RC"; }
gogo "show paths --format '%d %i %D %P %t %T %m %0'" > /tmp/paths
tail -4 /tmp/paths
[ "$(grep -c 'active ready' /tmp/paths)" = $((HOSTS * UNITS)) ] && pass "all paths are active and ready" || { cat /tmp/paths; fail paths "not all active"; }
[ "$(count IO_INDETERMINATE)" = 0 ] || fail indeterminate "$(count IO_INDETERMINATE)"
kill $DAEMON; wait $DAEMON; log "end: $?"
grep -vE 'event=(path|map|handler|selector)\.' $LOG | tail -30

#!/bin/bash
# open: no test, records what the tests of transport-sg read
# Records what sysfs and udev say of two scsi_debug hosts with two units each, as lines for the tests of transport-sg
# (bundles/transport-sg/src/test/resources/org/mpath/transport/sg/scsi-debug.tree), into $OUT/tree.txt.
. /job/lib.sh
modprobe -a sd_mod sg
modprobe scsi_debug add_host=2 num_tgts=1 max_luns=2 vpd_use_hostno=0 dev_size_mb=8
wait_for 60 '[ $(ls /sys/block | grep -c ^sd) = 4 ]'
udev_start; udev_settle
link() { printf '%s\t-> %s\n' "${1#/}" "$(readlink $1)"; }
text() { printf '%s\t= %s\n' "${1#/}" "$(cat $1 2>/dev/null | tr '\n' '|')"; }
{ for g in /sys/class/scsi_generic/sg*; do link $g; link $(readlink -f $g)/device; done
for b in /sys/block/*; do link $b; r=$(readlink -f $b); text $r/dev; [ -e $r/device ] && { link $r/device; text $r/queue/max_hw_sectors_kb; }; done
for h in /sys/class/scsi_host/host*; do link $h; r=$(readlink -f $h); for f in can_queue proc_name sg_tablesize state; do text $r/$f; done; done
for d in /sys/bus/scsi/devices/*:*; do r=$(readlink -f $d); for f in type state vendor model; do text $r/$f; done; done
for u in /run/udev/data/b8:*; do text $u; done; text /run/udev/control; } > ${OUT:-/share}/tree.txt

# How long discovery of 100, 500 and 1000 paths takes, ours and multipathd's, on the same units in turns: a table.
# by hand: it measures, for about half an hour
# limit: 3600 s
. /vm/rig/guest/lib.sh
. /vm/rig/guest/mpath.sh

# units of 4 paths each, and rounds
readonly PLAN=(25:3 125:3 250:2)

ulimit -n 16384
mkdir -p /etc/udev/rules.d
# nothing but what multipathd needs to know, and no program run for it: what is timed is not udev
for rule in /usr/lib/udev/rules.d/*.rules; do
    case ${rule##*/} in
        50-udev-default.rules | 55-dm.rules | 95-dm-notify.rules) ;;
        *) ln -sf /dev/null "/etc/udev/rules.d/${rule##*/}" ;;
    esac
done
echo 'SUBSYSTEM=="block", KERNEL=="sd*", ENV{DEVTYPE}=="disk", ACTION!="remove", ENV{ID_SERIAL}="$attr{device/wwid}", ENV{ID_WWN}="$attr{device/wwid}"' \
    >/etc/udev/rules.d/60-wwid.rules
/lib/systemd/systemd-udevd --daemon --resolve-names=never
modprobe -a dm-multipath dm-service-time scsi_dh_alua sd_mod sg
cat >/etc/multipath.conf <<'END'
defaults {
    find_multipaths no
    user_friendly_names yes
    path_grouping_policy group_by_prio
    max_fds max
}
END

# theirs UNITS: milliseconds from the start of multipathd until the kernel has all maps with all paths
theirs_whole() { [[ $(ls -d /sys/block/dm-*/slaves/sd* 2>/dev/null | wc -l) == $(($1 * 4)) ]]; }
theirs() {
    local start end pid
    start=$(millis)
    multipathd -d >/share/discovery-multipathd.log 2>&1 &
    pid=$!
    await 900 theirs_whole "$1" || { note "multipathd has not found all"; tail -n 3 /share/discovery-multipathd.log; }
    end=$(millis)
    kill $pid
    wait $pid
    udevadm settle --timeout=300
    multipath -F
    await 300 theirs_gone || dmsetup remove_all
    udevadm settle --timeout=300
    echo "theirs $((end - start))"
}
theirs_gone() { ! ls -d /sys/block/dm-* >/dev/null 2>&1; }

LOG=/share/discovery-ratio-mpath.log
sg() { echo "enabled = $1" >"$MPATH_HOME/etc/org.mpath.transport.sg.cfg"; }
# ours_whole UNITS LINE: all maps have been loaded with all paths since that line of the log
ours_whole() { [[ $(tail -n "+$2" $LOG | grep -c 'event=map.loaded .* paths=4\b') -ge $1 ]]; }
# from UNITS START LINE: milliseconds since then
from() { await 900 ours_whole "$1" "$3" || note "the runtime has not found all"; echo $(($(millis) - $2)); }
ours() {
    local start line
    line=$(($(wc -l <$LOG) + 1))
    start=$(millis)
    sg true
    echo "ours $(from "$1" "$start" $line)"
    sg false
    await 300 ours_gone
}
ours_gone() { [[ $(mpath_shell mpath:maps) != *mpath* ]]; }

for plan in "${PLAN[@]}"; do
    units=${plan%:*} rounds=${plan#*:}
    before=$(millis)
    scsi_debug $((units * 4)) add_host=4 num_tgts=1 max_luns=$units vpd_use_hostno=0 dev_size_mb=8 max_queue=16 || exit 1
    await 600 count_disks $((units * 4))
    udevadm settle --timeout=600
    note "$((units * 4)) disks after $(($(millis) - before)) ms"
    rm -f times
    start=$(millis)
    mpath_start org.mpath.transport.sg 'enabled = true' org.mpath.transport.lab 'enabled = false'
    echo "whole $(from "$units" "$start" 1)" >>times
    sg false
    await 300 ours_gone
    for ((round = 0; round < rounds; round++)); do
        theirs "$units" >>times
        ours "$units" >>times
    done
    note "$(xargs <times)"
    python3 - "$units" <<'P'
import statistics, sys
times = {}
for line in open("times"):
    who, millis = line.split()
    times.setdefault(who, []).append(int(millis))
theirs, ours = statistics.median(times["theirs"]), statistics.median(times["ours"])
print("# | %d paths, %s units | ours / theirs %.2f | with the start of Java %.2f |"
      % (int(sys.argv[1]) * 4, sys.argv[1], ours / theirs, times["whole"][0] / theirs))
P
    check "$((units * 4)) paths are measured" test $? = 0
    mpath_stop
    modprobe -r scsi_debug
    await 300 count_disks 0
done

# How long discovery of 100, 500 and 1000 paths takes, ours and multipathd's, on the same units in turns: a table.
# by hand: it measures, for about an hour; MPATH_RATIO_PLAN=25:3,125:3 is units of 4 paths each, and rounds
# limit: 5400 s
. /vm/rig/guest/lib.sh
. /vm/rig/guest/mpath.sh

[[ ! -f /share/ratio.env ]] || { . /share/ratio.env; rm /share/ratio.env; }
IFS=, read -ra PLAN <<<"${MPATH_RATIO_PLAN:-25:5,125:5,250:3}"
readonly THEIR_LOG=multipathd.log OUR_LOG=mpath.log

# ---- what both are given ------------------------------------------------------------------------------------------------------
# udev knows every disk, as both want that, but runs no program when something changes: what is timed is not udev. So nobody has
# asked for the units' names yet, and multipathd takes them from sysfs.
start_quiet_udev() {
    local rule
    mkdir -p /etc/udev/rules.d
    for rule in /usr/lib/udev/rules.d/*.rules; do
        case ${rule##*/} in
            50-udev-default.rules | 55-dm.rules | 95-dm-notify.rules) ;;
            *) ln -sf /dev/null "/etc/udev/rules.d/${rule##*/}" ;;
        esac
    done
    echo 'SUBSYSTEM=="block", KERNEL=="sd*", ENV{DEVTYPE}=="disk", ACTION!="remove", ENV{ID_BUS}="scsi"' >/etc/udev/rules.d/60-bus.rules
    /lib/systemd/systemd-udevd --daemon --resolve-names=never && at_end stop_udev
}
# leave_out REGEX: of disks, written for both, who read it when they start or are told to
leave_out() {
    cat >/etc/multipath.conf <<END
defaults {
    find_multipaths no
    user_friendly_names yes
    path_grouping_policy group_by_prio
    uid_attribute ""
    max_fds max
}
blacklist {
    devnode "$1"
}
END
}
no_map() { ! ls -d /sys/block/dm-* >/dev/null 2>&1; }
# in_kernel UNITS: whether there are maps of so many units with all their paths
in_kernel() { [[ $(ls -d /sys/block/dm-*/slaves/sd* 2>/dev/null | wc -l) == $(($1 * 4)) ]]; }
# until_there WHO START COMMAND...: notes how many milliseconds have passed since then when the command succeeds
until_there() {
    await 900 "${@:3}" || note "$1 has not found all"
    echo "$1 $(($(millis) - $2))" | tee -a times | sed 's/^/# /'
}

# ---- multipathd ----------------------------------------------------------------------------------------------------------------
# theirs UNITS: from its start, and from the word that the disks are not left out any more
theirs() {
    local start pid
    leave_out '^vda'
    start=$(millis)
    multipathd -d >$THEIR_LOG 2>&1 &
    pid=$!
    until_there theirs-started "$start" in_kernel "$1"
    leave_out '.*'
    multipathd reconfigure >/dev/null
    await 300 no_map || note "maps of multipathd stay"
    udevadm settle --timeout=300
    leave_out '^vda'
    start=$(millis)
    multipathd reconfigure >/dev/null
    until_there theirs-told "$start" in_kernel "$1"
    kill $pid
    wait $pid
    cp $THEIR_LOG /share/discovery-ratio-multipathd.log
    udevadm settle --timeout=300
    multipath -F >/dev/null 2>&1
    await 300 no_map || dmsetup remove_all
    udevadm settle --timeout=300
}

# ---- the runtime ---------------------------------------------------------------------------------------------------------------
ours_start() { # PLANE
    rm -rf "$MPATH_HOME"
    mpath_configure org.mpath.transport.sg 'enabled = true' org.mpath.transport.lab 'enabled = false' \
        org.mpath.planes "default.plane = $1"
    sed -i 's/^#\(felix.fileinstall.poll\) .*/\1 = 100/' "$MPATH_HOME/etc/config.properties" # files are looked at twice
    /mpath/mpath run --daemon "${MPATH_FOLDERS[@]}" >$OUR_LOG 2>&1 &
    MPATH_PID=$!
}
sg() { echo "enabled = $1" >"$MPATH_HOME/etc/org.mpath.transport.sg.cfg"; }
# in_core UNITS LINE: whether so many maps have been loaded with all paths since that line of the log
in_core() { [[ $(tail -n "+$2" $OUR_LOG | grep -c 'event=map.loaded .* paths=4\b') -ge $1 ]]; }
ours_gone() { [[ $(mpath_shell mpath:maps) == 'no maps'* ]] && no_map; }
# ours UNITS PLANE: from the start of Java, and from the word that the transport is enabled
ours() {
    local start where=(in_kernel "$1")
    start=$(millis)
    ours_start "$2"
    [[ $2 == dm ]] || where=(in_core "$1" 1)
    until_there "ours-$2-started" "$start" "${where[@]}"
    sg false
    await 300 ours_gone || note "our maps stay"
    [[ $2 == dm ]] || where=(in_core "$1" $(($(wc -l <$OUR_LOG) + 1)))
    start=$(millis)
    sg true
    until_there "ours-$2-told" "$start" "${where[@]}"
    sg false
    await 300 ours_gone || note "our maps stay"
    mpath_stop
    cp $OUR_LOG "/share/discovery-ratio-$2.log"
    no_map || dmsetup remove_all
    udevadm settle --timeout=300
}

ulimit -n 16384
start_quiet_udev
at_end unload_scsi_debug
modprobe -a dm-multipath dm-service-time scsi_dh_alua sd_mod sg
for plan in "${PLAN[@]}"; do
    units=${plan%:*} rounds=${plan#*:}
    rm -f times
    before=$(millis)
    modprobe scsi_debug add_host=4 num_tgts=1 max_luns=$units vpd_use_hostno=0 dev_size_mb=8 max_queue=16
    await 900 count_disks $((units * 4)) \
        || give_up "$((units * 4)) disks are there" "only $(disks | wc -l)"
    udevadm settle --timeout=600
    note "$((units * 4)) disks after $(($(millis) - before)) ms"
    for ((round = 0; round < rounds; round++)); do
        theirs "$units"
        ours "$units" core
        ours "$units" dm
    done
    python3 - "$units" <<'P'
import statistics, sys
times = {}
for line in open("times"):
    who, millis = line.split()
    times.setdefault(who, []).append(int(millis))
units = int(sys.argv[1])
print("# | paths | who | median ms | least | most | / multipathd |")
for how in ("started", "told"):
    for who in ("theirs", "ours-core", "ours-dm"):
        mine = times[who + "-" + how]
        ratios = [a / b for a, b in zip(mine, times["theirs-" + how])]
        print("# | %d | %s-%s | %d | %d | %d | %.2f (%.2f-%.2f) |" % (units * 4, who, how, statistics.median(mine), min(mine),
                                                                 max(mine), statistics.median(ratios), min(ratios), max(ratios)))
P
    check "$((units * 4)) paths are measured" test $? = 0
    modprobe -r scsi_debug
    await 300 count_disks 0
done

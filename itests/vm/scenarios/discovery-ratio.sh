# How long discovery of 100, 500 and 1000 paths takes, ours and multipathd's, on the same units in turns: a table.
# by hand: it measures, for about an hour; MPATH_RATIO_PLAN=25:3,125:3 is units of 4 paths each, and rounds
# limit: 5400 s
. /vm/rig/guest/lib.sh

[[ ! -f /share/ratio.env ]] || { . /share/ratio.env; rm /share/ratio.env; }
IFS=, read -ra PLAN <<<"${MPATH_RATIO_PLAN:-25:5,125:5,250:3}"

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
# commands: how many SCSI commands all disks were sent
commands() { python3 -c 'import glob; print(sum(int(open(f).read(), 16) for f in glob.glob("/sys/class/scsi_device/*/device/iorequest_cnt")))'; }
# begin, and until_there WHO COMMAND...: notes how many milliseconds have passed, and how many commands were sent, when the
# command succeeds
begin() { sent=$(commands) start=$(millis); }
until_there() {
    await 900 "${@:2}" || note "$1 has not found all"
    echo "$1 $(($(millis) - start)) $(($(commands) - sent))" | tee -a times | sed 's/^/# /'
}

# ---- multipathd ----------------------------------------------------------------------------------------------------------------
# theirs UNITS: from its start, and from the word that the disks are its
theirs() {
    local pid
    leave_out '^vda'
    begin
    multipathd -d >multipathd.log 2>&1 &
    pid=$!
    until_there theirs-started in_kernel "$1"
    leave_out '.*'
    multipathd reconfigure >/dev/null
    await 300 no_map || note "maps of multipathd stay"
    udevadm settle --timeout=300
    leave_out '^vda'
    begin
    multipathd reconfigure >/dev/null
    until_there theirs-told in_kernel "$1"
    kill $pid
    wait $pid
    cp multipathd.log /share/discovery-ratio-multipathd.log
    udevadm settle --timeout=300
    multipath -F >/dev/null 2>&1
    await 300 no_map || dmsetup remove_all
    udevadm settle --timeout=300
}

# ---- the runtime: one that has maps in this process, core, and one that has them in the kernel, dm ------------------------------
declare -A JAVA
# within PLANE COMMAND...: runs it in the folder of a runtime, which is what mpath.sh is about
within() { (mkdir -p "$1" && cd "$1" && . /vm/rig/guest/mpath.sh && "${@:2}"); }
# Units of scsi_debug have no worldwide name, as those of arrays have: blocks of two paths would be compared before they are one
# map, of which multipathd knows nothing. Paths are checked as often as by multipathd while maps are made. Files of etc are
# looked at twice before they count, so this is done often.
configure() { # PLANE
    mpath_configure org.mpath.transport.sg 'enabled = true' org.mpath.transport.lab 'enabled = false' \
        org.mpath.planes "default.plane = $1"
    echo 'guard.sampled.read = never' >>"$MPATH_HOME/etc/org.mpath.discovery.cfg"
    printf 'defaults {\n    polling_interval 5\n    max_polling_interval 20\n}\n' >"$MPATH_HOME/etc/multipath.conf"
    sed -i 's/^#\(felix.fileinstall.poll\) .*/\1 = 100/' "$MPATH_HOME/etc/config.properties"
}
sg() { echo "enabled = $2" >"$1/mpath/etc/org.mpath.transport.sg.cfg"; }
# in_core UNITS LINE: whether so many maps have been loaded with all paths since that line of the log
in_core() { [[ $(tail -n "+$2" core/mpath.log | grep -c 'event=map.loaded .* paths=4\b') -ge $1 ]]; }
# there PLANE UNITS LINE
there() { case $1 in dm) in_kernel "$2" ;; core) in_core "$2" "$3" ;; esac; }
no_map_of() { no_map && [[ $(within "$1" mpath_shell mpath:maps) == 'no maps'* ]]; }
# rest PLANE: until it is told, it takes no time from others
rest() {
    sg "$1" false
    await 600 no_map_of "$1" || note "maps of $1 stay"
    udevadm settle --timeout=300
    cp "$1/mpath.log" "/share/discovery-ratio-$1.log"
    kill -STOP "${JAVA[$1]}"
}
# ours_start PLANE UNITS: from the start of Java
ours_start() {
    within "$1" configure "$1"
    begin
    (cd "$1" && . /vm/rig/guest/mpath.sh && exec /mpath/mpath run --daemon "${MPATH_FOLDERS[@]}" >mpath.log 2>&1) &
    JAVA[$1]=$!
    until_there "ours-$1-started" there "$1" "$2" 1
    rest "$1"
}
# ours PLANE UNITS: from the word that the disks are its
ours() {
    local line
    line=$(($(wc -l <"$1/mpath.log") + 1))
    kill -CONT "${JAVA[$1]}"
    within "$1" mpath_shell mpath:maps >/dev/null
    begin
    sg "$1" true
    until_there "ours-$1-told" there "$1" "$2" $line
    rest "$1"
}

ulimit -n 16384
start_quiet_udev
at_end unload_scsi_debug
modprobe -a dm-multipath dm-service-time scsi_dh_alua sd_mod sg
for plan in "${PLAN[@]}"; do
    units=${plan%:*} rounds=${plan#*:}
    rm -f times
    before=$(millis)
    modprobe scsi_debug add_host=4 num_tgts=1 max_luns=$units vpd_use_hostno=0 dev_size_mb=8
    await 900 count_disks $((units * 4)) \
        || give_up "$((units * 4)) disks are there" "only $(disks | wc -l)"
    udevadm settle --timeout=600
    note "$((units * 4)) disks after $(($(millis) - before)) ms"
    for plane in core dm; do [[ -n ${JAVA[$plane]:-} ]] || ours_start $plane "$units"; done
    for ((round = 0; round < rounds; round++)); do
        theirs "$units"
        for plane in core dm; do ours $plane "$units"; done
    done
    python3 - "$units" <<'P'
import statistics, sys
times, commands = {}, {}
for line in open("times"):
    who, millis, sent = line.split()
    times.setdefault(who, []).append(int(millis))
    commands.setdefault(who, []).append(int(sent))
paths = 4 * int(sys.argv[1])
print("# | paths | who | median, ms | least | most | / multipathd | commands a path |")
for how in ("started", "told"):
    for who in ("theirs", "ours-core", "ours-dm"):
        mine, theirs = times.get(who + "-" + how), statistics.median(times["theirs-" + how])
        if mine:
            print("# | %d | %s-%s | %d | %d | %d | %.2f | %.1f |" % (paths, who, how, statistics.median(mine), min(mine), max(mine),
                  statistics.median(mine) / theirs, statistics.median(commands[who + "-" + how]) / paths))
P
    check "$((units * 4)) paths are measured" test $? = 0
    modprobe -r scsi_debug
    await 300 count_disks 0
done

# Paths through /dev/sg* and /dev/bsg: what is missing is said; what the kernel tells is heard, what it cannot tell is found; a device vanishes.
# limit: 600 s
. /vm/rig/guest/lib.sh
. /vm/rig/guest/mpath.sh

readonly UNITS=4 HOSTS=4
readonly PATHS=$((UNITS * HOSTS)) SG=org.mpath.transport.sg CHOSEN=$'enabled = true\nhosts = scsi_debug'

# all_maps PATHS: whether every unit has a map with so many paths usable and in all, such as 3/4
all_maps() { [[ $(mpath_shell mpath:maps | grep -c " $1 ") == "$UNITS" ]]; }
names() { mpath_shell mpath:maps | awk '$3 == "4/4" { print $1 }'; }
logged() { grep -c -- "$1" "$MPATH_LOG"; }
says() { check "$1" await 60 mpath_notes sg "$2" || note "$(mpath_shell mpath:transports)"; }
# expect PATHS NAME: all maps come to have so many
expect() { await 240 all_maps "$1" && pass "$2" || give_up "$2" "$(mpath_shell 'mpath:maps; mpath:paths; mpath:transports')"; }

note "what is missing"
modprobe sd_mod
modprobe -r sg
mkdir -p "$MPATH_HOME/etc" && cp /mpath/etc/logging.properties "$MPATH_HOME/etc/" && echo "$SG.level = FINE" >>"$MPATH_HOME/etc/logging.properties"
check "the product starts" mpath_start org.mpath.transport.lab 'enabled = false' $SG "$CHOSEN" || exit 1
says "no devices: one sentence" "this host has no SCSI devices with generic nodes"
modprobe scsi_debug add_host=$HOSTS num_tgts=1 max_luns=$UNITS vpd_use_hostno=0 dev_size_mb=64 && at_end unload_scsi_debug
check "4 hosts show 4 units each" await 120 count_disks $PATHS || exit 1
says "no sg module: one sentence, and what helps" "$PATHS SCSI disk(s) have no generic node but that of bsg, which is slower: modprobe sg"

note "without the module sg"
expect 4/4 "the disks are paths all the same: 16 paths are 4 maps of 4"
check "there is no node of sg" test ! -e /dev/sg0
mapfile -t host < <(hosts)
mapfile -t maps < <(names)
verify_start "${maps[0]}"
goes_on() { check "I/O goes on" mpath_io_goes_on "${maps[0]}"; }
state offline $(addresses "${host[0]}")
expect 3/4 "a host's paths are offline"; goes_on
state running $(addresses "${host[0]}")
expect 4/4 "they are running again"
remove $(addresses "${host[1]}")
expect 3/3 "another host's paths are deleted"; goes_on
scan "${host[1]}"
expect 4/4 "a scan finds them again"; goes_on
check "the client that verified all the time saw no error" verify_stop
echo 'enabled = false' >"$MPATH_HOME/etc/$SG.cfg"
says "disks are left alone until they are wanted, and that is said" "disks of this host are left alone: enabled is false"

note "without nodes"
modprobe sg
rm -f /dev/sg[0-9]*
echo "$CHOSEN" >"$MPATH_HOME/etc/$SG.cfg"
says "no nodes: one sentence" "$PATHS of $PATHS disk(s) could not be opened: open /dev/sg"
check_equal "each is logged once" "1 1" "$(logged 'reason="this host has no SCSI') $(logged 'reason=".* could not be opened.*No such file')"
make_nodes() {
    local node major minor
    for node in /sys/class/scsi_generic/sg*; do
        IFS=: read -r major minor <"$node/dev" && mknod -m 600 "/dev/${node##*/}" c "$major" "$minor" || return
    done
}
check "nodes are made" make_nodes
mpath_shell mpath:rescan

note "what is found"
expect 4/4 "16 paths are 4 maps of 4"
check_equal "nothing is missing" - "$(mpath_note sg)"
numbers() { for address in $(addresses); do echo "$address $(number_of "$address")"; done | sort; }
paths() { mpath_shell "mpath:show paths --raw --format '%i %D'" | sort; }
paths_are_disks() { [[ $(paths) == "$(numbers)" ]]; }
check_equal "each has its address and its block node, as in sysfs" "$(numbers)" "$(paths)"
identities() { for address in $(addresses "${host[0]}"); do echo "1Linux_scsi_debug_$(tail -c +5 "$(of_device "$address" vpd_pg80)")"; done; }
check_equal "maps are called by vendor, product and serial number of their units" "$(identities | sort)" "$(mpath_shell "mpath:show maps --raw --format '%w'" | sort)"

note "not root"
as_nobody() {
    local home=$PWD/nobody
    mkdir -p "$home"/{etc,deploy} && cp "$MPATH_HOME"/etc/* "$home/etc/" && rm "$home/etc/org.mpath.transport.lab.cfg" || return
    chown -R 65534:65534 "$home"
    setpriv --reuid=65534 --regid=65534 --clear-groups /mpath/mpath run -c 'mpath:transports; mpath:maps' \
        --etc "$home/etc" --var "$home/var" --deploy "$home/deploy" >nobody.txt 2>nobody.log
}
check "who is not root starts it all the same" as_nobody || note "$(cat nobody.txt nobody.log)"
check "one sentence says what is missing" grep -q "^sg .* $PATHS of $PATHS disk(s) could not be opened: open /dev/sg.*: Permission denied" nobody.txt
check_equal "it is logged once" 1 "$(grep -c 'event=sg.incomplete' nobody.log)"
check_equal "and the lab has its maps" 3 "$(grep -c ' 4/4 ' nobody.txt)"

note "events"
scans() { logged 'event=sg.scanned'; }
quiet() { local before; before=$(scans); sleep 2; [[ $(scans) == "$before" ]]; }
# an event as of the kernel, but from a process; tells udev's listeners nothing
pretend() {
    /usr/bin/python3 -c '
import socket
message = b"remove@/class/scsi_generic/sg0\0ACTION=remove\0DEVPATH=/class/scsi_generic/sg0\0SUBSYSTEM=scsi_generic\0"
with socket.socket(16, socket.SOCK_DGRAM, 15) as kernel:
    try:
        kernel.sendto(message, (0, 1))
    except ConnectionRefusedError:
        pass  # nobody but the group
'
}
await 60 quiet
before=$(scans)
check "somebody pretends to be the kernel" pretend
check_equal "and is not heard" "$before" "$(sleep 3; scans)"
events=$(</sys/kernel/uevent_seqnum)
for i in 1 2 3 4; do for node in /sys/class/scsi_generic/sg*; do echo change >"$node/uevent"; done; done
events=$(($(</sys/kernel/uevent_seqnum) - events))
await 60 quiet
looked=$(($(scans) - before))
note "$events events, $looked scans"
check "a burst of events of the kernel is heard, and is a few scans" test $looked -ge 1 -a $((looked * 8)) -le "$events"

note "more events than the kernel keeps"
# flood: events of no disk, until the kernel throws away those for the runtime, whose socket has the number of its process
flood() {
    /usr/bin/python3 - "$MPATH_PID" <<'END'
import sys

def lost():
    for line in open("/proc/net/netlink"):
        words = line.split()
        if words[1:3] == ["15", sys.argv[1]]:
            return int(words[8])

before = lost()
with open("/sys/devices/virtual/mem/null/uevent", "wb", buffering=0) as device:
    for thousand in range(1, 500):
        for _ in range(1000):
            device.write(b"change")
        if lost() > before:
            sys.exit(print(f"# {thousand} thousand events"))
sys.exit("none was lost")
END
}
# unheard NAME DISKS COMMAND...: the runtime stands still and the kernel throws events away, while the command makes it so many disks
unheard() {
    local lost
    lost=$(logged 'event=sg.kernel_events_lost')
    kill -STOP "$MPATH_PID"
    check "events are lost while nobody takes them" flood
    "${@:3}"
    check "$1" await 60 count_disks "$2"
    kill -CONT "$MPATH_PID"
    more_lost() { (($(logged 'event=sg.kernel_events_lost') > $1)); }
    check "the transport says that it did not hear everything" await 60 more_lost "$lost"
    check "and has the paths that there are" await 60 paths_are_disks
}
remove $(addresses "${host[3]}")
expect 3/3 "a host's disks are removed"
await 60 quiet
unheard "unheard, they come back" $PATHS scan "${host[3]}"
expect 4/4 "they are in their maps"
await 60 quiet
unheard "unheard, those of another host are removed" $((PATHS - UNITS)) remove $(addresses "${host[1]}")
expect 3/3 "they are in no map"
scan "${host[1]}"
expect 4/4 "events are heard again"

note "a device that vanishes"
mapfile -t maps < <(names)
unit=$(mpath_shell "mpath:topology ${maps[0]}" | sed -n 's#.* sg:[^ ]*/\([0-9]*\) .*#\1#p' | head -1)
vanishing=${host[2]}:0:0:$unit
slow() { echo "$1" >/sys/bus/pseudo/drivers/scsi_debug/delay; } # in 4 ms; refused while a command is under way
busy() { (($(<"$(of_device "$vanishing" device_busy)") > 0)); }
check "commands take a second" await 60 slow 250
verify_start "${maps[0]}"
check "one is under way" await 60 busy
remove "$vanishing"
three_left() { mpath_shell mpath:maps | grep "^${maps[0]} " | grep -q ' 3/3 '; }
check "its device is deleted, and the path leaves the map" await 60 three_left
check "I/O goes on" mpath_io_goes_on "${maps[0]}"
check "the client saw no error: each request ended once" verify_stop
check_equal "no outcome is unknown" 0 "$(logged 'event=io.indeterminate')"
check_equal "nothing went wrong inside" 0 "$(logged 'Exception\|event=path.listener_failed\|event=reactor')"
mpath_stop
check "no node is left open" unload_scsi_debug

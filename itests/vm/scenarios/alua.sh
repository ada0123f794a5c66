# ALUA on disks of this host: states switched under verified I/O are followed here, in the kernel, and as multipathd follows them.
# limit: 1200 s
. /vm/rig/guest/lib.sh
. /vm/rig/guest/mpath.sh
. /vm/rig/guest/lio.sh

# for both programs
readonly CONFIGURATION='defaults {
    find_multipaths no
    user_friendly_names yes
    polling_interval 1
    max_polling_interval 1
}
overrides {
    path_grouping_policy group_by_prio
    path_checker tur
    failback immediate
    no_path_retry queue
}'
readonly STATES=(optimized non-optimized standby unavailable)

# one unit through 4 host adapters: 1 and 2 are in group g1, 3 and 4 in g2; only the array moves it
make_disks() {
    local number
    modprobe -a sd_mod sg scsi_dh_alua dm-multipath dm-service-time
    lio_start loopback && lio_memory unit 64 0001020304050607b0 && lio_group unit g1 11 1 && lio_group unit g2 12 1 || return
    lio_set unit g2 1
    for number in 1 2 3 4; do
        lio_loop $number && lio_disk $number 0 unit "g$(((number + 1) / 2))" || return
    done
    await 60 count_disks 4 && start_udev
}

# map: its name, once it has all paths
map() { mpath_shell mpath:maps | awk '$3 == "4/4" { print $1; found = 1 } END { exit !found }'; }

# paths_of NUMBER...: how the paths through these adapters are called
paths_of() { for number in "$@"; do echo "sg:$(lio_host "$number"):0:1/0"; done | sort; }
# serves NUMBERS: whether the group that serves the map has just these paths, all of them usable
serves() { [[ $(mpath_serving "$MAP") == "$(paths_of $1)" ]]; }
waits() { mpath_shell "mpath:topology $MAP" | grep -q 'state=queueing'; }

# follows STATE STATE NUMBERS GOES_ON...: the array's groups come to these states, and I/O goes through these adapters
follows() {
    local name="I/O goes through adapters $3 while g1 is ${STATES[$1]} and g2 ${STATES[$2]}"
    lio_set unit g1 "$1"
    lio_set unit g2 "$2"
    if await 90 serves "$3" && "${@:4}"; then pass "$name"; else
        give_up "$name" "$(mpath_shell "mpath:topology $MAP; mpath:events $MAP"; dmsetup status)"
    fi
}

# shape: groups, their priorities and paths, of a tree that multipath prints
shape() {
    awk '/policy=/ { group++; match($0, /prio=[-0-9]+/); priority = substr($0, RSTART, RLENGTH) }
        match($0, /[0-9]+(:[0-9]+){3}/) { print group, priority, substr($0, RSTART, RLENGTH) }' | sort -k 3 |
        awk '{ paths[$1] = paths[$1] " " $3; priority[$1] = $2 }
            END { for (group in paths) print priority[group] paths[group] }' | sort
}
theirs() { multipath -ll | shape; }
ours() { mpath_shell "mpath:show topology $MAP" | shape; }
agree() { [[ -n $(ours) && $(ours) == "$(theirs)" ]]; }
# agrees: a result
agrees() {
    if await 90 agree; then pass "multipath -ll agrees: $(ours | xargs -d '\n' | sed 's/ prio/, prio/g')"; else
        failed "multipath -ll agrees on groups and priorities" "ours:"$'\n'"$(ours)"$'\n'"theirs:"$'\n'"$(theirs)"
    fi
}

start_multipathd() {
    mkdir -p /etc/multipath && echo "$CONFIGURATION" >/etc/multipath.conf
    multipathd -d >/share/alua-multipathd.log 2>&1 &
    MULTIPATHD=$!
    at_end stop_multipathd
    await 60 multipathd show daemon
}
stop_multipathd() {
    kill "$MULTIPATHD" || return
    wait "$MULTIPATHD"
    multipath -F || dmsetup remove_all
}

check "the kernel shows a unit through 4 host adapters" make_disks || exit 1
mkdir -p "$MPATH_HOME/etc" && echo "$CONFIGURATION" >"$MPATH_HOME/etc/multipath.conf"
check "the product starts" mpath_start org.mpath.transport.lab 'enabled = false' org.mpath.transport.sg 'enabled = true' || exit 1
check "there is one map of 4 paths" await 120 map || exit 1
MAP=$(map)
check "multipathd starts beside it" start_multipathd
verify_start "$MAP"

goes_on() { mpath_io_goes_on "$MAP"; }
follows 0 1 "1 2" goes_on; agrees
follows 1 0 "3 4" goes_on; agrees
follows 0 0 "1 2 3 4" goes_on; agrees
follows 2 1 "3 4" goes_on; agrees
follows 0 1 "1 2" goes_on
follows 3 1 "3 4" goes_on; agrees
lio_set unit g2 3
check "I/O waits while no group takes it" await 90 waits
follows 3 1 "3 4" goes_on
follows 0 1 "1 2" goes_on; agrees
note "$(mpath_writes "$MAP") writes"
check "clients that verified all the time saw no error" verify_stop
stop_multipathd

note "the same map in the kernel"
check "it moves to the kernel" mpath_shell "mpath:plane $MAP dm" || exit 1
kernel_text() { dmsetup "$1" "$MAP" | sed 's/ *$//'; }
our_text() { mpath_shell "mpath:$1 $MAP" | sed 's/^[^ :]*: //; s/ *$//'; }
same_table() { [[ $(kernel_text table) == "$(our_text table)" ]]; }
requests() { awk '{ print $1 + $5 }' "/sys/block/$(basename "$(readlink -f "/dev/mapper/$MAP")")/stat"; }
kernel_goes_on() {
    local before
    before=$(requests)
    more() { (($(requests) > $1 + 20)); }
    await 60 more "$before" && await 30 same_table
}
fio --name=kernel --filename="/dev/mapper/$MAP" --direct=1 --rw=randrw --bs=4k --iodepth=4 --ioengine=libaio --size=16M \
    --time_based --runtime=3600 --verify=crc32c --verify_backlog=64 --verify_fatal=1 --output=fio.json --output-format=json &
VERIFY_PID=$!
follows 0 1 "1 2" kernel_goes_on
follows 1 0 "3 4" kernel_goes_on
follows 2 1 "3 4" kernel_goes_on
follows 3 1 "3 4" kernel_goes_on
follows 0 1 "1 2" kernel_goes_on
check "the client that verified all the time saw no error" verify_stop
check "it moves back" await 30 mpath_shell "mpath:plane $MAP core"

# ALUA on a real target, the kernel's own, over iSCSI: it changes states while clients write and verify, and mpath follows.
# limit: 1200 s
. /vm/rig/guest/lib.sh
. /vm/rig/guest/mpath.sh
. /vm/rig/guest/lio.sh

readonly TARGET=iqn.2026-11.org.example:lio
# "follow" is moved by the array only, "move" by us too; each has group g1 behind portals 1 and 2, g2 behind 3 and 4
make_target() {
    local unit type=1 lun=0 tag
    lio_start iscsi || return
    for tag in 1 2 3 4; do lio_portal "$TARGET" $tag "127.0.0.1:326$tag" || return; done
    for unit in follow move; do
        lio_memory $unit 64 "0001020304050607a$lun" && lio_group $unit g1 11 $type && lio_group $unit g2 12 $type || return
        lio_set $unit g2 1
        for tag in 1 2 3 4; do lio_export "iscsi/$TARGET/tpgt_$tag" $lun $unit "g$(((tag + 1) / 2))" || return; done
        type=3 lun=1
    done
}

portals() {
    local tag
    printf 'portals ='
    for tag in 1 2 3 4; do printf ' 127.0.0.1:326%s,%s' $tag "$TARGET"; done
}

start_product() {
    mkdir -p "$MPATH_HOME/etc"
    printf 'overrides {\n    no_path_retry queue\n}\n' >"$MPATH_HOME/etc/multipath.conf"
    mpath_start org.mpath.transport.lab 'enabled = false' \
        org.mpath.transport.iscsi "$(portals)"$'\nping.timeout.millis = 30000\nlogin.timeout.millis = 30000'
}

# map_of SERIAL: the map's name, once it has all paths
map_of() { mpath_shell mpath:maps | awk -v serial="$1" '$3 == "4/4" && $0 ~ serial { print $1; found = 1 } END { exit !found }'; }

# The portals of the usable paths in the group that serves a unit.
serving() {
    mpath_shell "mpath:topology ${map[$1]}" | awk '/status=/ { active = /status=active/ }
        active && / active ready / && match($0, /:326[0-9],/) { print substr($0, RSTART + 4, 1) }' | sort | xargs
}
serves() { [[ $(serving "$1") == "$2" ]]; }
waits() { mpath_shell "mpath:topology ${map[$1]}" | grep -q 'state=queueing'; }

# goes_through UNIT PORTALS WHY: a result
goes_through() {
    local name="$1: I/O goes through portals $2, as $3"
    if await 120 serves "$1" "$2" && mpath_io_goes_on "${map[$1]}"; then
        pass "$name"
    else
        give_up "$name" "$(mpath_shell "mpath:topology ${map[$1]}; mpath:events ${map[$1]}")"
    fi
}

# set_group UNIT GROUP STATE PORTALS WHY: one change at a time, and I/O follows it
set_group() {
    lio_set "$1" "$2" "$3"
    goes_through "$1" "$4" "$5"
}

# g1 is the only optimized group again; what we moved to g2 is taken from it
set_back() {
    if [[ $1 == follow ]]; then
        set_group follow g1 0 "1 2" "g1 is optimized again"
    else
        set_group move g1 0 "1 2 3 4" "g1 is optimized beside g2, which we moved it to"
        set_group move g2 1 "1 2" "g2 is optimized no longer"
    fi
}

# How often a unit was moved by its array (implicit) or by us (explicit), as the kernel tells.
count_moves() { dmesg | grep -c "Successful $1 ALUA transition"; }

check "the kernel serves 2 units through 4 portals" make_target || exit 1
echo 'file target_core_alua.c +p' >/proc/dynamic_debug/control # it tells every transition
check "the product starts" start_product || exit 1
declare -A map
check "there is a map of 4 paths for each unit" await 120 eval 'map_of 607a0 && map_of 607a1' || exit 1
map=([follow]=$(map_of 607a0) [move]=$(map_of 607a1))
verify_start "${map[@]}"

goes_through follow "1 2" "g1 is optimized"
set_group follow g2 0 "1 2 3 4" "g2 is optimized too"
set_group follow g1 1 "3 4" "g1 is optimized no longer"
set_group follow g1 0 "1 2 3 4" "g1 is optimized too"
set_group follow g2 1 "1 2" "g2 is optimized no longer"
for unit in follow move; do
    set_group $unit g1 2 "3 4" "g1 is standby"
    set_back $unit
    set_group $unit g1 3 "3 4" "g1 is unavailable"
    set_back $unit
    [[ $unit == move ]] || check_equal "follow: what the array moves is never told to move" 0 "$(count_moves explicit)"
done
check_equal "move: it is told to move twice, when g1 was standby and unavailable" 2 "$(count_moves explicit)"

lio_set follow g1 3
lio_set follow g2 3
check "follow: I/O waits while no group takes it" await 60 waits follow
set_group follow g2 1 "3 4" "g2 is back"
set_group follow g1 0 "1 2" "g1 is back"
echo 3000 >"$LIO/core/rd_mcp_0/follow/alua/g1/trans_delay_msecs"
set_group follow g1 1 "1 2 3 4" "g1 took 3 s to become as g2"

note "$(count_moves implicit) transitions by the array, $(mpath_writes "${map[follow]}") and $(mpath_writes "${map[move]}") writes"
check "clients that verified all the time saw no error" verify_stop

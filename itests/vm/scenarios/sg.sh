# Paths through /dev/sg*: 16 maps of 4 paths; clients verify while a host's paths are offline, and another's deleted and found again.
# limit: 1200 s
. /vm/rig/guest/lib.sh
. /vm/rig/guest/mpath.sh

readonly UNITS=16 HOSTS=4 LOG=/share/sg-mpath.log

# all_maps PATHS: whether every unit has a map with so many paths usable and in all, such as 3/4
all_maps() { [[ $(mpath_shell mpath:maps | grep -c " $1 ") == "$UNITS" ]]; }
set_state() { for unit in "/sys/class/scsi_device/$1:"*; do echo "$2" >"$unit/device/state"; done; }
delete() { for unit in "/sys/class/scsi_device/$1:"*; do echo 1 >"$unit/device/delete"; done; }
hosts() { ls /sys/class/scsi_device | cut -d: -f1 | sort -nu; }

# expect PATHS NAME: all maps come to have so many, and I/O goes on
expect() {
    if await 240 all_maps "$1" && mpath_io_goes_on "${maps[0]}"; then pass "$2"; else give_up "$2" "$(mpath_shell 'mpath:maps; mpath:paths')"; fi
}

check "4 hosts show 16 units each" scsi_debug $((UNITS * HOSTS)) add_host=$HOSTS num_tgts=1 max_luns=$UNITS vpd_use_hostno=0 \
    dev_size_mb=64 || exit 1
mapfile -t host < <(hosts)
check "the product starts" mpath_start org.mpath.transport.lab 'enabled = false' \
    org.mpath.transport.sg $'enabled = true\nhosts = scsi_debug' || exit 1
check "they are 16 maps of 4 paths" await 300 all_maps 4/4 || exit 1
mapfile -t maps < <(mpath_shell mpath:maps | awk '$3 == "4/4" { print $1 }' | head -4)
verify_start "${maps[@]}"

set_state "${host[0]}" offline
expect 3/4 "a host's paths are offline"
set_state "${host[0]}" running
expect 4/4 "they are running again"
delete "${host[1]}"
expect 3/3 "another host's paths are deleted"
echo '- - -' >"/sys/class/scsi_host/host${host[1]}/scan"
expect 4/4 "a scan finds them again"

note "$(for map in "${maps[@]}"; do mpath_writes "$map"; done | xargs) writes"
check "clients that verified all the time saw no error" verify_stop
check_equal "no outcome is unknown" 0 "$(grep -c 'event=io.indeterminate' "$LOG")"

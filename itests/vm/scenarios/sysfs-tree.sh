# Records what sysfs and udev say of two hosts with two units each, for the tests of transport-sg (scsi-debug.tree there).
. /vm/rig/guest/lib.sh

link() { printf '%s\t-> %s\n' "${1#/}" "$(readlink "$1")"; }
text() { printf '%s\t= %s\n' "${1#/}" "$(cat "$1" 2>/dev/null | tr '\n' '|')"; }
record() {
    local node real file
    for node in /sys/class/scsi_generic/sg*; do
        link "$node"
        link "$(readlink -f "$node")/device"
    done
    for node in /sys/block/*; do
        link "$node"
        real=$(readlink -f "$node")
        text "$real/dev"
        [[ ! -e $real/device ]] || { link "$real/device"; text "$real/queue/max_hw_sectors_kb"; }
    done
    for node in /sys/class/scsi_host/host*; do
        link "$node"
        for file in can_queue proc_name sg_tablesize state; do text "$(readlink -f "$node")/$file"; done
    done
    for node in /sys/bus/scsi/devices/*:*; do
        for file in type state vendor model; do text "$(readlink -f "$node")/$file"; done
    done
    for node in /run/udev/data/b8:*; do text "$node"; done
    text /run/udev/control
}

check "2 hosts show 2 units each" scsi_debug 4 add_host=2 num_tgts=1 max_luns=2 vpd_use_hostno=0 dev_size_mb=8 || exit 1
check "udev knows them" start_udev all
record >/share/sysfs.tree
check_equal "each has a block node" 4 "$(grep -c '^sys/block/sd.*->' /share/sysfs.tree)"
check_equal "each has a record of udev's" 4 "$(grep -c '^run/udev/data/b8:' /share/sysfs.tree)"

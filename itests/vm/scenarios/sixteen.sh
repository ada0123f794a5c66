# 16 units behind 4 hosts are 16 maps of 4 paths, in this process and then in the kernel; clients of all verify while paths go and come.
# limit: 900 s
. /vm/rig/guest/lib.sh
. /vm/rig/guest/mpath.sh

readonly UNITS=16 HOSTS=4

# all_maps PATHS: every unit has a map with so many paths usable and in all, such as 3/4
all_maps() { [[ $(mpath_shell mpath:maps | grep -c " $1 ") == "$UNITS" ]]; }
names() { mpath_shell mpath:plane | awk 'NR > 1 {print $1}'; }
writes() { mpath_shell 'mpath:maps --json' | grep -o '"writes":[0-9]*' | awk -F: '{ all += $2 } END { print all }'; }
more_writes() { (($(writes) > $1)); }

# clients WORD...: one for each map, with these words of its own, in which MAP stands for its name; each writes and reads back,
# where no other one does: all units of scsi_debug are one memory
clients() {
    local map offset=0 words=(--rw=randrw --bs=4k --iodepth=2 --rate_iops=5,5 --size=4M --time_based --runtime=3600 --verify=crc32c
        --verify_backlog=16 --verify_fatal=1 --thread --output=fio.json --output-format=json)
    for map in $(names); do words+=(--name="$map" "${@//MAP/$map}" --offset="$((offset++ * 4))M"); done
    fio "${words[@]}" 2>fio.err &
    CLIENTS=$!
    await 120 more_writes "$(writes)"
}

no_error() {
    kill -INT "$CLIENTS" || return # it has ended: somebody saw an error
    wait "$CLIENTS"
    [[ $(grep -c '"error" : 0,' fio.json) == "$UNITS" ]] && ! grep -E '"total_err" : [^0]' fio.json || { tail -n 20 fio.err; return 1; }
}

# expect PATHS NAME: all maps come to have so many, and I/O goes on
expect() {
    if await 240 all_maps "$1" && await 60 more_writes "$(($(writes) + UNITS))"; then
        pass "$2"
    else
        give_up "$2" "$(mpath_shell 'mpath:maps; mpath:paths')"
    fi
}

# faults WHERE: what happens to paths while clients verify
faults() {
    local host
    mapfile -t host < <(hosts)
    state offline $(addresses "${host[0]}")
    expect 3/4 "$1: a host's paths are set offline"
    state running $(addresses "${host[0]}")
    expect 4/4 "$1: they run again"
    remove $(addresses "${host[1]}")
    expect 3/3 "$1: another host's paths are deleted"
    scan "${host[1]}"
    expect 4/4 "$1: a scan finds them again"
    check "$1: no client saw an error" no_error
}

# same table|status: our text of every map is the kernel's
same() { diff <(dmsetup "$1" | sed 's/ *$//' | sort) <(mpath_shell "mpath:$1" | sed 's/ *$//' | sort); }
move_all() { mpath_shell "$(for map in $(names); do printf 'mpath:plane %s %s;' "$map" "$1"; done)"; }

modprobe -a dm-multipath dm-service-time dm-round-robin scsi_dh_alua
scsi_debug $((UNITS * HOSTS)) add_host=$HOSTS num_tgts=1 max_luns=$UNITS vpd_use_hostno=0 dev_size_mb=64
mpath_start org.mpath.transport.lab 'enabled = false' org.mpath.transport.sg $'enabled = true\nhosts = scsi_debug'
at_end dmsetup remove_all
await 300 all_maps 4/4 || give_up "they are 16 maps of 4 paths" "$(mpath_shell 'mpath:maps; mpath:paths')"
pass "they are 16 maps of 4 paths"
note "they are there $(millis) ms after the guest started"

clients --ioengine=nbd "--uri=nbd+unix:///MAP?socket=$MPATH_HOME/var/run/nbd.sock" || give_up "clients of this process" "$(cat fio.err)"
faults "in this process"

check "all maps move to the kernel at a word" move_all dm
check_equal "the kernel has them" "$UNITS" "$(dmsetup ls --target multipath | wc -l)"
check "all tables are the kernel's" await 20 same table
check "all states are the kernel's" await 20 same status
clients --ioengine=libaio --direct=1 --filename=/dev/mapper/MAP || give_up "clients of the kernel" "$(cat fio.err)"
faults "in the kernel"
check "all tables are the kernel's afterwards" await 20 same table
check "all states are the kernel's afterwards" await 20 same status
check "all maps move back" move_all core
check_equal "and leave nothing in the kernel" "No devices found" "$(dmsetup ls)"

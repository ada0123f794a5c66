# Tables and messages out of a seed: the kernel and core answer in the same words.
# limit: 400 s
# Without a seed: 1, of which runtime/doc/oracle.md says that it is green; and what fits in a minute.
# By hand: MPATH_ORACLE_SEED=$SRANDOM MPATH_ORACLE_SECONDS=3000 MPATH_VM_SECONDS=3600 itests/vm/run oracle; also MPATH_ORACLE_FIRST and _CASES.
. /vm/rig/guest/lib.sh
[[ ! -f /share/oracle.env ]] || { . /share/oracle.env; rm /share/oracle.env; }
readonly SEED=${MPATH_ORACLE_SEED:-1} FIRST=${MPATH_ORACLE_FIRST:-1}
readonly CASES=${MPATH_ORACLE_CASES:-10000} SECONDS_MAX=${MPATH_ORACLE_SECONDS:-60}

# numbers DEVICE...: as device-mapper writes them, with commas
numbers() { local device; for device; do cat "/sys/block/$device/dev"; done | paste -sd,; }
with_handler() { [[ $(cat "/sys/block/$1/device/dh_state") == "$2" ]]; }
# disks_with HANDLER
disks_with() { local disk; for disk in $(disks); do ! with_handler "$disk" "$1" || echo "$disk"; done; }
ready() { count_disks 8 && [[ $(disks_with alua | wc -l) == 4 ]]; }

dmesg -n 1 # each table that is refused is a line on the console
at_end dmesg -n 4
export DM_DISABLE_UDEV=1 # who waits for it
modprobe -a dm-multipath scsi_dh_alua scsi_dh_rdac scsi_dh_emc scsi_dh_hp_sw sd_mod
selectors=round-robin
for name in queue-length service-time historical-service-time io-affinity; do
    ! modprobe -q "dm-$name" || selectors+=,$name
done
# 4 disks that claim no target port groups, 4 that do; and 6 block devices that are no SCSI disks
scsi_debug 4 max_luns=4 vpd_use_hostno=0 dev_size_mb=16
echo 1 >/sys/bus/pseudo/drivers/scsi_debug/vpd_use_hostno
echo 1 >/sys/bus/pseudo/drivers/scsi_debug/add_host
check "4 disks have no device handler, 4 have alua" await 30 ready
modprobe null_blk nr_devices=6 gb=1
at_end modprobe -r null_blk

oracle_run() {
    java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '/vm/target/classes:/vm/target/lib/*' org.mpath.itests.vm.oracle.OracleRun \
        seed="$SEED" first="$FIRST" count="$CASES" seconds="$SECONDS_MAX" selectors="$selectors" \
        bare="$(numbers $(disks_with detached))" alua="$(numbers $(disks_with alua))" others="$(numbers nullb{0..5})" >/share/oracle.txt 2>&1
    echo $? >status
}
# a call that waits in the kernel for ever cannot be ended: then the process stays, and is not waited for
ended() { [[ -s status ]] || tail -1 /share/oracle.txt | grep -q '^gave up$'; }
where_it_waits() {
    mount -t debugfs debugfs /sys/kernel/debug
    timeout 5 dmsetup status --noflush
    timeout 5 dmsetup table
    grep -r . /sys/kernel/debug/block/{dm-*,sd*}/{state,requeue_list,hctx*/busy,hctx*/dispatch} /proc/scsi/scsi_debug
    echo t >/proc/sysrq-trigger # tasks, and what work queues have to do
    dmesg
}

# row NUMBER...: what follows shows these rows of runtime/doc/seeds.md
row() { note "row $* at $(millis) ms"; }

row 047 048 049 052 072 073 077
oracle_run &
await $((SECONDS_MAX + 300)) ended
status=$(cat status 2>/dev/null || echo none)
[[ $status != none ]] || where_it_waits >/share/oracle-waits.txt 2>&1
note "$(head -1 /share/oracle.txt); $(tail -1 /share/oracle.txt)"
check "the kernel and core answer tables and messages in the same words" eval "cat /share/oracle.txt; [[ $status == 0 ]]"
check_equal "and no map is left" "No devices found" "$(dmsetup ls)"

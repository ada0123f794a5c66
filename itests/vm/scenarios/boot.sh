# The kernel and its modules: what every other scenario stands on.
. /vm/rig/guest/lib.sh

note "kernel $(uname -r), up for $(millis) ms"
check "device-mapper and its path selectors load" modprobe -a dm-mod dm-multipath dm-round-robin dm-queue-length dm-service-time
check "the control node of device-mapper is there" test -c /dev/mapper/control
offers_multipath() { dmsetup targets | grep "^multipath "; }
check "the kernel offers the target multipath" offers_multipath
check "device handlers load" modprobe -a scsi_dh_alua scsi_dh_rdac scsi_dh_emc scsi_dh_hp_sw
check "4 hosts show 2 units each" scsi_debug 8 add_host=4 num_tgts=1 max_luns=2 vpd_use_hostno=0 dev_size_mb=16
check_equal "each disk has an sg node" 8 "$(find /dev -name 'sg[0-9]*' -type c | wc -l)"
identities() { for disk in $(disks); do /lib/udev/scsi_id --whitelisted --device "/dev/$disk"; done | sort -u | wc -l; }
check_equal "8 paths lead to 2 units" 2 "$(identities)"

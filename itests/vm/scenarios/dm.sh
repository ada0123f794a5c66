# Maps move to the kernel's device-mapper and back; its words are ours, discovery steers it, refusals leave nothing behind.
# limit: 900 s
. /vm/rig/guest/lib.sh
. /vm/rig/guest/mpath.sh

readonly UNITS=2 HOSTS=4

# disks_of LUN: the disks that lead to this unit
disks_of() { local device; for device in "/sys/class/scsi_device/"*":$1"; do ls "$device/device/block"; done; }
# plain_table DISK...: a table of these paths as anybody could write it
plain_table() { printf '0 65536 multipath 0 0 1 1 service-time 0 %d 1' $#; for disk; do printf ' %s 1' "$(disk_number "$disk")"; done; }
maps_of_all_paths() { [[ $(mpath_shell 'mpath:maps' | grep -c " $HOSTS/$HOSTS ") == "$UNITS" ]]; }
# map_of LUN: the map of this unit
map_of() { mpath_shell 'mpath:plane' | awk -v unit="$((2000 + $1))$" '$4 ~ unit {print $1}'; }
letter() { dmsetup status "$1" | grep -o "$2 [AF]" | tail -n 1 | cut -d' ' -f2; }
is_letter() { [[ $(letter "$1" "$2") == "$3" ]]; }
# disk_number DISK: as device-mapper writes it
disk_number() { cat "/sys/block/$1/dev"; }
disk_of() { basename "$(readlink -f "/sys/dev/block/$1")"; }
# paths_of MAP: numbers of its paths
paths_of() { dmsetup deps "$1" | grep -o '([0-9]*, [0-9]*)' | tr -d '() ' | tr ',' ':'; }
event() { [[ $(mpath_shell "mpath:events $1 -n 256") == *"$2"* ]]; }

modprobe -a dm-multipath dm-service-time dm-round-robin scsi_dh_alua
start_udev
scsi_debug $((UNITS * HOSTS)) add_host=$HOSTS max_luns=$UNITS vpd_use_hostno=0 dev_size_mb=32
udevadm settle --timeout=60
mpath_start org.mpath.transport.sg 'enabled = true' org.mpath.transport.lab 'enabled = false'
at_end dmsetup remove_all
await 120 maps_of_all_paths || give_up "$UNITS units are maps of $HOSTS paths" "$(mpath_shell 'mpath:paths')"
MAP=$(map_of 0)
OTHER=$(map_of 1)
check_equal "new maps run in this process" "core core" "$(mpath_shell 'mpath:plane' | awk 'NR > 1 {print $2}' | xargs)"
check_equal "and the kernel has none" "No devices found" "$(dmsetup ls)"

note "who else acts on maps"
dmsetup create stranger --uuid mpath-stranger --table "$(plain_table $(disks_of 0))"
all_failed() { [[ $(dmsetup status "$1" | grep -o '[0-9]:[0-9]* F' | wc -l) == "$HOSTS" ]]; }
check "multipathd's udev rule fails the paths of a map that udev calls otherwise" await 60 all_failed stranger
udevadm settle --timeout=60
dmsetup remove --retry stranger
sed -i 's/^E:ID_SERIAL=.*/E:ID_SERIAL=another/' /run/udev/data/b8:*
refused "so such a map is kept out of the kernel" 'udev calls the unit of path' "mpath:plane $MAP dm"
udevadm trigger --type=devices --action=change --subsystem-match=block --settle
printf 'defaults {\n user_friendly_names no\n find_multipaths no\n}\n' >/etc/multipath.conf
at_end rm /etc/multipath.conf
multipathd -d -s >multipathd.log 2>&1 &
MULTIPATHD=$!
multipathd_has_both() { [[ $(dmsetup ls --target multipath | wc -l) == "$UNITS" ]]; }
check "multipathd makes its maps" await 90 multipathd_has_both
refused "while multipathd runs the kernel's maps are its own" 'multipathd runs' "mpath:plane $MAP dm"
kill $MULTIPATHD
wait $MULTIPATHD
refused "a unit that has a map in the kernel gets no other one, and it is named" "has UUID mpath-" "mpath:plane $MAP dm"
udevadm settle --timeout=60
dmsetup remove_all
check_equal "nothing is left of any refusal" "No devices found" "$(dmsetup ls)"
DISK=$(for disk in $(disks_of 1); do grep -q active "/sys/block/$disk/device/access_state" && echo "$disk"; done | head -n 1)
mkfs.ext4 -q "/dev/$DISK" && mkdir -p mnt && mount "/dev/$DISK" mnt
refused "a path that somebody has for himself keeps its map in this process, and says who it is" "is used by mount $PWD/mnt" \
    "mpath:plane $OTHER dm"
umount mnt

note "moving"
check "a map moves to the kernel at a word" mpath_shell "mpath:plane $MAP dm"
check_equal "its UUID is multipath-tools'" "mpath-$(mpath_shell "mpath:plane $MAP" | awk 'NR == 2 {print $4}')" \
    "$(dmsetup info -c --noheadings -o uuid "$MAP")"
check "it has a node" test -b "/dev/mapper/$MAP"
check_equal "only root may use the node" 600 "$(stat -Lc %a "/dev/mapper/$MAP")"
udevadm settle --timeout=60
check_equal "udev leaves its paths alone" $HOSTS "$(dmsetup status "$MAP" | grep -o '[0-9]:[0-9]* A' | wc -l)"
check "our table is the kernel's" await 20 same_text table "$MAP"
check "our status is the kernel's" await 20 same_text status "$MAP"
check_equal "it has all its paths" $HOSTS "$(paths_of "$MAP" | wc -l)"
check_equal "paths keep their names in what faces show" $HOSTS "$(mpath_shell "mpath:topology $MAP" | grep -c 'sg:')"
check_equal "the choice is kept" dm "$(mpath_shell "mpath:plane $MAP" | awk 'NR == 2 {print $2}')"

udevadm monitor --udev --property --subsystem-match=block >udev.txt &
MONITOR=$!
await 20 grep -q '^UDEV - ' udev.txt
check "a table is loaded again" mpath_shell "mpath:load $MAP $(mpath_text table "$MAP")"
check "udev's rules are told that only the paths of the map are new" await 60 grep -q '^DM_SUBSYSTEM_UDEV_FLAG0=1' udev.txt
check "so that nobody looks again for what is on it" grep -q '^MPATH_UNCHANGED=1' udev.txt
kill $MONITOR

note "paths by hand, by discovery"
PATHS=($(paths_of "$MAP"))
NAME=$(mpath_shell "mpath:topology $MAP" | grep -o 'sg:[^ ]*' | head -n 1)
check "a path fails by hand" mpath_shell "mpath:message $MAP 'fail_path $NAME'"
check "the kernel has it so" prints ' F ' dmsetup status "$MAP"
check "and faces say why" event "$MAP" "$NAME"
all_active() { ! dmsetup status "$1" | grep -q ' F '; }
check "discovery reinstates it, for its checks are good" await 90 all_active "$MAP"
DISK=$(disk_of "${PATHS[0]}")
echo offline >"/sys/block/$DISK/device/state"
check "discovery tells an idle map of a broken path" await 120 is_letter "$MAP" "${PATHS[0]}" F
echo running >"/sys/block/$DISK/device/state"
check "and that it is back" await 120 is_letter "$MAP" "${PATHS[0]}" A

note "I/O while paths go and come"
fio --name=verify --filename="/dev/mapper/$MAP" --direct=1 --rw=randrw --bs=4k --iodepth=4 --ioengine=libaio --size=8M \
    --time_based --runtime=600 --verify=crc32c --verify_backlog=64 --verify_fatal=1 --output=fio.txt &
FIO=$!
opened() { (($(dmsetup info -c --noheadings -o open "$MAP") > 0)); }
await 60 opened
refused "a map in use does not move, and says who has it" 'used by process' "mpath:plane $MAP core"
for path in "${PATHS[@]:0:3}"; do
    disk=$(disk_of "$path")
    echo offline >"/sys/block/$disk/device/state"
    check "path $path fails under I/O" await 120 is_letter "$MAP" "$path" F
    echo running >"/sys/block/$disk/device/state"
    check "path $path comes back" await 120 is_letter "$MAP" "$path" A
done
kill -INT $FIO
wait $FIO # 128: it was told to end
check "no I/O failed" grep -q 'err= 0' fio.txt
check "and there was some" grep -q 'READ: .*io=[1-9]' fio.txt

note "refusals"
refused "a table that the kernel refuses says why" 'invalid number of paths' \
    "mpath:load $MAP 0 65536 multipath 0 0 1 1 round-robin 0 0 1"
check_equal "and leaves the live table" $HOSTS "$(paths_of "$MAP" | wc -l)"
check_equal "and no other one" "" "$(dmsetup table --inactive "$MAP")"
dmsetup create holder --table "0 8 linear /dev/mapper/$MAP 0"
refused "a map with a device on it does not move, and says which" '(holder)' "mpath:plane $MAP core"
dmsetup remove --retry holder
refused "what the kernel cannot do is refused" 'only no_path_timeout can be set' "mpath:policy $MAP fence=fast"
check "what can be done for it is done" mpath_shell "mpath:policy $MAP no_path_timeout=5000"

note "others"
dmsetup create "$OTHER" --uuid foreign --table "0 65536 error"
refused "a device of the same name is left alone" 'UUID foreign' "mpath:plane $OTHER dm"
check_equal "and the map goes on where it was" core "$(mpath_shell "mpath:plane $OTHER" | awk 'NR == 2 {print $2}')"
dmsetup remove --retry "$OTHER"
TABLE=$(dmsetup table "$MAP")
set_table() { dmsetup suspend --noflush "$MAP" && dmsetup load "$MAP" --table "$1" && dmsetup resume "$MAP"; }
LONE="0 $(echo "$TABLE" | cut -d' ' -f2) multipath 0 0 1 1 round-robin 0 1 1 ${PATHS[0]} 1"
set_table "$LONE"
check "somebody else's table is noticed" await 60 log_says "event=dm.not_steered map=$MAP"
refused "and not fought" 'not steered from here' "mpath:message $MAP queue_if_no_path"
set_table "$TABLE"
check "until the former one is back" await 60 log_says "event=dm.steered_again map=$MAP"

note "the end, and a restart"
mpath_shell "mpath:plane $OTHER" | awk 'NR == 2 {print $4}' >unit1
mpath_stop
check "maps stay when the runtime ends" test -b "/dev/mapper/$MAP"
dmsetup create left --uuid "mpath-$(cat unit1)" --table "$(plain_table $(disks_of 1))"
mpath_start org.mpath.transport.sg 'enabled = true' org.mpath.transport.lab 'enabled = false' org.mpath.backend.dm 'adopt = true'
await 120 maps_of_all_paths
check_equal "and are taken back" "dm" "$(mpath_shell "mpath:plane $MAP" | awk 'NR == 2 {print $2}')"
check_equal "a map that somebody else left is adopted where that is wanted" "dm" "$(mpath_shell "mpath:plane left" | awk 'NR == 2 {print $2}')"
check "maps move back at a word" mpath_shell "mpath:plane $MAP core; mpath:plane left core"
check_equal "and leave nothing in the kernel" "No devices found" "$(dmsetup ls)"

# What keeps a map out of the kernel is said in one sentence, and leaves nothing half made: who may not, what is missing, what cannot.
# limit: 600 s
. /vm/rig/guest/lib.sh
. /vm/rig/guest/mpath.sh

# refused NAME WORDS: the map does not move, for this reason in one line; it is where it was, and the kernel has nothing of it
refused() {
    local answer
    answer=$(mpath_shell 'mpath:plane mpatha dm' 2>&1) && { failed "$1" "it was done: $answer"; return; }
    if [[ $answer == *"map mpatha: "*"$2"* && $(wc -l <<<"$answer") == 1 ]]; then pass "$1"; else failed "$1" "$answer"; fi
    check_equal "$1, and the map goes on where it was" core "$(mpath_shell 'mpath:plane mpatha' | awk 'NR == 2 {print $2}')"
}

has_map() { mpath_shell 'mpath:plane mpatha'; }

modprobe -a dm-multipath
note "as a user who is not root"
mkdir -p mpath && chown nobody mpath
MPATH_BY=(setpriv --reuid=nobody --regid=nogroup --clear-groups)
mpath_start
await 120 has_map || give_up "the lab's maps are there" "$(mpath_shell mpath:paths)"
refused "another user than root is told so" "device-mapper is root's: user nobody may not use /dev/mapper/control"
mpath_stop

note "as root"
rm -rf mpath
MPATH_BY=()
rm /dev/mapper/control
at_end dmsetup mknodes
mpath_start
await 120 has_map || give_up "the lab's maps are there again" "$(mpath_shell mpath:paths)"
refused "a host without device-mapper is told what to do" \
    "there is no device-mapper here, /dev/mapper/control is missing: modprobe dm-multipath, or give it to the container"
mkdir -p /dev/mapper
mknod -m 600 /dev/mapper/control c 10 "$(awk '$2 == "device-mapper" {print $1}' /proc/misc)"
LIBRARY=$(readlink -f /usr/lib/x86_64-linux-gnu/libdevmapper.so.1.02.1)
at_end "test ! -e /tmp/library || mv /tmp/library $LIBRARY"
mv "$LIBRARY" /tmp/library
refused "a host without the library is told which package brings it" \
    "libdevmapper.so.1.02.1 is missing: install libdevmapper1.02.1 (Debian) or device-mapper-libs (Red Hat)"
mv /tmp/library "$LIBRARY"
refused "a path that is no disk of this kernel stays in this process" "is not known to the kernel: it has no block device, so only the core can use it"
check_equal "the kernel has no device" "No devices found" "$(dmsetup ls)"

# What the first multipath-tools could do, on disks of a kernel: rows of runtime/doc/seeds.md, from finding paths to the table.
# limit: 900 s
. /vm/rig/guest/lib.sh
. /vm/rig/guest/mpath.sh
. /vm/rig/guest/lio.sh
. /vm/rig/guest/rows.sh

list() { mpath_shell 'mpath:list --legacy'; }
wwid_of() { mpath_shell "mpath:show maps $1 --raw --format '%w'"; }
# loads MAP: how many tables it was loaded with
loads() { mpath_shell "mpath:show maps $1 --raw --format '%2'"; }

modprobe -a dm-multipath dm-service-time scsi_dh_alua
rows_disks 3
remove $(for host in "${HOSTS[@]:1}"; do addresses "$host"; done)
rows_start 2
await 120 maps_have 1 2 || give_up "there are 2 maps" "$(mpath_shell 'mpath:paths')"

row 026
check_equal "as many maps as the setting allows" 2 "$(names | wc -l)"
check "the paths of the third unit say why they are in none" await 60 prints 'maps.max is 2' mpath_shell 'mpath:paths'
discovery_file 0 1000
check "a bound out of its range is refused" await 60 log_says 'event=config.rejected pid=org.mpath.discovery'
check_equal "and the former one stays" 2 "$(names | wc -l)"
discovery_file 100 1000
check "with a higher one the third unit is a map" await 60 maps_have 1

row 033 035
LAST=$(addresses | tail -n 1)
check "the last disk is a unit's only path, and makes a map" prints "\\\\_(${LAST//:/ }) /dev/$(generic_of "$LAST") op:1" list
check_equal "each map was made: N|" "$UNITS" "$(list | grep -c '^N|')"
NEW=$(list | grep '^N|' | cut -d' ' -f1-4 | cut -c3-)

row 039
scan "${HOSTS[@]:1:3}"
check "the disks of 3 more hosts join the maps" await 120 maps_have 4
FIRST=$(names | head -n 1)
count=$(loads "$FIRST")
for i in 1 2 3 4 5; do
    remove $(addresses "${HOSTS[3]}")
    scan "${HOSTS[3]}"
done
check "a host's disks go and come 5 times, and the last state counts" await 120 maps_have 4
check "a table at most for each change" test $(($(loads "$FIRST") - count)) -le 10
count=$(loads "$FIRST")
jobs=()
for i in 1 2 3 4 5; do mpath_shell mpath:rescan >/dev/null & jobs+=($!); done
wait "${jobs[@]}"
check_equal "what triggers without a change loads nothing" "$count" "$(loads "$FIRST")"

row 035
check_equal "each map was loaded again: U|" "$UNITS" "$(list | grep -c '^U|')"
check_equal "it is the same unit of the same size" "$NEW" "$(list | grep '^U|' | cut -d' ' -f1-4 | cut -c3-)"
check_equal "the size is the disk's" "$(cat "/sys/block/$(block_of "$LAST")/size")" "$(mpath_text table "$FIRST" | cut -d' ' -f2)"

row 027 028 038
modprobe loop max_loop=1 && modprobe brd rd_nr=1 && modprobe null_blk && at_end modprobe -ra loop brd null_blk
for other in loop0 ram0 nullb0 vda; do check "there is $other, which is no disk of SCSI" test -d "/sys/block/$other"; done
mpath_shell mpath:rescan >/dev/null
expected() { for a in $(addresses); do echo "sg:${a%:*}/${a##*:} $a $(number_of "$a")"; done; }
check_equal "the paths are the disks behind SCSI hosts, each with its own block node, and nothing else" "$(expected)" \
    "$(mpath_shell "mpath:show paths --raw --format '%d %i %D'" | sort -V)"

row 032
check_equal "each unit has the paths with its identity" "$(printf '4\n4\n4')" \
    "$(list | sed -n '/^# all units/,/^# all tables/p' | awk '/^[0-9]/ {if (n) print n; n = 0} /^ / {n++} END {print n}')"
identities() { local address; for address; do /lib/udev/scsi_id --whitelisted --device "/dev/$(block_of "$address")"; done | sort -u; }
check_equal "which udev's program finds to be one, too" "1 1 1" \
    "$(for map in $(names); do identities $(paths_of "$map" %i) | wc -l; done | xargs)"

row 036
check "a map goes to the kernel" mpath_shell "mpath:plane $(names | sed -n 2p) dm"
kernel_now() { dmsetup table; dmsetup status; dmsetup info -c --noheadings -o name,open,events,uuid; }
ours_now() { mpath_shell 'mpath:table; mpath:status; mpath:events -n 256' | sed 's/  *$//'; }
before=$(kernel_now; ours_now)
rows_configuration failover
check_equal "a dry run shows the table of each map" "$UNITS" "$(mpath_shell 'mpath:list --legacy --dry-run' | grep -c '^U|')"
check_equal "and those that another configuration would load" "$UNITS" \
    "$(mpath_shell 'mpath:config apply --dry-run' | grep -c '^would be reloaded: ')"
check_equal "both touch nothing, neither here nor in the kernel" "$before" "$(kernel_now; ours_now)"

row 034
THIRD=$(names | sed -n 3p)
WWID=$(wwid_of "$THIRD")
STALE=($(paths_of "$THIRD" %i))
state offline "${STALE[0]}"
is_stale() { prints "(${STALE[0]//:/ }) /dev/$(generic_of "${STALE[0]}") op:0" list; }
check "a path that does not answer is stale" await 60 is_stale
check_equal "it is in no unit and in no table" "3 3" \
    "$(list | grep -c "^ .*[^0-9]${STALE[0]##*:}) .*op:1") $(list | grep "^U|$WWID " | grep -o 'sg:' | wc -l)"
state offline "${STALE[@]}"
check "a unit without a live path has a sentence in place of a table" await 60 prints "^# $WWID: no live path, no map" list
state running "${STALE[@]}"
check "they come back" await 120 maps_have 4

# ---- units of the kernel's own target, which may be called anything ----------------------------------------------------

check "the kernel's target is there" lio_start loopback
for loop in 1 2 3; do lio_loop $loop; done
# map_of PRODUCT; has_paths PRODUCT NUMBER: its map has so many
map_of() { mpath_shell "mpath:show maps --raw --format '%n %p'" | awk -v product="$1" 'index($0, product) {print $1}'; }
has_paths() { [[ -n $(map_of "$1") && $(paths_of "$(map_of "$1")" %i | wc -l) == "$2" ]]; }

# disk_at NUMBER: its address, once the kernel has made a disk of it; disk NUMBER UNIT: makes one
disk_at() { local address; address=$(lio_host 1):0:1:$1; await 60 test -e "$(of_device "$address" block)" && echo "$address"; }
disk() { lio_disk 1 "$1" "$2" default_tg_pt_gp && disk_at "$1"; }

row 029
kill -STOP "$MPATH_PID"
check "there is a unit that a program answers for" lio_program unit 16 00020304050607c0 USERS DISK
check "its disk is there, and the runtime has not seen it" disk 0 unit
touch recovered
# 21: it was done, with a recovered error
recovers() { local data; data=$(sg_raw --request=96 "/dev/$(generic_of "$(disk_at 0)")" 12 00 00 00 60 00 2>&1); [[ $? == 21 && $data == *USERS* ]]; }
check "now it has to get over an error whenever it tells who it is" recovers
kill -CONT "$MPATH_PID"
check "what it tells counts: it is a map" await 60 has_paths DISK 1
check_equal "called as it says in spite of the error" "350020304050607c0" "$(wwid_of "$(map_of DISK)")"
rm recovered

row 030 031
check "the kernel's target has a unit of a listed product, of another vendor" lio_memory listed 4 00010203040506a0 ACME 'HSV110 (C)COMPAQ'
check "and one of a product that is not listed" lio_memory other 4 00010203040506a1 COMPAQ 'HSV200'
both() { disk 1 listed && disk 2 other; }
check "there are disks of both" both
digits() { sg_inq --page=0x83 --raw "/dev/$(generic_of "$(disk_at 1)")" | od -An -v -tx1 -j8 -N16 | tr -d ' \n'; }
check "the listed one is a map" await 60 has_paths HSV110 1
check_equal "called by 16 bytes of VPD page 83h" "$(digits)" "$(wwid_of "$(map_of HSV110)")"
check "the other one is none, and says why" await 60 prints 'no identity by whitelist-2003' mpath_shell 'mpath:paths'
check_equal "what has no identity is in no unit" 0 "$(list | grep '^ ' | grep -c HSV200)"

row 038
# policy PRODUCT POLICY PATHS GROUPS: results
policy() {
    groups() { [[ $(mpath_shell "mpath:topology $(map_of "$1")" | grep -c policy=) == "$2" ]]; }
    check "the map of $1 has $3 paths" await 60 has_paths "$1" "$3"
    check "its policy since 2003, $2, makes $4 group(s) of them" await 30 groups "$1" "$4"
}
sed -i /path_grouping_policy/d "$MPATH_HOME/etc/multipath.conf"
check "no policy is configured any more, and each path would be a group" mpath_shell 'mpath:config apply'
# through NUMBER UNIT GROUP...: disks of one unit, each through the next adapter
through() { local number=$1 unit=$2 loop=1; shift 2; for group; do lio_disk $loop "$number" "$unit" "$group"; loop=$((loop + 1)); done; }
lio_program tp 4 00020304050607c1 SGI TP9100 && through 3 tp default_tg_pt_gp default_tg_pt_gp
policy TP9100 multibus 2 1
lio_program cs 4 00020304050607c2 FSC CentricStor && through 4 cs default_tg_pt_gp default_tg_pt_gp
policy CentricStor group_by_serial 2 1
lio_memory xp 4 00010203040506a2 HP OPEN-V && lio_group xp g1 11 1 && lio_group xp g2 12 1 && lio_set xp g2 1 && through 5 xp g1 g2 g2
policy OPEN-V group_by_prio 3 2

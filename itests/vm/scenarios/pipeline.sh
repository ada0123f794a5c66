# What the first multipath-tools and device-mapper could do, on disks of a kernel: the rows of runtime/doc/seeds.md.
# limit: 1200 s
. /vm/rig/guest/lib.sh
. /vm/rig/guest/mpath.sh

readonly UNITS=3
declare -A MAP # by plane

# row NUMBER...: the checks that follow show these rows
row() { note "row $* at $(millis) ms"; }

# ---- the kernel's devices -------------------------------------------------------------------------------------------

addresses_of_host() { ls /sys/class/scsi_device | grep "^$1:"; }
# of all disks, in their order
addresses() { ls /sys/class/scsi_device | sort -V; }
remove() { local address; for address; do echo 1 >"/sys/class/scsi_device/$address/device/delete"; done; }
scan() { local host; for host; do echo '- - -' >"/sys/class/scsi_host/host$host/scan"; done; }
# state WORD ADDRESS...: running or offline
state() { local word=$1 address; shift; for address; do echo "$word" >"/sys/class/scsi_device/$address/device/state"; done; }
# block_of ADDRESS, generic_of ADDRESS: names of nodes
block_of() { ls "/sys/class/scsi_device/$1/device/block"; }
generic_of() { ls "/sys/class/scsi_device/$1/device/scsi_generic"; }
number_of() { cat "/sys/class/scsi_device/$1/device/block/"*/dev; }

LIO=/sys/kernel/config/target
# target_unit NAME SERIAL VENDOR PRODUCT: a unit of the kernel's own target
target_unit() {
    local unit=$LIO/core/rd_mcp_0/$1
    mkdir -p "$unit" && echo rd_pages=1024 >"$unit/control" && echo "$2" >"$unit/wwn/vpd_unit_serial" || return
    printf '%s' "$3" >"$unit/wwn/vendor_id" && printf '%s' "$4" >"$unit/wwn/product_id" && echo 1 >"$unit/enable"
}
# target_lun NAME NUMBER: makes a disk of this host of it
target_lun() {
    local port=$LIO/loopback/naa.5001405000000001/tpgt_1
    [[ -d $port ]] || { mkdir -p "$port" && echo naa.6001405000000001 >"$port/nexus"; }
    mkdir -p "$port/lun/lun_$2" && ln -s "$LIO/core/rd_mcp_0/$1" "$port/lun/lun_$2/store"
}
target_end() {
    rm "$LIO"/loopback/*/tpgt_1/lun/lun_*/store
    rmdir "$LIO"/loopback/*/tpgt_1/lun/lun_* "$LIO"/loopback/*/tpgt_1 "$LIO"/loopback/naa.* "$LIO"/core/rd_mcp_0/*
}

# ---- the product ----------------------------------------------------------------------------------------------------

# configuration POLICY: multipath.conf with that grouping policy
configuration() {
    cat >"$MPATH_HOME/etc/multipath.conf" <<END
defaults {
    polling_interval 1
    max_polling_interval 1
}
devices {
    device {
        vendor "COMPAQ|ACME"
        product ".*"
        uid_attribute whitelist-2003
    }
}
overrides {
    path_grouping_policy $1
    detect_pgpolicy no
    failback manual
    no_path_retry queue
    features "2 pg_init_retries 7"
}
END
}
# discovery MAPS MILLIS: most maps, and the time between two checks; what is slow here is not broken
discovery() {
    printf '%s\n' "maps.max = $1" "interval.millis = $2" 'check.timeout.millis = 30000' 'probe.timeout.millis = 30000' \
        'plugin.call.timeout.millis = 30000'
}
discovery_file() { discovery "$@" >"$MPATH_HOME/etc/org.mpath.discovery.cfg"; }
text() { mpath_shell "mpath:$1 $2" | sed 's/ *$//'; }
kernel_text() { dmsetup "$1" "$2" | sed 's/ *$//'; }
list() { mpath_shell 'mpath:list --legacy'; }
names() { mpath_shell 'mpath:maps' | awk '/^mpath/ {print $1}'; }
# maps_have PATHS [MAPS]
maps_have() { [[ $(mpath_shell 'mpath:maps' | grep -c " $1/$1 ") == "${2:-$UNITS}" ]]; }
wwid_of() { mpath_shell "mpath:show maps $1 --raw --format '%w'"; }
# paths_of MAP WILDCARD
paths_of() { mpath_shell "mpath:show paths --raw --format '%m $2'" | awk -v map="$1" '$1 == map {print $2}'; }
# loads MAP: how many tables it was loaded with
loads() { mpath_shell "mpath:show maps $1 --raw --format '%2'"; }
log_says() { grep -q "$1" "/share/$(basename "$PWD")-mpath.log"; }
prints() { local words=$1; shift; "$@" 2>&1 | grep -- "$words" >/dev/null; }
# refused NAME WORDS COMMANDS: the runtime refuses it with these words
refused() {
    local answer
    answer=$(mpath_shell "$3" 2>&1) && { failed "$1" "it was done: $answer"; return; }
    if [[ $answer == *"$2"* ]]; then pass "$1"; else failed "$1" "$answer"; fi
}

# brief: of a status its group number, the letter of each group, and letter and fail count of each of their paths
brief() {
    awk '{
        i = 4; i += $i + 1; i += $i + 1; groups = $i; printf "%s", $(i + 1); i += 2
        for (g = 0; g < groups; g++) {
            printf " %s", $i; i++; i += $i + 1; paths = $i; words = $(i + 1); i += 2
            for (p = 0; p < paths; p++) { printf " %s%s", $(i + 1), $(i + 2); i += 3 + words }
        }
        print ""
    }'
}
# letters: of a status its group number and the letter of each group
letters() { brief | sed 's/ [AF][0-9][0-9]*//g'; }
groups_of() { text status "$1" | brief | grep -o ' [ADE]\b' | wc -l; }
# usable MAP NUMBER: how many of its paths are
usable() { [[ $(text status "$1" | brief | grep -o ' A[0-9]' | wc -l) == "$2" ]]; }
all_usable() { usable "${MAP[core]}" 4 && usable "${MAP[dm]}" 4; }

# ---- I/O ------------------------------------------------------------------------------------------------------------

# io PLANE NAME OPTION...: fio on the map of a plane
io() {
    local plane=$1 name=$2 target
    shift 2
    case $plane in
        core) target=(--ioengine=nbd "--uri=nbd+unix:///${MAP[core]}?socket=$MPATH_HOME/var/run/nbd.sock") ;;
        dm) target=(--ioengine=libaio --direct=1 "--filename=/dev/mapper/${MAP[dm]}") ;;
    esac
    fio --name="$name" "${target[@]}" --bs=4k --output="$name.$plane" "$@"
}
# read_one PLANE [NUMBER]: a block of 4 KiB
read_one() {
    case $1 in
        core) io core one --rw=read --size=4k --offset=$((${2:-0} * 4096)) ;;
        dm) dd if="/dev/mapper/${MAP[dm]}" of=/dev/null bs=4k count=1 skip="${2:-0}" iflag=direct ;;
    esac
}
ten() { io "$1" ten --rw=randread --size=40k --iodepth=10 --continue_on_error=all; }

# hold FUNCTION: no disk answers any more, and on both planes a function waits that does I/O
hold() {
    local plane
    rm -f status.*
    state offline "${ALL[@]}"
    for plane in core dm; do { "$1" $plane >/dev/null 2>&1; echo $? >status.$plane; } & done
    check "no path is left on either plane" await 120 none_usable
}
# held: a read of both planes is under way
held() {
    [[ $(mpath_shell 'mpath:maps --json') =~ \"name\":\"${MAP[core]}\"[^{]*\"queued\":[1-9] ]] \
        && grep -q '^State:.D' "/proc/$(pgrep -f "^dd if=/dev/mapper/${MAP[dm]} ")/status"
}
# patience MILLIS: how long I/O waits for a path
patience() { for plane in core dm; do check "$plane: I/O waits for $1 ms, or for ever" mpath_shell "mpath:policy ${MAP[$plane]} no_path_timeout=$1"; done; }
# waits PLANE, done_well PLANE, fails PLANE: what became of the function that waited
waits() { [[ ! -e status.$1 ]]; }
done_well() { await 120 test -s "status.$1" && [[ $(<"status.$1") == 0 ]]; }
fails() { await 120 test -s "status.$1" && [[ $(<"status.$1") != 0 ]]; }

# ---- setting up -----------------------------------------------------------------------------------------------------

modprobe -a dm-multipath dm-service-time dm-round-robin scsi_dh_alua
scsi_debug $((6 * UNITS)) add_host=6 num_tgts=1 max_luns=$UNITS vpd_use_hostno=0 dev_size_mb=16
# of three hosts one is standby, by its number: only the others
HOSTS=($(addresses | cut -d: -f1 | sort -nu | awk '$1 % 3 != 2'))
remove $(addresses | grep -v "^${HOSTS[0]}:")
mkdir -p "$MPATH_HOME/etc"
configuration multibus
mpath_start org.mpath.transport.sg 'enabled = true' org.mpath.transport.lab 'enabled = false' \
    org.mpath.discovery "$(discovery 2 1000)" || give_up "the runtime starts" "see the log"
at_end dmsetup remove_all
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
check_equal "each map was made: N|" $UNITS "$(list | grep -c '^N|')"
NEW=$(list | grep '^N|' | cut -d' ' -f1-4 | cut -c3-)

row 039
scan "${HOSTS[@]:1:3}"
check "the disks of 3 more hosts join the maps" await 120 maps_have 4
FIRST=$(names | head -n 1)
count=$(loads "$FIRST")
for i in 1 2 3 4 5; do
    remove $(addresses_of_host "${HOSTS[3]}")
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
check_equal "each map was loaded again: U|" $UNITS "$(list | grep -c '^U|')"
check_equal "it is the same unit of the same size" "$NEW" "$(list | grep '^U|' | cut -d' ' -f1-4 | cut -c3-)"
check_equal "the size is the disk's" "$(cat "/sys/block/$(block_of "$LAST")/size")" "$(text table "$FIRST" | cut -d' ' -f2)"

row 027 028
modprobe loop max_loop=1
modprobe brd rd_nr=1
expected() { for a in $(addresses); do echo "sg:${a%:*}/${a##*:} $a $(number_of "$a")"; done; }
check_equal "the paths are the disks behind SCSI hosts, each with its own block node, and nothing else" "$(expected)" \
    "$(mpath_shell "mpath:show paths --raw --format '%d %i %D'" | sort -V)"
modprobe -r loop brd

row 032
check_equal "each unit has the paths with its identity" "$(printf '4\n4\n4')" \
    "$(list | sed -n '/^# all units/,/^# all tables/p' | awk '/^[0-9]/ {if (n) print n; n = 0} /^ / {n++} END {print n}')"
identities() { local address; for address; do /lib/udev/scsi_id --whitelisted --device "/dev/$(block_of "$address")"; done | sort -u; }
check_equal "which udev's program finds to be one, too" "1 1 1" \
    "$(for map in $(names); do identities $(paths_of "$map" %i) | wc -l; done | xargs)"

MAP=([core]=$FIRST [dm]=$(names | sed -n 2p))
check "the second map goes to the kernel" mpath_shell "mpath:plane ${MAP[dm]} dm"

row 066
for plane in core dm; do
    check "$plane: the features of multipath.conf are those of the live table" \
        prints ' 3 queue_if_no_path pg_init_retries 7 1 alua ' text table "${MAP[$plane]}"
done

row 036
kernel_now() { dmsetup table; dmsetup status; dmsetup info -c --noheadings -o name,open,events,uuid; }
ours_now() { mpath_shell 'mpath:table; mpath:status; mpath:events -n 256' | sed 's/  *$//'; }
before=$(kernel_now; ours_now)
configuration failover
check_equal "a dry run shows the table of each map" $UNITS "$(mpath_shell 'mpath:list --legacy --dry-run' | grep -c '^U|')"
check_equal "and those that another configuration would load" $UNITS \
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

row 037 040 082
jobs=()
for plane in core dm; do
    io $plane verify --rw=randrw --iodepth=4 --size=8M --time_based --runtime=900 --verify=crc32c --verify_backlog=64 \
        --verify_fatal=1 &
    jobs+=($!)
done
opened() { (($(dmsetup info -c --noheadings -o open "${MAP[dm]}") > 0)) && prints "${MAP[core]}" mpath_shell nbd:connections; }
check "I/O runs on both maps" await 60 opened
for policy in failover:4 group_by_prio:2 group_by_serial:1; do
    configuration "${policy%:*}"
    check "${policy%:*} is applied under I/O" mpath_shell 'mpath:config apply'
    for plane in core dm; do
        check_equal "$plane: it makes of 4 paths as many groups" "${policy#*:}" "$(groups_of "${MAP[$plane]}")"
    done
done
for plane in core dm; do
    ONE=$(paths_of "${MAP[$plane]}" %i | head -n 1)
    state offline "$ONE"
    check "$plane: a path fails under I/O" await 60 usable "${MAP[$plane]}" 3
    state running "$ONE"
done
check "all paths are back" await 120 all_usable
configuration group_by_prio
check "the last policy is applied under I/O" mpath_shell 'mpath:config apply'
# only the process that was started: it ends its own, which would hang when they were told as well
for plane in core dm; do pkill -INT -o -f "output=verify.$plane"; done
wait "${jobs[@]}"
for plane in core dm; do
    check "$plane: no I/O failed, and what was written is read" grep -q 'err= 0' verify.$plane
    check "$plane: there was some" grep -q 'READ: .*io=[1-9]' verify.$plane
done

row 030 031
modprobe -a target_core_mod tcm_loop
mountpoint -q /sys/kernel/config || mount -t configfs configfs /sys/kernel/config
mkdir -p /var/target/pr /var/target/alua "$LIO/core/rd_mcp_0" "$LIO/loopback"
at_end target_end
check "the kernel's target has a unit of a listed product, of another vendor" target_unit listed 00010203040506a0 ACME 'HSV110 (C)COMPAQ'
check "and one of a product that is not listed" target_unit other 00010203040506a1 COMPAQ 'HSV200'
target_lun listed 0
target_lun other 1
LISTED=$(dirname "$(grep -l HSV110 /sys/class/scsi_device/*/device/model)")
digits() { sg_inq --page=0x83 --raw "/dev/$(ls "$LISTED/scsi_generic")" | od -An -v -tx1 -j8 -N16 | tr -d ' \n'; }
check "the listed one is a map" await 60 prints HSV110 mpath_shell 'mpath:maps'
check_equal "called by 16 bytes of VPD page 83h" "$(digits)" "$(mpath_shell "mpath:show maps --raw --format '%w %p'" | awk '/HSV110/ {print $1}')"
check "the other one is none, and says why" await 60 prints 'no identity by whitelist-2003' mpath_shell 'mpath:paths'
check_equal "what has no identity is in no unit" 0 "$(list | grep '^ ' | grep -c HSV200)"

# ---- words to a map, while no check of discovery undoes what is done by hand -----------------------------------------

discovery_file 100 60000

# seen WANTED COMMANDS FILTER...: what the last line that these commands print comes to; tried again when a check came between
seen() { local wanted=$1 commands=$2; shift 2; [[ $(mpath_shell "$commands" | tail -n 1 | "$@") == "$wanted" ]]; }

for plane in core dm; do
    M=${MAP[$plane]}
    P=($(mpath_shell "mpath:topology $M" | grep -o 'sg:[^ ]*'))
    SECTORS=$(text table "$M" | cut -d' ' -f2)
    TABLE=$(text table "$M")

    row 051 052
    refused "$plane: a number with a letter behind it is none" 'invalid number of paths' \
        "mpath:load $M 0 $SECTORS multipath 0 0 1 1 round-robin 0 2x 1 ${P[0]} 1 ${P[1]} 1"
    refused "$plane: fewer groups than were announced are refused" 'priority group count mismatch' \
        "mpath:load $M 0 $SECTORS multipath 0 0 2 1 round-robin 0 1 1 ${P[0]} 1"
    refused "$plane: and so are more" 'priority group count mismatch' \
        "mpath:load $M 0 $SECTORS multipath 0 0 1 1 round-robin 0 1 1 ${P[0]} 1 round-robin 0 1 1 ${P[1]} 1"
    check_equal "$plane: the table is what it was" "$TABLE" "$(text table "$M")"

    row 071
    check "$plane: a group that is disabled shows it" \
        await 60 seen '1 D E' "mpath:switch-group $M 1; mpath:disable-group $M 1; mpath:status $M" letters
    check "$plane: switch_group clears that, and names the next group" \
        await 60 seen '2 E E' "mpath:disable-group $M 1; mpath:switch-group $M 2; mpath:status $M" letters
    check "$plane: the next I/O goes there" read_one "$plane"
    check_equal "$plane: and the group is active" '2 E A' "$(text status "$M" | letters)"
    check "$plane: back to group 1" await 60 seen '1 E E' "mpath:switch-group $M 1; mpath:status $M" letters

    row 072
    features() { cut -d' ' -f4-6; }
    check "$plane: messages are obeyed in any case" await 60 seen '2 pg_init_retries 7' \
        "mpath:message $M FAIL_if_no_path; mpath:table $M" features
    check "$plane: each has its opposite" await 60 seen '3 queue_if_no_path pg_init_retries' \
        "mpath:message $M Queue_If_No_Path; mpath:table $M" features
    STATUS=$(text status "$M")
    for words in nonsense 'switch_group 9' 'disable_group x' 'fail_path nosuch' 'queue_if_no_path 1'; do
        refused "$plane: '$words' is refused" "map $M" "mpath:message $M $words"
    done
    check_equal "$plane: which changes nothing" "$STATUS" "$(text status "$M")"

    row 073 080
    twice() {
        local first last
        { read -r _ _ first _; read -r _ _ last _; } < <(mpath_shell "mpath:status $M; mpath:message $M fail_path ${P[0]}; \
            mpath:message $M fail_path ${P[0]}; mpath:status $M; mpath:message $M reinstate_path ${P[0]}" | grep multipath | brief)
        [[ $last == "F$((${first#[AF]} + 1))" ]]
    }
    check "$plane: a path that fails twice has failed once" await 60 twice
    two_events() {
        local numbers
        numbers=($(mpath_shell "mpath:wait $M 0; mpath:fail ${P[0]}; mpath:reinstate ${P[0]}; mpath:wait $M 0" | grep -E '^[0-9]+$'))
        ((numbers[1] - numbers[0] == 2))
    }
    check "$plane: a failure and a return are two events" await 60 two_events
    check "$plane: which say of what path" prints "path.reinstated *$M *${P[0]}" mpath_shell "mpath:events $M -n 10"
    fail_all() { seen '0' "$(printf "mpath:message $M fail_path %s; " "${P[@]}") mpath:status $M" usable_count; }
    usable_count() { brief | grep -o ' A[0-9]' | wc -l; }
    check "$plane: all can fail, and no path is left" await 60 fail_all
    check "$plane: all come back" await 60 seen '4' \
        "$(printf "mpath:message $M reinstate_path %s; " "${P[@]}") mpath:status $M" usable_count

    row 079
    check "$plane: what is printed can be loaded" mpath_shell "mpath:load $M $TABLE"
    check_equal "$plane: and is the same table" "$TABLE" "$(text table "$M")"
done

row 078
check "the status of 2005" prints '^0 [0-9]* multipath 1 0 .*2 1 [AE] 0 2 ' text status "${MAP[core]} --form 2005"
check "the status of 2007" prints '^0 [0-9]* multipath 2 0 [01] .*2 1 [AE] 0 2 ' text status "${MAP[core]} --form 2007"
check "the table of 2005" prints '^0 [0-9]* multipath 1 queue_if_no_path 1 alua 2 1 ' text table "${MAP[core]} --form 2005"
same_text() { [[ $(kernel_text "$1" "${MAP[dm]}") == "$(text "$1" "${MAP[dm]}")" ]]; }
check "the kernel's table is ours" await 20 same_text table
check "the kernel's status is ours" await 20 same_text status

# ---- what becomes of I/O --------------------------------------------------------------------------------------------

discovery_file 100 1000
check "checks bring all paths back" await 120 all_usable
ALL=($(paths_of "${MAP[core]}" %i) $(paths_of "${MAP[dm]}" %i))
none_usable() { usable "${MAP[core]}" 0 && usable "${MAP[dm]}" 0; }
bring_back() { state running "${ALL[@]}"; check "all paths are back" await 120 all_usable; }

row 081
DEBUG=/sys/bus/pseudo/drivers/scsi_debug
echo 2 >$DEBUG/opts # sector 4660 cannot be read
bad_sector() { ! read_one "$1" 582; }
for plane in core dm; do
    check "$plane: a sector that cannot be read is the caller's affair" bad_sector $plane
    check "$plane: and fails no path" usable "${MAP[$plane]}" 4
done
echo 0 >$DEBUG/opts

row 084
ONE=$(mpath_shell "mpath:topology ${MAP[core]}" | grep -o 'sg:[^ ]*' | head -n 1 | sed 's/^sg://; s/\//:/')
state offline "$ONE"
check "core: a probe fails the bad path of the current group" prints '3 of 4 paths are usable' mpath_shell "mpath:probe ${MAP[core]}"
state running "$ONE"
check "core: it comes back" await 120 usable "${MAP[core]}" 4
refused "dm: a kernel before 6.16 probes no paths, and says so" 'Linux 6.16 is the first' "mpath:probe ${MAP[dm]}"

row 074
hold ten
for plane in core dm; do
    check "$plane: I/O waits for a path" waits $plane
    check "$plane: the map is told to fail it" mpath_shell "mpath:message ${MAP[$plane]} fail_if_no_path"
    check "$plane: it waits no longer when queueing is switched off" await 120 test -s status.$plane
    check "$plane: and fails, all of it" grep -q 'total=10, first_error=5' ten.$plane
    check "$plane: and to queue again" mpath_shell "mpath:message ${MAP[$plane]} queue_if_no_path"
done
refused "core: a probe without a path says so" 'no usable path' "mpath:probe ${MAP[core]}"
bring_back

row 076 077
hold read_one
check "I/O waits on both" await 120 held
for plane in core dm; do
    check "$plane: a suspend does not wait for I/O that waits" mpath_shell "mpath:suspend ${MAP[$plane]}"
    check "$plane: that fails" fails $plane
    refused "$plane: a suspended map takes no message" "map ${MAP[$plane]}" "mpath:message ${MAP[$plane]} queue_if_no_path"
    check "$plane: it is resumed" mpath_shell "mpath:resume ${MAP[$plane]}"
    check "$plane: and queues again" prints ' queue_if_no_path ' text table "${MAP[$plane]}"
done
hold read_one
check "I/O waits on both again" await 120 held
for plane in core dm; do
    check "$plane: a suspend without flush" mpath_shell "mpath:suspend ${MAP[$plane]} --noflush"
    check "$plane: keeps the I/O that waits" waits $plane
    check "$plane: it is resumed again" mpath_shell "mpath:resume ${MAP[$plane]}"
done
bring_back
for plane in core dm; do check "$plane: I/O that was kept is done" done_well $plane; done

row 075
patience 300000
hold read_one
check "I/O waits on both for a path to come in time" await 120 held
bring_back
for plane in core dm; do check "$plane: it came, and I/O is done" done_well $plane; done
patience 15000
started=$(millis)
hold read_one
for plane in core dm; do check "$plane: I/O for which no path comes fails" fails $plane; done
check "not before its time" test $(($(millis) - started)) -ge 15000
patience 0
bring_back
for plane in core dm; do check "$plane: I/O goes on" read_one $plane; done
check "the kernel's map moves back" mpath_shell "mpath:plane ${MAP[dm]} core"

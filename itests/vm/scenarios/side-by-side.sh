# Device-mapper's words and what becomes of I/O, here and in the kernel side by side: rows of runtime/doc/seeds.md.
# limit: 900 s
. /vm/rig/guest/lib.sh
. /vm/rig/guest/mpath.sh
. /vm/rig/guest/rows.sh

declare -A MAP # by plane

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
groups_of() { mpath_text status "$1" | brief | grep -o ' [ADE]\b' | wc -l; }
# usable MAP NUMBER: how many of its paths are
usable() { [[ $(mpath_text status "$1" | brief | grep -o ' A[0-9]' | wc -l) == "$2" ]]; }
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
rows_disks 2
rows_start 100
await 120 maps_have 4 || give_up "there are 2 maps of 4 paths" "$(mpath_shell 'mpath:paths')"
MAP=([core]=$(names | head -n 1) [dm]=$(names | tail -n 1))
check "the second map goes to the kernel" mpath_shell "mpath:plane ${MAP[dm]} dm"

row 066
for plane in core dm; do
    check "$plane: the features of multipath.conf are those of the live table" \
        prints ' 3 queue_if_no_path pg_init_retries 7 1 alua ' mpath_text table "${MAP[$plane]}"
done

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
    rows_configuration "${policy%:*}"
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
rows_configuration group_by_prio
check "the last policy is applied under I/O" mpath_shell 'mpath:config apply'
# only the process that was started: it ends its own, which would hang when they were told as well
for plane in core dm; do pkill -INT -o -f "output=verify.$plane"; done
wait "${jobs[@]}"
for plane in core dm; do
    check "$plane: no I/O failed, and what was written is read" grep -q 'err= 0' verify.$plane
    check "$plane: there was some" grep -q 'READ: .*io=[1-9]' verify.$plane
done

# ---- words to a map, while no check of discovery undoes what is done by hand -----------------------------------------

discovery_file 100 60000

# seen WANTED COMMANDS FILTER...: what the last line that these commands print comes to; tried again when a check came between
seen() { local wanted=$1 commands=$2; shift 2; [[ $(mpath_shell "$commands" | tail -n 1 | "$@") == "$wanted" ]]; }

for plane in core dm; do
    M=${MAP[$plane]}
    P=($(mpath_shell "mpath:topology $M" | grep -o 'sg:[^ ]*'))
    SECTORS=$(mpath_text table "$M" | cut -d' ' -f2)
    TABLE=$(mpath_text table "$M")

    row 051 052
    refused "$plane: a number with a letter behind it is none" 'invalid number of paths' \
        "mpath:load $M 0 $SECTORS multipath 0 0 1 1 round-robin 0 2x 1 ${P[0]} 1 ${P[1]} 1"
    refused "$plane: fewer groups than were announced are refused" 'priority group count mismatch' \
        "mpath:load $M 0 $SECTORS multipath 0 0 2 1 round-robin 0 1 1 ${P[0]} 1"
    refused "$plane: and so are more" 'priority group count mismatch' \
        "mpath:load $M 0 $SECTORS multipath 0 0 1 1 round-robin 0 1 1 ${P[0]} 1 round-robin 0 1 1 ${P[1]} 1"
    check_equal "$plane: the table is what it was" "$TABLE" "$(mpath_text table "$M")"

    row 071
    check "$plane: a group that is disabled shows it" \
        await 60 seen '1 D E' "mpath:switch-group $M 1; mpath:disable-group $M 1; mpath:status $M" letters
    check "$plane: switch_group clears that, and names the next group" \
        await 60 seen '2 E E' "mpath:disable-group $M 1; mpath:switch-group $M 2; mpath:status $M" letters
    check "$plane: the next I/O goes there" read_one "$plane"
    check_equal "$plane: and the group is active" '2 E A' "$(mpath_text status "$M" | letters)"
    check "$plane: back to group 1" await 60 seen '1 E E' "mpath:switch-group $M 1; mpath:status $M" letters

    row 072
    features() { cut -d' ' -f4-6; }
    check "$plane: messages are obeyed in any case" await 60 seen '2 pg_init_retries 7' \
        "mpath:message $M FAIL_if_no_path; mpath:table $M" features
    check "$plane: each has its opposite" await 60 seen '3 queue_if_no_path pg_init_retries' \
        "mpath:message $M Queue_If_No_Path; mpath:table $M" features
    STATUS=$(mpath_text status "$M")
    for words in nonsense 'switch_group 9' 'disable_group x' 'fail_path nosuch' 'queue_if_no_path 1'; do
        refused "$plane: '$words' is refused" "map $M" "mpath:message $M $words"
    done
    check_equal "$plane: which changes nothing" "$STATUS" "$(mpath_text status "$M")"

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
    check_equal "$plane: and is the same table" "$TABLE" "$(mpath_text table "$M")"
done

row 078
check "the status of 2005" prints '^0 [0-9]* multipath 1 0 .*2 1 [AE] 0 2 ' mpath_text status "${MAP[core]} --form 2005"
check "the status of 2007" prints '^0 [0-9]* multipath 2 0 [01] .*2 1 [AE] 0 2 ' mpath_text status "${MAP[core]} --form 2007"
check "the table of 2005" prints '^0 [0-9]* multipath 1 queue_if_no_path 1 alua 2 1 ' mpath_text table "${MAP[core]} --form 2005"
check "the kernel's table is ours" await 20 same_text table "${MAP[dm]}"
check "the kernel's status is ours" await 20 same_text status "${MAP[dm]}"

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

row 083
# only the kernel's map has a node for it; for ours see core/PassThroughTest
pass_through() { sg_raw --request=36 "/dev/mapper/${MAP[dm]}" 12 00 00 00 24 00; }
pass_through_later() { rm -f status.dm; { pass_through >/dev/null 2>&1; echo $? >status.dm; } & }
pass_through_later
check "dm: without a path a command that passes through waits while the map queues" await 60 pgrep -x sg_raw
check "dm: the map is told to fail it" mpath_shell "mpath:message ${MAP[dm]} fail_if_no_path"
check "dm: it fails" fails dm
refused_by_kernel() { pass_through; (($? == 50 + 5)); } # EIO
check "dm: and so does the next one, at once" refused_by_kernel
check "dm: the map is told to queue again" mpath_shell "mpath:message ${MAP[dm]} queue_if_no_path"
pass_through_later
bring_back
check "dm: a command passes through when there is a path again" done_well dm

row 076 077
hold read_one
check "I/O waits on both" await 120 held
for plane in core dm; do
    check "$plane: a suspend does not wait for I/O that waits" mpath_shell "mpath:suspend ${MAP[$plane]}"
    check "$plane: that fails" fails $plane
    refused "$plane: a suspended map takes no message" "map ${MAP[$plane]}" "mpath:message ${MAP[$plane]} queue_if_no_path"
    check "$plane: it is resumed" mpath_shell "mpath:resume ${MAP[$plane]}"
    check "$plane: and queues again" prints ' queue_if_no_path ' mpath_text table "${MAP[$plane]}"
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

# What a map costs over the bare path, here and in the kernel, and how long each stands still when a path goes: tables of ratios.
# by hand: it measures; itests/vm/measure brings the programs that it needs
# limit: 2400 s
. /vm/rig/guest/lib.sh
. /vm/rig/guest/mpath.sh

readonly ROUNDS=5 STALLS=5

addresses() { ls /sys/class/scsi_device | sort -V; }
block_of() { ls "/sys/class/scsi_device/$1/device/block"; }
number_of() { cat "/sys/block/$1/dev"; }
state() { echo "$1" >"/sys/class/scsi_device/$2/device/state"; }
brief() { awk '{ i = 4; i += $i + 1; i += $i + 1; n = $i; i += 2; for (g = 0; g < n; g++) { a = $i; i++; i += $i + 1; p = $i; w = $(i + 1)
    i += 2; for (k = 0; k < p; k++) { print a, $i, $(i + 1); i += 3 + w } } }'; }

# ---- devices: 4 paths to each of 2 units; a host of three is standby, by its number, and left out ---------------------------
start_udev
scsi_debug 12 add_host=6 num_tgts=1 max_luns=2 vpd_use_hostno=0 dev_size_mb=64 delay=0
for address in $(addresses | awk -F: '$1 % 3 == 2'); do echo 1 >"/sys/class/scsi_device/$address/device/delete"; done
modprobe -a dm-multipath dm-service-time dm-round-robin scsi_dh_alua
udevadm settle --timeout=120
OURS=($(for a in $(addresses | grep ':0$'); do block_of "$a"; done))
KERNELS=($(for a in $(addresses | grep ':1$'); do block_of "$a"; done))
check_equal "2 units of 4 paths" "4 4" "${#OURS[@]} ${#KERNELS[@]}"

# ---- the map over the bare path ------------------------------------------------------------------------------------------------
note "our map / the bare sg path, in one process"
java -XX:+UseSerialGC -Xmx256m -cp "/share/bench/classes:/share/bench/lib/*" org.mpath.itests.bench.Bench map --on sg \
    --rounds 24 --slice 250
check "our map is measured" test $? = 0

note "dm-multipath / the bare block device: $ROUNDS rounds, all in each; medians of the ratios of a round"
SECTORS=$(cat "/sys/block/${KERNELS[0]}/size")
paths() { local disk; for disk; do printf ' %s 1' "$(number_of "$disk")"; done; }
dmsetup create one --table "0 $SECTORS multipath 0 0 1 1 round-robin 0 1 1$(paths "${KERNELS[0]}")"
dmsetup create four --table "0 $SECTORS multipath 0 0 1 1 round-robin 0 4 1$(paths "${KERNELS[@]}")"
at_end dmsetup remove_all
jobs=()
for depth in 1 32; do
    jobs+=(--name="bare-$depth" --stonewall --filename="/dev/${KERNELS[0]}" --iodepth=$depth
        --name="again-$depth" --stonewall --filename="/dev/${KERNELS[0]}" --iodepth=$depth
        --name="one-$depth" --stonewall --filename=/dev/mapper/one --iodepth=$depth
        --name="four-$depth" --stonewall --filename=/dev/mapper/four --iodepth=$depth)
done
for ((round = 0; round < ROUNDS; round++)); do
    fio --ioengine=libaio --direct=1 --rw=randread --bs=4k --time_based --runtime=2 --norandommap --randrepeat=0 --size=64M \
        --output-format=json --output="round-$round.json" "${jobs[@]}"
done
python3 - <<'P'
import glob, json, statistics
rounds = [{job["jobname"]: job["read"]["iops"] for job in json.load(open(name))["jobs"]} for name in glob.glob("round-*.json")]
print("# | load | contender | throughput / bare device | least | most |")
for depth in ("1", "32"):
    for who, words in (("again", "bare device again"), ("one", "dm-multipath, 1 path"), ("four", "dm-multipath, 4 paths")):
        ratios = sorted(each[who + "-" + depth] / each["bare-" + depth] for each in rounds)
        print("# | 4 KiB random read QD%s | %s | %.3f | %.3f | %.3f |" % (depth, words, statistics.median(ratios), ratios[0], ratios[-1]))
P
check "dm-multipath is measured" test $? = 0
dmsetup remove one
dmsetup remove four

# ---- how long I/O stands still when the path in use goes ----------------------------------------------------------------------
unless() { local IFS='|'; echo "^($*)\$"; }
mkdir -p "$MPATH_HOME/etc"
cat >"$MPATH_HOME/etc/multipath.conf" <<END
blacklist {
    devnode "$(unless "${KERNELS[@]}")"
}
overrides {
    path_grouping_policy failover
    detect_pgpolicy no
    failback manual
}
END
cat >/etc/multipath.conf <<END
defaults {
    find_multipaths no
    user_friendly_names yes
    polling_interval 1
    max_polling_interval 4
    path_grouping_policy failover
    detect_pgpolicy no
    failback manual
    no_path_retry queue
}
blacklist {
    devnode "$(unless "${OURS[@]}" vda)"
}
END
multipathd -d >/share/ratios-multipathd.log 2>&1 &
MULTIPATHD=$!
at_end kill $MULTIPATHD
mpath_start org.mpath.transport.sg 'enabled = true' org.mpath.transport.lab 'enabled = false'
ours() { mpath_shell 'mpath:maps' | awk '/ 4\/4 / {print $1}'; }
theirs() { dmsetup ls --target multipath | awk 'NR == 1 && $1 !~ /^No$/ {print $1}'; }
both() { [[ -n $(ours) && -n $(theirs) ]] && [[ $(dmsetup status "$(theirs)" | brief | grep -c ' A$') == 4 ]]; }
check "each has a map of 4 paths" await 300 both
MAP=$(ours) DM=$(theirs)
status() { case $1 in ours) mpath_shell "mpath:status $MAP" ;; theirs) dmsetup status "$DM" ;; esac; }
well() { [[ $(status "$1" | brief | grep -c ' A$') == 4 ]]; }
# in_use WHO: the address of the path that I/O takes
in_use() {
    local path
    path=$(status "$1" | brief | awk '$1 == "A" {print $2; exit}')
    case $path in
        sg:*) path=${path#sg:}; echo "${path/\//:}" ;;
        *) basename "$(readlink "/sys/dev/block/$path/device")" ;;
    esac
}
# stall WHO: reads while the path in use goes, and prints the longest gap before that and after it
stall() {
    local target address at
    case $1 in
        ours) target=(--ioengine=nbd "--uri=nbd+unix:///$MAP?socket=$MPATH_HOME/var/run/nbd.sock") ;;
        theirs) target=(--ioengine=libaio --direct=1 "--filename=/dev/mapper/$DM") ;;
    esac
    fio --name=stall "${target[@]}" --rw=randread --bs=4k --iodepth=4 --size=64M --time_based --runtime=14 --log_unix_epoch=1 \
        --write_lat_log="$1" --output="$1.out" &
    sleep 9 # some of it is its start
    address=$(in_use "$1")
    at=$(date +%s%3N)
    state offline "$address"
    wait $!
    state running "$address"
    python3 - "$1" "$at" "$address" <<'P'
import sys
who, at = sys.argv[1], int(sys.argv[2])
times = sorted(int(line.split(",")[0]) for line in open(who + "_lat.1.log"))
gaps = [(b - a, b) for a, b in zip(times, times[1:])]
before = max(gap for gap, end in gaps if end < at)
after = max(gap for gap, end in gaps if end >= at)
failed = open(who + ".out").read().count("err= 0") != 1
print("%s %d %d" % (who, before, after))
print("# %s: path %s, %d reads, longest gap %d ms before, %d ms after%s"
      % (who, sys.argv[3], len(times), before, after, ", I/O FAILED" if failed else ""))
P
}
note "reads at depth 4 on a map whose path in use goes offline, $STALLS times each in turns"
for ((round = 0; round < STALLS; round++)); do
    for who in ours theirs; do
        await 120 well $who || note "$who: not all paths are usable"
        stall $who | tee -a stalls | grep '^#'
    done
done
python3 - <<'P'
import statistics
rows = [line.split() for line in open("stalls") if not line.startswith("#")]
print("# | who | longest gap before, ms | longest gap as the path goes, ms |")
for who in ("ours", "theirs"):
    print("# | %s | %d | %d |" % (who, statistics.median(int(r[1]) for r in rows if r[0] == who),
                                  statistics.median(int(r[2]) for r in rows if r[0] == who)))
P
check "stalls are measured" test $? = 0

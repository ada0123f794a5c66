# For scenarios with the product, after lib.sh: . /vm/rig/guest/mpath.sh
# Everything emulated is slow: plug-ins may take longer before they count as broken, and checks before they count as failed.
readonly MPATH_HOME=$PWD/mpath
export MPATH_JAVA_OPTS="${MPATH_JAVA_OPTS:--XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=10 -Dmpath.captive.wait=120}"
readonly MPATH_START_SECONDS=300 MPATH_LOG=/share/$(basename "$PWD")-mpath.log

# mpath_configure [PID TEXT]...: the image's configuration, but with these .cfg files; other files that are there are kept
mpath_configure() {
    mkdir -p "$MPATH_HOME"/{etc,deploy}
    find /mpath/etc -maxdepth 1 -type f ! -name '*.cfg' -exec cp -n {} "$MPATH_HOME/etc/" \;
    set -- org.mpath.dataplane 'plugin.call.timeout.millis = 30000' \
        org.mpath.discovery $'check.timeout.millis = 30000\nprobe.timeout.millis = 30000\nplugin.call.timeout.millis = 30000' "$@"
    while (($# > 1)); do
        printf '%s\n' "$2" >"$MPATH_HOME/etc/$1.cfg"
        shift 2
    done
}

readonly MPATH_FOLDERS=(--etc "$MPATH_HOME/etc" --var "$MPATH_HOME/var" --deploy "$MPATH_HOME/deploy")
# a program that runs the runtime, and its words: such as one that takes rights away
MPATH_BY=()

# mpath VERB...: the launcher, with this scenario's folders
mpath() { /mpath/mpath "$@" "${MPATH_FOLDERS[@]}"; }

# mpath_start [PID TEXT]...: starts the runtime in the background and waits until it takes commands; stopped at the end
mpath_start() {
    mpath_configure "$@"
    "${MPATH_BY[@]}" /mpath/mpath run --daemon "${MPATH_FOLDERS[@]}" >"$MPATH_LOG" 2>&1 & # no function: its process would not be the runtime's
    MPATH_PID=$!
    at_end mpath_stop
    await "$MPATH_START_SECONDS" mpath_shell mpath:maps
}

# waits until it has ended
mpath_stop() { kill "$MPATH_PID" && wait "$MPATH_PID"; }

# mpath_shell COMMANDS: runs commands in the runtime, without the cost of another Java
mpath_shell() { /vm/rig/guest/shell "$MPATH_HOME/var/run/shell.sock" "$1"; }

# mpath_text table|status|topology MAP; kernel_text table|status MAP: what device-mapper prints; same_text: both are the same
mpath_text() { mpath_shell "mpath:$1 $2" | sed 's/ *$//'; }
kernel_text() { dmsetup "$1" "$2" | sed 's/ *$//'; }
same_text() { [[ $(kernel_text "$1" "$2") == "$(mpath_text "$1" "$2")" ]]; }

# log_says REGULAR-EXPRESSION; prints WORDS COMMAND...: whether the words are in what a command prints
log_says() { grep -q -- "$1" "$MPATH_LOG"; }
prints() { local words=$1; shift; "$@" 2>&1 | grep -- "$words" >/dev/null; }

# refused NAME WORDS COMMANDS: a result; the runtime refuses it with these words
refused() {
    local answer
    answer=$(mpath_shell "$3" 2>&1) && { failed "$1" "it was done: $answer"; return; }
    if [[ $answer == *"$2"* ]]; then pass "$1"; else failed "$1" "$answer"; fi
}

# mpath_note TRANSPORT: why it has not more paths
mpath_note() { mpath_shell mpath:transports | sed -n "s/^$1  *[0-9]*  *[a-z]*  *//p"; }
mpath_notes() { [[ $(mpath_note "$1") == *"$2"* ]]; }

# mpath_serving MAP: the paths in the group that serves it that are usable
mpath_serving() {
    mpath_shell "mpath:topology $1" | awk '/status=/ { serves = /status=active/ }
        serves && / active ready / && match($0, /[a-z]+:[^ ]+/) { print substr($0, RSTART, RLENGTH) }' | sort
}

# mpath_writes MAP: how many there were
mpath_writes() { mpath_shell 'mpath:maps --json' | sed -n 's/.*"name":"'"$1"'",[^{]*"counters":{"reads":[0-9]*,"writes":\([0-9]*\).*/\1/p'; }

# mpath_io_goes_on MAP: whether more is written soon than now
mpath_io_goes_on() {
    local before
    before=$(mpath_writes "$1")
    more() { (($(mpath_writes "$2") > $1 + 20)); }
    await 60 more "$before" "$1"
}

# verify_start MAP...: clients write to maps and read back what they wrote, until verify_stop, which fails when one saw an error;
# each has 16 MiB of its own, as all units of scsi_debug are one memory
verify_start() {
    local map offset=0 words=(--ioengine=nbd --rw=randrw --bs=4k --iodepth=4 --size=16M --time_based --runtime=3600 --verify=crc32c
        --verify_backlog=64 --verify_fatal=1 --output=fio.json --output-format=json)
    for map in "$@"; do
        words+=(--name="$map" --uri="nbd+unix:///$map?socket=$MPATH_HOME/var/run/nbd.sock" --offset="$((offset++ * 16))M")
    done
    fio "${words[@]}" &
    VERIFY_PID=$!
}

verify_stop() {
    kill -INT "$VERIFY_PID" || return # it has ended already
    wait "$VERIFY_PID"
    grep -q '"error" : 0' fio.json && ! grep -E '"(error|total_err)" : [^0]' fio.json
}

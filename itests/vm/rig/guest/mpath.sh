# For scenarios with the product, after lib.sh: . /vm/rig/guest/mpath.sh
# Everything emulated is slow: plug-ins may take longer before they count as broken, and a captive run before it begins.
readonly MPATH_HOME=$PWD/mpath
export MPATH_JAVA_OPTS="${MPATH_JAVA_OPTS:--XX:TieredStopAtLevel=1 -Dmpath.captive.wait=120}"
readonly MPATH_START_SECONDS=300

# mpath_configure [PID TEXT]...: the image's configuration, but with these .cfg files
mpath_configure() {
    mkdir -p "$MPATH_HOME"/{etc,deploy}
    find /mpath/etc -maxdepth 1 -type f ! -name '*.cfg' -exec cp {} "$MPATH_HOME/etc/" \;
    set -- org.mpath.dataplane 'plugin.call.timeout.millis = 30000' "$@"
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
    local log
    log=/share/$(basename "$PWD")-mpath.log
    mpath_configure "$@"
    "${MPATH_BY[@]}" /mpath/mpath run --daemon "${MPATH_FOLDERS[@]}" >"$log" 2>&1 & # no function: its process would not be the runtime's
    MPATH_PID=$!
    at_end mpath_stop
    await "$MPATH_START_SECONDS" mpath_shell mpath:maps
}

# waits until it has ended
mpath_stop() { kill "$MPATH_PID" && wait "$MPATH_PID"; }

# mpath_shell COMMANDS: runs commands in the runtime, without the cost of another Java
mpath_shell() { /vm/rig/guest/shell "$MPATH_HOME/var/run/shell.sock" "$1"; }

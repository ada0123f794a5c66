# For scenarios that show rows of runtime/doc/seeds.md, after lib.sh and mpath.sh: . /vm/rig/guest/rows.sh
# Units of scsi_debug through four host adapters, and the product with its checks of a machine that is slow, not broken.

# row NUMBER...: the checks that follow show these rows
row() { note "row $* at $(millis) ms"; }

# rows_disks UNITS: disks of so many units at each of 4 adapters, $HOSTS; no unit is standby, as it is at one of three by its number
rows_disks() {
    UNITS=$1
    scsi_debug $((6 * UNITS)) add_host=6 num_tgts=1 max_luns="$UNITS" vpd_use_hostno=0 dev_size_mb=16 || return
    HOSTS=($(hosts | awk '$1 % 3 != 2'))
    remove $(for host in $(hosts | awk '$1 % 3 == 2'); do addresses "$host"; done)
}

# rows_configuration POLICY: multipath.conf with that grouping policy
rows_configuration() {
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

# rows_start MAPS: the product with the most maps there may be
rows_start() {
    mkdir -p "$MPATH_HOME/etc"
    rows_configuration multibus
    mpath_start org.mpath.transport.sg 'enabled = true' org.mpath.transport.lab 'enabled = false' \
        org.mpath.discovery "$(discovery "$1" 1000)" || give_up "the runtime starts" "see the log"
    at_end dmsetup remove_all
}

# discovery MAPS MILLIS: most maps, and the time between two checks
discovery() {
    printf '%s\n' "maps.max = $1" "interval.millis = $2" 'check.timeout.millis = 30000' 'probe.timeout.millis = 30000' \
        'plugin.call.timeout.millis = 30000'
}
discovery_file() { discovery "$@" >"$MPATH_HOME/etc/org.mpath.discovery.cfg"; }

names() { mpath_shell 'mpath:maps' | awk '/^mpath/ {print $1}'; }
# maps_have PATHS [MAPS]
maps_have() { [[ $(mpath_shell 'mpath:maps' | grep -c " $1/$1 ") == "${2:-$UNITS}" ]]; }
# paths_of MAP WILDCARD
paths_of() { mpath_shell "mpath:show paths --raw --format '%m $2'" | awk -v map="$1" '$1 == map {print $2}'; }

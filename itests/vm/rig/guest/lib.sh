# For scenarios: . /vm/rig/guest/lib.sh
# Results are lines of the Test Anything Protocol: "ok 1 - NAME" or "not ok 1 - NAME" and its reason behind "# ".
set -uo pipefail

results=0
endings=()

# ---- results --------------------------------------------------------------------------------------------------------

# note TEXT: for who reads the log
note() { printf '# %s\n' "$*"; }

# pass NAME
pass() { printf 'ok %d - %s\n' $((++results)) "$1"; }

# failed NAME REASON: the reason may have several lines
failed() {
    printf 'not ok %d - %s\n' $((++results)) "$1"
    printf '%s\n' "$2" | tail -n 40 | sed 's/^/# /'
    return 1
}

# skip NAME REASON
skip() { printf 'ok %d - %s # SKIP %s\n' $((++results)) "$1" "$2"; }

# check NAME COMMAND...: passes when the command does; otherwise what it printed is the reason
check() {
    local name=$1
    shift
    # no command substitution: what the command leaves behind in this shell is to stay
    if "$@" >check.output 2>&1; then pass "$name"; else failed "$name" "$* answered $?: $(cat check.output)"; fi
}

# check_equal NAME WANTED GOT
check_equal() { if [[ $2 == "$3" ]]; then pass "$1"; else failed "$1" "wanted: $2"$'\n'"got: $3"; fi; }

# give_up NAME REASON: fails, and the scenario is over
give_up() { failed "$@"; exit 1; }

# at_end COMMAND...: run when the scenario ends, the last one first
at_end() { endings+=("$*"); }

finish() {
    local i
    for ((i = ${#endings[@]} - 1; i >= 0; i--)); do eval "${endings[i]}" >/dev/null 2>&1; done
    printf '1..%d\n' "$results"
}
trap finish EXIT

# ---- time -----------------------------------------------------------------------------------------------------------

# milliseconds since the guest started
millis() { local now; read -r now _ </proc/uptime; printf '%d\n' $((10#${now/./} * 10)); }

# await SECONDS COMMAND...: polls until the command succeeds
await() {
    local end=$(($(millis) + $1 * 1000))
    shift
    until "$@" >/dev/null 2>&1; do
        (($(millis) < end)) || return 1
        sleep 0.2
    done
}

# ---- devices --------------------------------------------------------------------------------------------------------

# start_udev [all]: nodes and links below /dev; unless all are asked for, with the rules only that a SCSI multipath test needs,
# as each program that a rule starts is slow here
start_udev() {
    rm -rf /etc/udev/rules.d
    mkdir -p /etc/udev/rules.d
    [[ ${1:-} == all ]] || choose_rules
    /lib/systemd/systemd-udevd --daemon --resolve-names=never && at_end stop_udev
    udevadm trigger --type=devices --action=add --subsystem-match=block --subsystem-match=scsi --subsystem-match=scsi_generic
    udevadm settle --timeout=60
}

# what it wrote down would be taken for true in the next scenario
stop_udev() { udevadm control --exit; rm -rf /run/udev/*; }

choose_rules() {
    local rule
    for rule in /usr/lib/udev/rules.d/*.rules; do
        case ${rule##*/} in
            50-udev-default.rules | 55-dm.rules | 55-scsi-sg3_id.rules | 56-dm-mpath.rules | 60-multipath.rules | 95-dm-notify.rules) ;;
            *) ln -sf /dev/null "/etc/udev/rules.d/${rule##*/}" ;;
        esac
    done
    cat >/etc/udev/rules.d/60-scsi-id.rules <<'R' # what sg3_id has no name for: the names of both are not always the same
SUBSYSTEM=="block", KERNEL=="sd*", ENV{DEVTYPE}=="disk", ACTION!="remove", ENV{ID_SERIAL}!="?*", IMPORT{program}="/lib/udev/scsi_id --export --whitelisted -d $devnode", ENV{ID_BUS}="scsi"
R
}

# disks: names of the SCSI disks
disks() { ls /sys/block | grep '^sd'; }
count_disks() { [[ $(disks | wc -l) == "$1" ]]; }

# addresses [HOST]: HOST:CHANNEL:TARGET:UNIT of the SCSI devices, in their order
addresses() { ls /sys/class/scsi_device | grep "^${1:-[0-9]*}:" | sort -V; }
# of_device ADDRESS FILE: where sysfs has it
of_device() { echo "/sys/class/scsi_device/$1/device/$2"; }
# hosts: that have SCSI devices, in their order
hosts() { addresses | cut -d: -f1 | uniq; }
# remove ADDRESS..., scan HOST..., state running|offline ADDRESS...
remove() { local address; for address; do echo 1 >"$(of_device "$address" delete)"; done; }
scan() { local host; for host; do echo '- - -' >"/sys/class/scsi_host/host$host/scan"; done; }
state() { local word=$1 address; shift; for address; do echo "$word" >"$(of_device "$address" state)"; done; }
# block_of ADDRESS, generic_of ADDRESS: names of its nodes; number_of ADDRESS: the block node's, such as 8:16
block_of() { ls "$(of_device "$1" block)"; }
generic_of() { ls "$(of_device "$1" scsi_generic)"; }
number_of() { cat "$(of_device "$1" block)"/*/dev; }

# scsi_debug DISKS PARAMETER...: loads the simulated hosts with sd and sg, waits for so many disks; unloaded at the end
scsi_debug() {
    local count=$1
    shift
    modprobe -a sd_mod sg
    modprobe scsi_debug "$@" && at_end unload_scsi_debug && await 120 count_disks "$count"
}

# the kernel's device handlers hold a disk while they ask it something
unload_scsi_debug() { await 60 modprobe -r scsi_debug; }

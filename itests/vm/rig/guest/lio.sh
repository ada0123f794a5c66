# For scenarios with the kernel's own SCSI target, after lib.sh: . /vm/rig/guest/lio.sh
# Everything is done through configfs. States: 0 active/optimized, 1 active/non-optimized, 2 standby, 3 unavailable, 14 offline.
readonly LIO=/sys/kernel/config/target

# lio_start FABRIC: loads the target and iscsi or loopback; all that was made of it is taken back at the end
lio_start() {
    modprobe -a configfs target_core_mod iscsi_target_mod tcm_loop || return
    mountpoint -q /sys/kernel/config || mount -t configfs configfs /sys/kernel/config || return
    mkdir -p "$LIO/core/rd_mcp_0" "$LIO/$1" /var/target/alua /var/target/pr && at_end lio_stop
}

# what cannot be removed was made by the kernel and goes with its parent
lio_stop() {
    find "$LIO" -path '*/tpgt_*/enable' -exec sh -c 'echo 0 >"$1"' - {} \;
    find "$LIO" -type l -delete
    find "$LIO" -mindepth 1 -depth -type d -exec rmdir {} + 2>/dev/null
}

# lio_memory UNIT MEBIBYTES SERIAL [VENDOR PRODUCT]: a unit in memory; the serial number is of hexadecimal digits, its identity is
# made of them
lio_memory() {
    local unit=$LIO/core/rd_mcp_0/$1
    mkdir "$unit" && echo "rd_pages=$(($2 * 256))" >"$unit/control" && echo "$3" >"$unit/wwn/vpd_unit_serial" || return
    (($# == 3)) || { printf '%s' "$4" >"$unit/wwn/vendor_id" && printf '%s' "$5" >"$unit/wwn/product_id"; } || return
    echo 1 >"$unit/enable"
}

# lio_program UNIT MEBIBYTES SERIAL VENDOR PRODUCT: a unit that unit.py answers for, without target port groups
lio_program() {
    local unit=$LIO/core/user_0/$1
    modprobe target_core_user && mkdir -p "$unit" && echo "dev_config=mpath/$1,dev_size=$(($2 << 20))" >"$unit/control" &&
        echo 1 >"$unit/enable" || return
    /usr/bin/python3 /vm/rig/guest/unit.py "$@" 2>"$1.log" &
}

# lio_group UNIT GROUP NUMBER TYPE: a target port group; type 1: only the array moves the unit, 3: we may too
lio_group() {
    local group=$LIO/core/rd_mcp_0/$1/alua/$2
    mkdir "$group" && echo "$3" >"$group/tg_pt_gp_id" && echo "$4" >"$group/alua_access_type"
}

# lio_set UNIT GROUP STATE
lio_set() { echo "$3" >"$LIO/core/rd_mcp_0/$1/alua/$2/alua_access_state"; }

# lio_portal TARGET TAG ADDRESS:PORT: a target portal group with one portal, open to everybody
lio_portal() {
    local portal=$LIO/iscsi/$1/tpgt_$2
    mkdir -p "$portal" && mkdir "$portal/np/$3" || return
    echo 0 >"$portal/attrib/authentication"
    echo 1 >"$portal/attrib/generate_node_acls"
    echo 0 >"$portal/attrib/demo_mode_write_protect"
    echo 1 >"$portal/enable"
}

# lio_export PORTAL-GROUP LUN UNIT GROUP: a unit behind a portal group (its folder below $LIO), in a target port group of the unit
lio_export() {
    local lun=$LIO/$1/lun/lun_$2
    mkdir "$lun" && ln -s "$LIO"/core/*/"$3" "$lun/store" && echo "$4" >"$lun/alua_tg_pt_gp"
}

# lio_loop NUMBER: a host adapter of this machine whose units are the target's
lio_loop() {
    local port=$LIO/loopback/naa.500140500000000$1/tpgt_1
    mkdir -p "$port" && echo "naa.600140500000000$1" >"$port/nexus"
}

# lio_disk NUMBER LUN UNIT GROUP: a unit behind that adapter, in a target port group of the unit
lio_disk() {
    local port=loopback/naa.500140500000000$1/tpgt_1 device
    lio_export "$port" "$2" "$3" "$4" || return
    device=/sys/class/scsi_device/$(cat "$LIO/$port/address"):$2/device
    await 30 test -e "$device/rescan" && echo 1 >"$device/rescan" # the kernel looked at it before it was in the group
}

# lio_host NUMBER: that adapter's, as the kernel counts hosts
lio_host() { cut -d: -f1 "$LIO/loopback/naa.500140500000000$1/tpgt_1/address"; }

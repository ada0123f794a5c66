# The product starts in the guest and makes the maps of its lab.
# limit: 400 s
. /vm/rig/guest/lib.sh
. /vm/rig/guest/mpath.sh

maps() { grep -o '"name":"mpath[abc]"' maps.json | sort -u | wc -l; }
paths() { grep -o '"name":"lab:[^"]*"' maps.json | wc -l; }
captive() { mpath run -c 'mpath:maps --json' >maps.json; }

mpath_configure
started=$(millis)
check "a captive run answers" captive
note "captive run of ./mpath: $(($(millis) - started)) ms"
check_equal "the lab has 3 maps" 3 "$(maps)"
check_equal "they have 4 paths each" 12 "$(paths)"

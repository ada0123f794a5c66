# What the guest is made of. Read by the scripts beside this one; what is written ": ${NAME:=...}" may be set in the environment.

# where packages and what is built from them are kept between runs
: "${MPATH_VM_CACHE:=${XDG_CACHE_HOME:-$HOME/.cache}/mpath-vm}"
: "${MPATH_VM_MEMORY_MIB:=2048}"
: "${MPATH_VM_PROCESSORS:=2}"

# what must be on this machine, as program:package
readonly PROGRAMS=(qemu-system-x86_64:qemu-system-x86 mke2fs:e2fsprogs depmod:kmod xz:xz-utils dpkg-deb:dpkg apt-get:apt)

# what is in the guest, with what these packages depend on
readonly PACKAGES=(bash dash coreutils util-linux mount hostname procps psmisc libc-bin base-files base-passwd kmod udev dmsetup
    multipath-tools kpartx sg3-utils sg3-utils-udev lsscsi fio e2fsprogs iproute2 gawk sed grep findutils diffutils gzip tar strace
    busybox-static python3-minimal default-jre-headless)

# what the guest loads before it has a root
readonly BOOT_MODULES=(virtio_pci virtio_blk virtio_console virtio_rng ext4 crc32c_generic crc32c_intel 9pnet_virtio 9p)
# folders of the kernel's modules that are in the guest, with what they need
readonly MODULE_FOLDERS=(drivers/scsi drivers/target drivers/md drivers/virtio drivers/char/hw_random drivers/block
    fs/configfs fs/ext4 fs/9p net/9p crypto lib)

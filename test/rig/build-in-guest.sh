#!/bin/bash
# build-in-guest.sh MANIFEST OUTPUT PIPELINE [SCRIPT] - has osbuild build what needs a device-mapper (LVM, LUKS) where this machine's
# kernel has none. The system is built here; the disk is made in a virtual machine, which is the distribution's own tree; the
# script, if there is one, looks there into the file that was built ($1; $2 is a folder for what it unpacks).
#   RIG          the folder with the distribution (tree)
#   RIG_TOOLS    osbuild-run.sh
#   OSBUILD_DIR  osbuild's source tree
# The emulated machine takes some ten minutes. Its console goes to OUTPUT/guest.log, osbuild's words to OUTPUT/osbuild.log.
set -euo pipefail
manifest=$(realpath "$1") output=$(realpath "$2") pipeline=$3 look=${4:-/dev/null}
work=$RIG/guest
rm -rf "$work/root" "$work/data"
mkdir -p "$work/data" "$work/store" "$work/mounted"

# what stands before the first pipeline that needs it
before=$(jq -r '[.pipelines | map(tostring | test("org.osbuild.(lvm2|luks2)")) | index(true)][0] as $n | .pipelines[:$n][].name' "$manifest")
STORE=$work/store CHECKPOINTS=$before "$RIG_TOOLS/osbuild-run.sh" "$manifest" "$work/out" "$(tail -n 1 <<<"$before")"
rm -rf "$work/out"

cp -a "$RIG/tree" "$work/root"
cp "$(command -v bwrap)" "$work/root/usr/bin/"
cp -a "$OSBUILD_DIR" "$work/root/osbuild"
mkdir -p "$work/root/store" "$work/root/etc/containers" "$work/root/usr/lib/rpm/macros.d"
cp /usr/lib/rpm/macros.d/macros.zz-rig "$work/root/usr/lib/rpm/macros.d/"
cat >"$work/root/rig-init" <<'INIT'
#!/bin/bash
export PATH=/usr/sbin:/usr/bin:/sbin:/bin PYTHONPATH=/osbuild PYTHONDONTWRITEBYTECODE=1 HOME=/root
mount -t proc proc /proc
mount -t sysfs sys /sys
mkdir -p /dev/pts /dev/shm
mount -t devpts devpts /dev/pts
for folder in /dev/shm /tmp /run; do mount -t tmpfs tmpfs $folder; done
for module in loop dm_mod dm_crypt vfat nls_cp437 nls_iso8859-1 nls_ascii xfs btrfs ext4; do modprobe -q $module; done
/lib/systemd/systemd-udevd --daemon
udevadm trigger
udevadm settle
ip link set lo up
mount /dev/vdb /store
cd /osbuild
read -r pipeline </store/pipeline
python3 -m osbuild --libdir /osbuild --store /store/osbuild --cache-max-size unlimited --output-directory /store/out \
  --export "$pipeline" /store/manifest.json >/store/osbuild.log 2>&1
echo $? >/store/ended
mkdir /store/looked
bash /store/look.sh /store/out/"$pipeline"/* /store/looked >/store/look.log 2>&1 || echo 1 >/store/ended
umount /store
sync
echo o >/proc/sysrq-trigger
sleep 60
INIT
chmod 755 "$work/root/rig-init"
cp -a "$work/store" "$work/data/osbuild"
cp "$manifest" "$work/data/manifest.json"
cat "$look" >"$work/data/look.sh"
echo "$pipeline" >"$work/data/pipeline"
for disk in root:4G data:16G; do
  name=${disk%:*}
  rm -f "$work/$name.img"
  truncate -s "${disk#*:}" "$work/$name.img"
  mkfs.ext4 -q -d "$work/$name" "$work/$name.img"
  rm -rf "${work:?}/$name"
done
disk() { echo -drive "file=$work/$1.img,format=raw,if=virtio,cache=unsafe"; }
# shellcheck disable=SC2046 # two words
timeout -s KILL 3600 qemu-system-x86_64 -accel tcg,thread=multi -machine q35 -cpu max,-cx16 -smp 2 -m 6144 -display none \
  -no-reboot -nodefaults -serial stdio -monitor none -kernel "$RIG"/tree/boot/vmlinuz-* -initrd "$RIG"/tree/boot/initrd.img-* \
  -append 'console=ttyS0 root=/dev/vda rw init=/rig-init panic=5 quiet' $(disk root) $(disk data) >"$output/guest.log" 2>&1
mount -o loop "$work/data.img" "$work/mounted"
trap 'umount "$work/mounted"; rm -f "$work"/*.img' EXIT
cp "$work/mounted/osbuild.log" "$output/"
if [ "$(cat "$work/mounted/ended")" != 0 ]; then
  tail -n 40 "$output/osbuild.log"
  cat "$work/mounted/look.log"
  exit 1
fi
cat "$work/mounted/look.log"
rm -rf "${output:?}/$pipeline"
cp -a --sparse=always "$work/mounted/out/$pipeline" "$output/"

#!/bin/bash
# disk-of.sh FILE FOLDER - the disk in what was built, as one that QEMU starts from; prints its path. Unpacks and converts into FOLDER.
set -euo pipefail
file=$1 folder=$2
as_qcow2() { qemu-img convert -f "$1" -O qcow2 "$2" "$folder/disk.qcow2" && echo "$folder/disk.qcow2"; }
unpacked() { tar -xf "$file" -C "$folder" && echo "$folder/$1"; }
mkdir -p "$folder"
case $file in
*.qcow2 | *.raw | *.img) echo "$file" ;;
*.raw.xz) xz -dc "$file" >"$folder/disk.raw" && echo "$folder/disk.raw" ;;
*.raw.zst) zstd -dqfc "$file" >"$folder/disk.raw" && echo "$folder/disk.raw" ;;
*.tar.gz) unpacked disk.raw ;;
*.vmdk) as_qcow2 vmdk "$file" ;;
*.vhd) as_qcow2 vpc "$file" ;;
*.vhdx) as_qcow2 vhdx "$file" ;;
*.ova) as_qcow2 vmdk "$(unpacked image.vmdk)" ;;
*libvirt.box) unpacked box.img ;;
*virtualbox.box) as_qcow2 vmdk "$(unpacked box.vmdk)" ;;
*)
    echo "there is no disk in $file" >&2
    exit 1
    ;;
esac

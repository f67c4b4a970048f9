mkdir -p "$2"
tar -xJf "$1" -C "$2"
is "what is in it" "$(ls "$2" | tr '\n' ' ')" "EFI README grub.cfg initrd.img rootfs.img vmlinuz "
is "the kernel" "$(file -b "$2/vmlinuz" | grep -c '^Linux kernel x86 boot executable')" 1
is "the boot loader" "$(ls "$2/EFI/fedora" | grep -cE '^(shimx64|grubx64)\.efi$')" 2
is "the system" "$(file -b "$2/rootfs.img" | grep -o '^Squashfs filesystem.*xz compressed')" "Squashfs filesystem, little endian, version 4.0, xz compressed"
is "its files" "$(unsquashfs -cat "$2/rootfs.img" etc/rig)" "from a blueprint"
is "what is left out" "$(unsquashfs -l "$2/rootfs.img" | grep -cE '/boot/(initramfs|loader/)|/usr/lib/sysimage/rpm/.')" 0
# the kernel, the initramfs and the system of the archive; the rig's initramfs fetches nothing, so that QEMU gives it the system as a disk
seen=$(/usr/bin/python3 "$RIG_TOOLS/boot.py" "$2/rootfs.img" --kernel "$2/vmlinuz" --initrd "$2/initrd.img" --log "$2/../direct.console" \
  --append "root=/dev/vda rootfstype=squashfs ro console=ttyS0 systemd.volatile=state" --timeout 1500 --login admin:rig \
  --run 'echo "it is $(cat /etc/rig), $(findmnt -no FSTYPE /)"')
is "what starts" "$(grep -o 'it is .*' <<<"$seen" | tail -1)" "it is from a blueprint, squashfs"

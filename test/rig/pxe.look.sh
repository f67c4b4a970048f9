mkdir -p "$2"
tar -xJf "$1" -C "$2"
is "what is in it" "$(ls "$2" | tr '\n' ' ')" "EFI README grub.cfg initrd.img rootfs.img vmlinuz "
is "the kernel" "$(file -b "$2/vmlinuz" | grep -c '^Linux kernel x86 boot executable')" 1
is "the boot loader" "$(ls "$2/EFI/fedora" | grep -cE '^(shimx64|grubx64)\.efi$')" 2
is "the system" "$(file -b "$2/rootfs.img" | grep -o '^Squashfs filesystem.*xz compressed')" "Squashfs filesystem, little endian, version 4.0, xz compressed"
is "what is left out" "$(unsquashfs -l "$2/rootfs.img" | grep -cE '/boot/(initramfs|loader/)|/usr/lib/sysimage/rpm/.')" 0
is "what a web server may read" "$(find "$2" ! -perm -o=r | wc -l)" 0
unsquashfs -q -n -d "$2/system" "$2/rootfs.img"
probed "$2/system"
is "the menu" "$(chroot "$2/system" grub-script-check <"$2/grub.cfg" 2>&1)" ""
# Debian's kernel brings an initramfs of its own kind; dracut makes the one that the image is told to have
is "how it is made" "$(env -u TMPDIR unshare -m bash -ec 'for dir in proc sys dev; do mount --bind /$dir "$0/$dir"; done
  kernel=$(basename "$0"/usr/lib/modules/*.x86_64)
  chroot "$0" dracut -q --no-hostonly /initrd.img "$kernel" >"$0/dracut.log" 2>&1 || tail -n 3 "$0/dracut.log"' "$2/system")" ""
cp "$2/system/initrd.img" "$2/initrd.img"
is "its modules" "$(TMPDIR=/tmp chroot "$2/system" lsinitrd -m /initrd.img | grep -cxE 'livenet|dmsquash-live|qemu-net')" 3
# each entry of the menu, with the server's name written into it
ln "$2/rootfs.img" "$2/system/rootfs.img"
chroot "$2/system" sh -c 'echo rootfs.img | cpio -H newc --quiet -L -o' >"$2/rootfs.cpio"
cat "$2/initrd.img" "$2/rootfs.cpio" >"$2/combined.img"
/usr/bin/python3 -m http.server 8998 --bind 127.0.0.1 --directory "$2" >"$2/../http.log" 2>&1 &
server=$!
truncate -s 1M "$2/empty"
for entry in http-rootfs combined-rootfs; do
  words=$(sed -n "/'$entry'/,/}/p" "$2/grub.cfg")
  args=$(sed -n 's,^ *linux /vmlinuz ,,p' <<<"$words" | sed s/HTTP-SERVER/10.0.2.2:8998/)
  initrd=$(sed -n 's,^ *initrd /,,p' <<<"$words")
  seen=$(/usr/bin/python3 "$RIG_TOOLS/boot.py" "$2/empty" --kernel "$2/vmlinuz" --initrd "$2/$initrd" --log "$2/../$entry.console" \
    --append "$args console=ttyS0" --memory 3072 --timeout 1500 --login admin:rig \
    --run 'echo "it is $(systemctl is-system-running --wait), $(cat /etc/rig), $(findmnt -no FSTYPE /)"')
  is "what $entry starts" "$(grep -o 'it is .*' <<<"$seen" | tail -1)" "it is running, from a blueprint, overlay"
done
kill $server

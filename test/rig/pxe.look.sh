mkdir -p "$2"
tar -xJf "$1" -C "$2"
is "what is in it" "$(ls "$2" | tr '\n' ' ')" "EFI README grub.cfg initrd.img rootfs.img vmlinuz "
is "the kernel" "$(file -b "$2/vmlinuz" | grep -c '^Linux kernel x86 boot executable')" 1
is "the boot loader" "$(ls "$2/EFI/fedora" | grep -cE '^(shimx64|grubx64)\.efi$')" 2
is "the system" "$(file -b "$2/rootfs.img" | grep -o '^Squashfs filesystem.*xz compressed')" "Squashfs filesystem, little endian, version 4.0, xz compressed"
is "its files" "$(unsquashfs -cat "$2/rootfs.img" etc/rig)" "from a blueprint"
is "what is left out" "$(unsquashfs -l "$2/rootfs.img" | grep -cE '/boot/(initramfs|loader/)|/usr/lib/sysimage/rpm/.')" 0

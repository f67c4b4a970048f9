is "the root's file system" "$(findmnt -no FSTYPE /)" ext4
is "/boot" "$(findmnt -no FSTYPE /boot)" ext4
is "/boot/efi" "$(findmnt -no FSTYPE /boot/efi)" vfat
is "fstab" "$(grep -c '^[^#]' /etc/fstab 2>/dev/null || true)" "$([ -e /etc/fstab ] && echo 0)"
is "a unit that mounts /boot" "$(systemctl is-active boot.mount)" active

is "the root's file system" "$(findmnt -no FSTYPE /)" ext4
is "the boot partition's file system" "$(findmnt -no FSTYPE /boot)" ext4

is "the root's file system" "$(findmnt -no FSTYPE /)" xfs
is "the boot partition's file system" "$(findmnt -no FSTYPE /boot)" xfs

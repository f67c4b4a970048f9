is "the root's file system" "$(findmnt -no FSTYPE /)" xfs
is "an administrator" "$(root id -u)" 0

is "the root's file system" "$(findmnt -no FSTYPE /)" xfs
is "the consoles" "$(grep -o 'console=[^ ]*' /proc/cmdline | tr '\n' ' ')" "console=tty0 console=ttyS0,115200n8 "

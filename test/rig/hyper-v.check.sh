is "the root's file system" "$(findmnt -no FSTYPE /)" xfs
is "the daemons" "$(rpm -q --qf '%{NAME}' hyperv-daemons)" hyperv-daemons
is "what sets it up" "$(rpm -q --qf '%{NAME} ' cloud-init cloud-utils-growpart)" "cloud-init cloud-utils-growpart "
is "the consoles" "$(grep -o 'console=[^ ]*' /proc/cmdline | tr '\n' ' ')" "console=tty0 console=ttyS0,115200n8 "
is "the default target" "$(systemctl get-default)" multi-user.target

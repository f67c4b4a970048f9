is "the root's file system" "$(findmnt -no FSTYPE /)" xfs
is "the user of the cloud" "$(grep -c 'name: ec2-user' /etc/cloud/cloud.cfg.d/00-rhel-default-user.cfg)" 1
is "a driver in the initramfs" "$(grep -c nvme /usr/lib/dracut/dracut.conf.d/ec2.conf)" 1
is "the consoles" "$(grep -o 'console=[^ ]*' /proc/cmdline | tr '\n' ' ')" "console=tty0 console=ttyS0,115200n8 "
is "passwords over SSH" "$(root sshd -T | grep -i ^passwordauth)" "passwordauthentication no"
is "the time of the cloud" "$(root chronyd -p | grep ^server)" "server 169.254.169.123 prefer iburst minpoll 4 maxpoll 4"
is "who knows the accounts" "$(authselect current -r)" sssd
is "terminals" "$(grep -c ^NAutoVTs=0 /usr/lib/systemd/logind.conf.d/00-getty-fixes.conf)" 1

is "the root's file system" "$(findmnt -no FSTYPE /)" xfs
is "the user of the cloud" "$(grep -c 'name: ec2-user' /etc/cloud/cloud.cfg.d/00-rhel-default-user.cfg)" 1
is "a driver in the initramfs" "$(grep -c nvme /usr/lib/dracut/dracut.conf.d/ec2.conf)" 1

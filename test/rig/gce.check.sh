is "the root's file system" "$(findmnt -no FSTYPE /)" xfs
is "the console before the rig's" "$(grep -o 'console=[^ ]*' /proc/cmdline | head -1)" console=ttyS0,38400n8d
is "the SSH server" "$(root sshd -T | grep -iE '^(permitrootlogin|passwordauth|clientaliveinterval)' | sort | tr '\n' ' ')" \
  "clientaliveinterval 420 passwordauthentication no permitrootlogin no "
is "the time of the cloud" "$(root chronyd -p | grep ^server)" "server metadata.google.internal iburst"
is "the firewall" "$(root grep -c ^DefaultZone=trusted /etc/firewalld/firewalld.conf)" 1
is "updates by themselves" "$(tr -d ' ' </etc/dnf/automatic.conf | grep -cE '^(apply_updates=yes|upgrade_type=security)')" 2
is "Google's agent" "$(tr -d ' ' </etc/default/instance_configs.cfg.distro | tail -2 | tr '\n' ' ')" "[InstanceSetup] set_boto_config=false"

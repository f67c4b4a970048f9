is "the name" "$(cat /etc/hostname)" full.example.com
is "the language" "$(sed -n s/^LANG=//p /etc/locale.conf)" de_DE.UTF-8
is "the time zone" "$(readlink -f /etc/localtime)" /usr/share/zoneinfo/Europe/Berlin
is "a package" "$(rpm -q --qf '%{NAME}' tmux)" tmux
is "an account" "$(getent passwd ada)" ada:x:1600:1600:Ada:/home/ada:/bin/sh
is "its groups" "$(id -nG ada | tr ' ' '\n' | sort | tr '\n' ' ')" "ada crew wheel "
is "its password" "$(echo secret | su ada -c 'echo $USER' 2>&1 | tail -1 | sed 's/.* //')" ada
is "its key" "$(root awk '{ print $3 }' /home/ada/.ssh/authorized_keys)" ada@example.com
is "a directory" "$(stat -c '%a %U %G' /etc/crew)" "750 root crew"
is "a file" "$(root cat /etc/crew/rules)" 'one ${two} $(three)'
is "its owner" "$(root stat -c '%a %U %G' /etc/crew/rules)" "640 ada crew"
is "an empty file" "$(stat -c %s /etc/motd)" 0
is "an enabled service" "$(systemctl is-active nginx)" active
is "a disabled service" "$(systemctl is-enabled chronyd)" disabled
is "a masked unit" "$(systemctl is-enabled ctrl-alt-del.target)" masked
is "a unit of its own" "$(ls /run/hello)" /run/hello
is "a kernel argument" "$(grep -o 'rig\.mark=.' /proc/cmdline)" rig.mark=1
is "sysctl" "$(cat /proc/sys/kernel/panic /proc/sys/vm/swappiness | tr '\n' ' ')" "17 5 "
is "modprobe" "$(cat /usr/lib/modprobe.d/rig.conf)" "blacklist floppy"
is "the SSH server" "$(root sshd -T | grep -iE '^(permitrootlogin|passwordauth)' | sort | tr '\n' ' ')" "passwordauthentication yes permitrootlogin no "
is "tmpfiles" "$(stat -c '%a %U %G' /run/crew)" "770 ada crew"
is "limits" "$(tr -s '\t ' ' ' </etc/security/limits.d/rig.conf)" "@crew hard nofile 2048"
is "/" "$(findmnt -no FSTYPE /)" xfs
is "/boot" "$(findmnt -no FSTYPE /boot)" ext4
is "/srv" "$(findmnt -no FSTYPE /srv)" ext4
is "/home" "$(findmnt -no FSTYPE,FSROOT /home | tr -s ' ')" "btrfs /home"
is "/var/log" "$(findmnt -no FSTYPE,FSROOT /var/log | tr -s ' ')" "btrfs /log"
is "its options" "$(findmnt -no OPTIONS /var/log | grep -o noatime)" noatime
is "swap" "$(awk 'NR == 2 { print $2 }' /proc/swaps)" partition
is "a script of the first boot" "$(cat /var/lib/first-boot-ran)" full.example.com
is "a file from beside the blueprint" "$(sed -n 's/^name: //p' /etc/from-beside)" rig-xfs
is "a static connection" "$(root stat -c '%a %U' /etc/NetworkManager/system-connections/br0.nmconnection)" "600 root"
is "its address" "$(root grep -c '192.0.2.10/24' /etc/NetworkManager/system-connections/br0.nmconnection)" 1

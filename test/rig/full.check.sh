# a key of this test alone; ada and eve have its other half
{ echo "-----BEGIN OPENSSH PRIVATE"" KEY-----"; cat <<'KEY'; echo "-----END OPENSSH PRIVATE"" KEY-----"; } >key
b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW
QyNTUxOQAAACB++mjgbUpij6LTbsEMR8qNjtzjqOMcfZ98Vh8TZ1s3PAAAAJjq9Y4r6vWO
KwAAAAtzc2gtZWQyNTUxOQAAACB++mjgbUpij6LTbsEMR8qNjtzjqOMcfZ98Vh8TZ1s3PA
AAAEAPQSKeJDwxy8Gmj2hnImaiLzv9Oq1kVP1kqt0padFH0376aOBtSmKPotNuwQxHyo2O
3OOo4xx9n3xWHxNnWzc8AAAAD2FkYUBleGFtcGxlLmNvbQECAwQFBg==
KEY
printf '#!/bin/sh\necho "$PASS"\n' >pass; chmod 700 pass; chmod 600 key
over_ssh() { timeout 60 ssh -o StrictHostKeyChecking=no -o LogLevel=ERROR -o NumberOfPasswordPrompts=1 "$@" 'id -un' 2>&1 | tail -1; }
with_key() { over_ssh -o BatchMode=yes -i key "$1@localhost"; }
with_password() { PASS=$2 SSH_ASKPASS=./pass SSH_ASKPASS_REQUIRE=force over_ssh -o PubkeyAuthentication=no "$1@localhost"; }
refused() { case $1 in *"ermission denied"*) echo refused ;; *) echo "$1" ;; esac; }
conf() { root cat "$1" | grep -v '^ *#' | tr -s ' \t\n' ' '; }

is "the name" "$(cat /etc/hostname)" full.example.com
is "the name that is used" "$(hostname)" full.example.com
is "the language" "$(sed -n s/^LANG=//p /etc/locale.conf)" de_DE.UTF-8
is "the time zone" "$(readlink -f /etc/localtime)" /usr/share/zoneinfo/Europe/Berlin
is "its clock" "$(date +%Z)" "$(TZ=Europe/Berlin date +%Z)"
# Debian's systemd knows no keymap of the console
is "the keyboard of X11" "$(grep -o '"de,us"' /etc/X11/xorg.conf.d/00-keyboard.conf)" '"de,us"'
is "the default target" "$(systemctl get-default)" multi-user.target
is "a time server" "$(root chronyd -p | grep ^server)" "server 192.0.2.123 iburst maxpoll 9"
is "a package" "$(rpm -q --qf '%{NAME}' tmux)" tmux
is "a package that is left out" "$(rpm -q nano)" "package nano is not installed"
is "a repository" "$(grep -E '^(\[|baseurl|priority|enabled)' /etc/yum.repos.d/extra.repo | tr -d ' ' | tr '\n' ' ')" \
  "[extra] baseurl=https://packages.example.com/x86_64 enabled=0 priority=7 "
is "an account" "$(getent passwd ada)" ada:x:1600:1600:Ada:/home/ada:/bin/sh
is "its groups" "$(id -nG ada | tr ' ' '\n' | sort | tr '\n' ' ')" "ada crew wheel "
is "its password" "$(echo secret | su ada -c 'id -un' 2>&1 | tail -1 | sed 's/.* //')" ada
is "a wrong password" "$(echo wrong | su ada -c 'id -un' 2>&1 | grep -c ^ada)" 0
is "its password over SSH" "$(with_password ada secret)" ada
is "a wrong password over SSH" "$(refused "$(with_password ada wrong)")" refused
is "its key" "$(with_key ada)" ada
is "sudo" "$(su ada -c "echo secret | sudo -S -p '' id -un" <<<secret 2>&1 | tail -1 | sed 's/.* //')" root
is "a hashed password" "$(with_password bob hunter2)" bob
is "an account elsewhere" "$(getent passwd bob | cut -d: -f4,6)" 1500:/srv/bob
is "when it is closed" "$(root getent shadow bob | cut -d: -f8)" 40000
is "a locked account's key" "$(with_key eve)" eve
is "a locked account" "$(root getent shadow eve | cut -d: -f2 | cut -c1)" !
is "a password to be changed" "$(root getent shadow tom | cut -d: -f3)" 0
is "root's password" "$(echo toor | su root -c 'id -un' 2>&1 | tail -1 | sed 's/.* //')" root
is "root over SSH" "$(refused "$(with_password root toor)")" refused
is "a group" "$(getent group crew | cut -d: -f3)" 1500
is "a directory" "$(stat -c '%a %U %G' /etc/crew)" "750 root crew"
is "a deep directory" "$(root stat -c '%a %U %G' /var/lib/crew/deep/down)" "2770 ada crew"
is "a file" "$(root cat /etc/crew/rules)" 'one ${two} $(three)'
is "its owner" "$(root stat -c '%a %U %G' /etc/crew/rules)" "640 ada crew"
is "an empty file" "$(stat -c %s /etc/motd)" 0
is "a program" "$(greet)" "grüß dich"
is "a file from beside the blueprint" "$(sed -n 's/^name: //p' /etc/from-beside)" rig-xfs
is "scripts of the first boot" "$(cat /var/lib/first-boot-ran | tr '\n' ' ')" "full.example.com last "
is "their mark" "$(root ls /var/local/osbuild-first-boot/.run 2>&1 | grep -c 'cannot access')" 1
is "an enabled service" "$(systemctl is-active nginx)" active
is "a disabled unit" "$(systemctl is-enabled fstrim.timer)" disabled
is "a masked unit" "$(systemctl is-enabled ctrl-alt-del.target)" masked
is "a unit of its own, with a drop-in and variables" "$(cat /run/hello)" "good day, Ada"
is "a preset" "$(cat /usr/lib/systemd/system-preset/*.preset | grep cockpit.socket)" "disable cockpit.socket"
is "the login manager" "$(conf /usr/lib/systemd/logind.conf.d/rig.conf)" "[Login] NAutoVTs=2 "
is "the journal" "$(ls -d /var/log/journal/*/ | wc -l)" 1
is "a kernel argument" "$(grep -o 'rig\.mark=.' /proc/cmdline)" rig.mark=1
is "sysctl" "$(cat /proc/sys/kernel/panic /proc/sys/vm/swappiness | tr '\n' ' ')" "17 5 "
is "modprobe" "$(conf /usr/lib/modprobe.d/rig.conf)" "blacklist floppy install pcspkr /usr/bin/true "
is "dracut" "$(conf /usr/lib/dracut/dracut.conf.d/rig.conf)" 'omit_drivers+=" floppy " '
is "the SSH server" "$(root sshd -T | grep -iE '^(permitrootlogin|passwordauth)' | sort | tr '\n' ' ')" "passwordauthentication yes permitrootlogin no "
is "limits" "$(su ada -c 'ulimit -Hn' <<<secret 2>&1 | tail -1 | sed 's/.* //')" 2048
is "tmpfiles" "$(stat -c '%a %U %G' /run/crew)" "770 ada crew"
is "a variable of shells" "$(bash -lc 'echo $RIG_PROXY')" http://proxy.example.com:3128
is "cloud-init" "$(conf /etc/cloud/cloud.cfg.d/10-rig.cfg)" "ssh_pwauth: true "
is "tuned" "$(cat /etc/tuned/active_profile | tr -d '\n')" throughput-performance
is "udev" "$(cat /etc/udev/rules.d/80-rig.rules)" "# the rig has no rules"
is "dnf" "$(grep -c '^ip_resolve *= *4' /etc/dnf/dnf.conf) $(cat /etc/dnf/vars/infra)" "1 rig"
is "an authority" "$(openssl x509 -in /etc/pki/ca-trust/source/anchors/rig.pem | openssl verify 2>&1)" "stdin: OK"
is "/" "$(findmnt -no FSTYPE /)" xfs
is "/boot" "$(findmnt -no FSTYPE /boot)" ext4
is "/boot/efi" "$(findmnt -no FSTYPE /boot/efi)" vfat
is "/srv" "$(findmnt -no FSTYPE,LABEL,UUID /srv | tr -s ' ')" "ext4 data 8b7c1e1e-3b0f-4f1d-9c50-0123456789ab"
is "its options" "$(findmnt -no OPTIONS /srv | grep -o nodev)" nodev
is "its size" "$(($(findmnt -bno SIZE /srv) / 1048576 / 100))" 4
is "/home" "$(findmnt -no FSTYPE,FSROOT /home | tr -s ' ')" "btrfs /home"
is "/var/log" "$(findmnt -no FSTYPE,FSROOT /var/log | tr -s ' ')" "btrfs /log"
is "its options" "$(findmnt -no OPTIONS /var/log | grep -o noatime)" noatime
is "swap" "$(awk 'NR == 2 { print $2, ($3 > 250000) }' /proc/swaps)" "partition 1"
is "a static connection" "$(root stat -c '%a %U' /etc/NetworkManager/system-connections/br0.nmconnection)" "600 root"
is "its address" "$(ip -br -4 addr show br0 | tr -s ' ' | cut -d' ' -f3)" 192.0.2.10/24
is "its port" "$(cat /sys/class/net/eth0/master/uevent | sed -n s/^INTERFACE=//p)" br0
is "its route" "$(ip route show 203.0.113.0/24 | cut -d' ' -f3)" 192.0.2.1
is "a virtual network" "$(ip -br addr show br0.7 | tr -s ' ' | cut -d' ' -f3,4)" "198.51.100.7/24 2001:db8::7/64"
is "the settings of NetworkManager" "$(conf /etc/NetworkManager/conf.d/rig.conf)" "[main] no-auto-default=* "
echo "  the checks took $SECONDS s"

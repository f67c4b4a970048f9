#!/bin/bash
# like-fedora.sh TREE - what Debian's tree lacks, or has in other places than the distributions that it stands for.
set -euo pipefail
tree=$1
more=(firewalld tuned authselect)

# programs that stages run or whose files they change; the guests have them as part of the base system
if [ ! -e "$tree/usr/bin/firewall-offline-cmd" ]; then
    mv "$tree/etc/resolv.conf" "$tree/etc/resolv.conf.kept"
    cp /etc/resolv.conf "$tree/etc/resolv.conf"
    chroot "$tree" apt-get update -q
    DEBIAN_FRONTEND=noninteractive chroot "$tree" apt-get install -y -q --no-install-recommends "${more[@]}"
    mv "$tree/etc/resolv.conf.kept" "$tree/etc/resolv.conf"
    printf '%s\n' "${more[@]}" >>"$tree/usr/share/rig/base.list"
    # Debian starts what is installed, Fedora what is enabled
    find "$tree/etc/systemd/system" -type l \( -name 'firewalld*' -o -name 'tuned*' -o -name 'dbus-org.fedoraproject.*' \) -delete
fi

grep -q '^CREATE_HOME' "$tree/etc/login.defs" || echo 'CREATE_HOME yes' >>"$tree/etc/login.defs"
if [ ! -e "$tree/etc/chrony.conf" ]; then
    mv "$tree/etc/chrony/chrony.conf" "$tree/etc/chrony.conf"
    ln -s ../chrony.conf "$tree/etc/chrony/chrony.conf"
fi
mkdir -p "$tree/etc/cloud/cloud.cfg.d" "$tree/etc/sysconfig" "$tree/usr/local/share/ca-certificates" \
    "$tree/etc/pki/ca-trust/source/anchors"
cat >"$tree/usr/bin/update-ca-trust" <<'SCRIPT'
#!/bin/sh
for anchor in /etc/pki/ca-trust/source/anchors/*.pem; do
    [ -e "$anchor" ] && cp "$anchor" "/usr/local/share/ca-certificates/$(basename "$anchor" .pem).crt"
done
exec /usr/sbin/update-ca-certificates
SCRIPT
chmod 755 "$tree/usr/bin/update-ca-trust"

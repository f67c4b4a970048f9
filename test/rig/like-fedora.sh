#!/bin/bash
# like-fedora.sh TREE - what Debian's tree lacks, or has in other places than the distributions that it stands for.
set -euo pipefail
tree=$1
more=(firewalld tuned authselect cloud-guest-utils dhcpcd-base netcat-openbsd
    python3-{configobj,jinja2,jsonpatch,jsonschema,oauthlib,requests,yaml})

# programs that stages run or whose files they change; the guests have them as part of the base system
if [ ! -e "$tree/usr/bin/firewall-offline-cmd" ]; then
    mv "$tree/etc/resolv.conf" "$tree/etc/resolv.conf.kept"
    cp /etc/resolv.conf "$tree/etc/resolv.conf"
    chroot "$tree" apt-get update -q
    DEBIAN_FRONTEND=noninteractive chroot "$tree" apt-get install -y -q --no-install-recommends "${more[@]}" \
        dracut-live dracut-network # what the initramfs of a network boot is made of
    # Debian's cloud-init does not want to be beside firewalld, which Fedora's does not mind
    chroot "$tree" sh -c 'cd /tmp && apt-get download -q cloud-init && dpkg --force-conflicts,depends -i cloud-init_*.deb && rm cloud-init_*'
    mv "$tree/etc/resolv.conf.kept" "$tree/etc/resolv.conf"
    printf '%s\n' "${more[@]}" cloud-init >>"$tree/usr/share/rig/base.list"
    # Debian starts what is installed, Fedora what is enabled; its presets enable cloud-init's process, the stages are left to the image
    find "$tree/etc/systemd/system" -type l \( -name 'firewalld*' -o -name 'tuned*' -o -name 'cloud-*' -o -name 'dbus-org.fedoraproject.*' \) \
        ! -name cloud-init-main.service -delete
fi

grep -q '^CREATE_HOME' "$tree/etc/login.defs" || echo 'CREATE_HOME yes' >>"$tree/etc/login.defs"
if [ ! -e "$tree/etc/chrony.conf" ]; then
    mv "$tree/etc/chrony/chrony.conf" "$tree/etc/chrony.conf"
    ln -s ../chrony.conf "$tree/etc/chrony/chrony.conf"
fi
mkdir -p "$tree/etc/cloud/cloud.cfg.d" "$tree/etc/sysconfig" "$tree/usr/local/share/ca-certificates" \
    "$tree/etc/pki/ca-trust/source/anchors" "$tree/etc/authselect/custom" "$tree/var/lib/authselect/backups"
# timers that the manifests of clouds enable
for timer in nm-cloud-setup dnf-automatic; do
    [ -e "$tree/usr/lib/systemd/system/$timer.timer" ] && continue
    printf '[Unit]\nDescription=rig stand-in for %s\n[Timer]\nOnBootSec=1d\nUnit=%s\n[Install]\nWantedBy=timers.target\n' \
        "$timer" nm-cloud-setup.service >"$tree/usr/lib/systemd/system/$timer.timer"
done
cat >"$tree/usr/bin/update-ca-trust" <<'SCRIPT'
#!/bin/sh
for anchor in /etc/pki/ca-trust/source/anchors/*.pem; do
    [ -e "$anchor" ] && cp "$anchor" "/usr/local/share/ca-certificates/$(basename "$anchor" .pem).crt"
done
exec /usr/sbin/update-ca-certificates
SCRIPT
chmod 755 "$tree/usr/bin/update-ca-trust"

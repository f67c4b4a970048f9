# runs where the image is made: this needs a device-mapper
tree=$2/tree
mkdir "$tree"
# what a slow machine had not closed when osbuild ended: the same names cannot be open twice
vgchange -qan >/dev/null
dmsetup ls --target crypt | cut -f1 | xargs -rn1 cryptsetup close
losetup -D
qemu-img convert -O raw "$1" "$2/disk.raw"
loop=$(losetup -Pf --show "$2/disk.raw")
udevadm settle
is "the encrypted partitions" "$(blkid -o value -s TYPE "${loop}p4" "${loop}p5" | tr '\n' ' ')" "crypto_LUKS crypto_LUKS "
is "the label of one" "$(blkid -o value -s LABEL "${loop}p4")" vault
is "how its key is made" "$(cryptsetup luksDump "${loop}p4" | grep -m 1 PBKDF: | tr -d ' \t')" PBKDF:argon2id
echo -n wrong | cryptsetup open --test-passphrase --key-file - "${loop}p5" 2>/dev/null
is "a wrong passphrase" $? 2
echo -n 'open sesame' | cryptsetup open --key-file - "${loop}p5" system
is "the passphrase" $? 0
vgchange -qay rootvg >/dev/null
is "the volumes in it" "$(lvs --noheadings -o lv_name rootvg | tr -d ' ')" rootlv
mount /dev/rootvg/rootlv "$tree"
is "the system on them" "$(sed -n s/^VERSION_ID=//p "$tree/etc/os-release" | tr -d '"')" 42
is "the key of the other" "$(stat -c '%a %u' "$tree/etc/vault.key")" "400 0"
cryptsetup open --key-file "$tree/etc/vault.key" "${loop}p4" vault
is "the file opens it" $? 0
is "what is in it" "$(blkid -o value -s TYPE /dev/mapper/vault)" ext4
is "what the system mounts from it" "$(awk '$2 == "/srv" { print $1 }' "$tree/etc/fstab")" "UUID=$(blkid -o value -s UUID /dev/mapper/vault)"
id() { cryptsetup luksUUID "$1"; }
is "how the system opens both" "$(tr -s ' \t' ' ' <"$tree/etc/crypttab" | sort | tr '\n' ';')" \
  "$(printf '%s;' "luks-$(id "${loop}p4") UUID=$(id "${loop}p4") /etc/vault.key luks,discard" "luks-$(id "${loop}p5") UUID=$(id "${loop}p5") none luks" | tr ';' '\n' | sort | tr '\n' ';')"
mount "${loop}p3" "$tree/boot"
is "what the initramfs opens" "$(cat "$tree"/boot/loader/entries/*.conf "$tree/etc/kernel/cmdline" | grep -o 'rd.luks.uuid=[^ ]*' | sort -u)" "rd.luks.uuid=luks-$(id "${loop}p5")"
umount "$tree/boot" "$tree"

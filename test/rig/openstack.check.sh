is "the consoles" "$(grep -o 'console=[^ ]*' /proc/cmdline | tr '\n' ' ')" "console=tty1 console=ttyS0,115200n8 "
is "how cloud-init ended" "$(root cloud-init status --wait | tail -1)" "status: done"
is "the seed" "$(root cloud-id)" nocloud
is "the name that the cloud gives" "$(hostname)" from-the-cloud
is "the account that the cloud makes" "$(getent passwd visitor | cut -d: -f5)" "From the cloud"
is "the file that the cloud writes" "$(cat /etc/from-the-cloud)" hello
is "the root has grown to its disk" "$(($(findmnt -bno SIZE /) / 1048576 > 5000))" 1

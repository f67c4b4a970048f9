tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
tar -xJf "$1" -C "$tree" --numeric-owner
is "the name" "$(cat "$tree/etc/hostname")" tar.example.com
is "a file" "$(cat "$tree/etc/rig")" "from a blueprint"
is "its owner" "$(stat -c '%a %u %g' "$tree/etc/rig")" "600 0 1600"
is "an account" "$(grep ^ada: "$tree/etc/passwd" | cut -d: -f 3,6)" "1600:/home/ada"
is "a masked unit" "$(readlink "$tree/etc/systemd/system/ctrl-alt-del.target")" /dev/null
is "a package" "$(rpm --root "$tree" -q --qf '%{NAME}' tmux)" tmux
is "kernels" "$(ls "$tree/boot" | grep -c vmlinuz)" 0

mkdir -p "$2"
is "its kind" "$(file -b --mime-type "$1")" application/x-xz
tar -xJf "$1" -C "$2" --numeric-owner
is "a file" "$(cat "$2/etc/rig")" "from a blueprint"
is "the system" "$(. "$2/etc/os-release" && echo $ID)" fedora
is "the language" "$(cat "$2/etc/default/locale")" LANG=C.UTF-8
is "the time zone" "$(readlink "$2/etc/localtime")" ../usr/share/zoneinfo/Etc/UTC
is "a package" "$(rpm --root "$2" -q --qf '%{NAME}' wsl-setup)" wsl-setup
is "kernels" "$(ls "$2/boot" 2>/dev/null | grep -c vmlinuz)" 0
probed "$2"

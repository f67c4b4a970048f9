folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
is "its architecture" "$(skopeo inspect --config "oci-archive:$1" | jq -r .architecture)" amd64
is "its command" "$(skopeo inspect --config "oci-archive:$1" | jq -c .config.Cmd)" '["/bin/bash"]'
is "a label" "$(skopeo inspect "oci-archive:$1" | jq -r .Labels.vendor)" "Fedora Project"
is "its layers" "$(skopeo inspect "oci-archive:$1" | jq '.Layers | length')" 1
skopeo copy -q "oci-archive:$1" "dir:$folder/layers"
mkdir "$folder/tree"
tar -xf "$folder/layers/$(skopeo inspect "oci-archive:$1" | jq -r '.Layers[0]' | cut -d: -f2)" -C "$folder/tree"
is "the system" "$(. "$folder/tree/etc/os-release" && echo "$ID")" fedora
is "its shell" "$(chroot "$folder/tree" /bin/bash -c 'echo it runs')" "it runs"
is "a file" "$(cat "$folder/tree/etc/rig")" "from a blueprint"
is "a package" "$(rpm --root "$folder/tree" -q --qf '%{NAME}' tmux)" tmux
is "kernels" "$(ls "$folder/tree/boot" 2>/dev/null | grep -c vmlinuz)" 0

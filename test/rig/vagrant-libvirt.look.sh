mkdir -p "$2"
is "what is in it" "$(tar -tf "$1" | sed 's,^\./,,' | sort | xargs)" "Vagrantfile box.img metadata.json"
tar -xf "$1" -C "$2"
is "its provider" "$(jq -c '[.provider, .format]' "$2/metadata.json")" '["libvirt","qcow2"]'
is "its disk" "$(qemu-img info --output=json "$2/box.img" | jq -r .format)" qcow2
is "its size in GB" "$(jq .virtual_size "$2/metadata.json")" "$(qemu-img info --output=json "$2/box.img" | jq '."virtual-size" / 1000000000 | floor')"
is "what Vagrant is told" "$(grep -c 'vm.provider :libvirt' "$2/Vagrantfile")" 1

mkdir -p "$2"
is "what is in it" "$(tar -tf "$1" | sed 's,^\./,,' | sort | xargs)" "Vagrantfile box.mf box.ovf box.vmdk metadata.json"
tar -xf "$1" -C "$2"
is "its provider" "$(jq -r .provider "$2/metadata.json")" virtualbox
is "its disk" "$(qemu-img info --output=json "$2/box.vmdk" | jq -r '.format, ."format-specific".data."create-type"' | tr '\n' ' ')" "vmdk streamOptimized "
is "the digests" "$(cd "$2" && sed 's/^SHA256(\(.*\))= \(.*\)$/\2  \1/' box.mf | sha256sum -c --quiet && echo right)" right
is "the address of its network card" "$(grep -o 'base_mac = "[^"]*"' "$2/Vagrantfile")" 'base_mac = "0800271dbeef"'
is "the folder that is shared" "$(grep -c '"/vagrant", type: "rsync"' "$2/Vagrantfile")" 1

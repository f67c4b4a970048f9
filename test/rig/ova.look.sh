mkdir -p "$2"
# the description comes first: who reads the file as a stream has it before the disk
is "what is in it" "$(tar -tf "$1" | tr '\n' ' ')" "image.ovf image.mf image.vmdk "
is "its kind of archive" "$(head -c 262 "$1" | tail -c 5)" ustar
tar -xf "$1" -C "$2"
is "the digests" "$(cd "$2" && sed 's/^SHA256(\(.*\))= \(.*\)$/\2  \1/' image.mf | sha256sum -c --quiet && echo right)" right
is "the description is XML" "$(/usr/bin/python3 -c 'import sys, xml.dom.minidom as x; print(x.parse(sys.argv[1]).documentElement.tagName)' "$2/image.ovf")" Envelope
is "the disk that it describes" "$(grep -o 'ovf:href="[^"]*"' "$2/image.ovf")" 'ovf:href="image.vmdk"'
is "the guest" "$(grep -o 'vmw:osType="[^"]*"' "$2/image.ovf")" 'vmw:osType="rhel9_64Guest"'
is "its hardware" "$(grep -o 'vmx-[0-9]*' "$2/image.ovf")" vmx-18
is "the disk" "$(qemu-img info --output=json "$2/image.vmdk" | jq -r '.format, ."format-specific".data."create-type"' | tr '\n' ' ')" "vmdk streamOptimized "

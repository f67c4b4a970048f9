info=$(qemu-img info --output=json "$1")
is "its format" "$(jq -r '.format' <<<"$info")" vmdk
is "its kind" "$(jq -r '."format-specific".data."create-type"' <<<"$info")" streamOptimized
# the disk is larger than the 2 GiB of this environment, since Fedora's /boot and system need more
is "its size in MiB" "$(jq '."virtual-size" / 1048576' <<<"$info")" 5323
is "its version (3 is that of streams)" "$(head -c 8 "$1" | od -An -tu4 -j 4 | tr -d ' ')" 3

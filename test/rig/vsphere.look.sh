info=$(qemu-img info --output=json "$1")
is "its format" "$(jq -r '.format' <<<"$info")" vmdk
is "its kind" "$(jq -r '."format-specific".data."create-type"' <<<"$info")" streamOptimized
is "its size" "$(jq '."virtual-size" / 1073741824' <<<"$info")" 2

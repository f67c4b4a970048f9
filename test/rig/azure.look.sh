info=$(qemu-img info --output=json -f vpc "$1")
size=$(jq '."virtual-size"' <<<"$info")
is "its format" "$(jq -r '.format' <<<"$info")" vpc
is "its footer" "$(tail -c 512 "$1" | head -c 8)" conectix
is "its kind (2 is fixed)" "$(tail -c 512 "$1" | od -An -tu1 -j 60 -N 4 | tr -s ' ')" " 0 0 0 2"
is "the file without the footer" "$(($(stat -c %s "$1") - 512))" "$size"
is "a whole number of MiB" "$((size % 1048576))" 0

info=$(qemu-img info --output=json "$1")
is "its format" "$(jq -r '.format' <<<"$info")" vhdx
is "its signature" "$(head -c 8 "$1")" vhdxfile
is "its size" "$(jq '."virtual-size" / 1073741824' <<<"$info")" 10
is "what is wrong with it" "$(qemu-img check -q "$1" 2>&1)" ""

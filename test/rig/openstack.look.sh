info=$(qemu-img info --output=json "$1")
is "its format" "$(jq -r '.format, ."format-specific".data.compat' <<<"$info" | tr '\n' ' ')" "qcow2 1.1 "
is "what is wrong with it" "$(qemu-img check -q "$1" 2>&1)" ""
# a machine with a larger disk than the image's, as one chooses it in a cloud
qemu-img resize -q "$1" 8G

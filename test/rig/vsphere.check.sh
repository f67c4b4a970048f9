is "cloud-init finds no cloud here" "$(root cloud-init status | tail -1)" "status: disabled"

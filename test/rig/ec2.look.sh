is "its kind" "$(file -b --mime-type "$1")" application/x-xz
is "the disk's size in GiB" "$(($(xz --robot -l "$1" | awk '$1 == "totals" { print $5 }') / 1073741824))" 10

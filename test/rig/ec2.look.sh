is "its kind" "$(file -b --mime-type "$1")" application/x-xz

# https://cloud.google.com/compute/docs/import/import-existing-image#create_image_file
is "its kind" "$(file -b --mime-type "$1")" application/gzip
is "what is in it" "$(tar -tf "$1" | tr '\n' ' ')" "disk.raw "
is "its kind of archive" "$(gzip -dc "$1" 2>/dev/null | head -c 265 | tail -c 8 | tr '\0' '.')" "ustar  ."
is "a whole number of GiB" "$(($(tar -tvf "$1" | tr -s ' ' | cut -d' ' -f3) % 1073741824))" 0

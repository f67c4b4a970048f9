# https://cloud.google.com/compute/docs/import/import-existing-image#create_image_file
is "its kind" "$(file -b --mime-type "$1")" application/gzip
is "its kind of archive" "$(gzip -dc "$1" 2>/dev/null | head -c 265 | tail -c 8 | tr '\0' '.')" "ustar  ."
members=$(tar -tvf "$1" | tr -s ' ')
is "what is in it" "$(cut -d' ' -f6- <<<"$members")" disk.raw
is "a whole number of GiB" "$(($(cut -d' ' -f3 <<<"$members") % 1073741824))" 0

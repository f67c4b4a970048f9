is "/" "$(findmnt -no SOURCE,FSTYPE / | tr -s ' ')" "/dev/mapper/rootvg-rootlv ext4"
is "/home" "$(findmnt -no SOURCE,FSTYPE /home | tr -s ' ')" "/dev/mapper/rootvg-homelv xfs"
is "the volume group" "$(root vgs --noheadings -o vg_name,lv_count | tr -s ' ')" " rootvg 2"
is "/boot" "$(findmnt -no FSTYPE /boot)" ext4
is "swap" "$(awk 'NR == 2 { print $2 }' /proc/swaps)" partition

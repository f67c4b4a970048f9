is "the root" "$(findmnt -no FSTYPE,FSROOT / | tr -s ' ')" "btrfs /root"
is "/home" "$(findmnt -no FSTYPE,FSROOT /home | tr -s ' ')" "btrfs /home"
is "/var" "$(findmnt -no FSTYPE,FSROOT /var | tr -s ' ')" "btrfs /var"
is "/boot" "$(findmnt -no FSTYPE /boot)" ext4

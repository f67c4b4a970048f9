is "Vagrant's account" "$(getent passwd vagrant | cut -d: -f6)" /home/vagrant
is "its keys" "$(root grep -c 'vagrant insecure public key' /home/vagrant/.ssh/authorized_keys)" 2
is "who owns them" "$(root stat -c '%a %U' /home/vagrant/.ssh/authorized_keys)" "600 vagrant"
is "sudo without a password" "$(root su vagrant -c 'sudo -n id -un')" root

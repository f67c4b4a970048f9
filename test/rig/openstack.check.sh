is "cloud-init" "$(systemctl is-enabled cloud-init)" enabled

is "the agent" "$(systemctl is-enabled waagent)" enabled
is "the SSH server" "$(root sshd -T | grep -i ^clientaliveinterval)" "clientaliveinterval 120"

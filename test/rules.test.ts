// Every rule of a usable image, broken once by the smallest blueprint that breaks it.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { compile, openCatalog } from '../compiler/index.ts';

/** With a file system that GRUB does not know. */
const definitions = openCatalog(['test/fixtures/definitions/f2fs', 'test/fixtures/definitions/wrong-firmware']);
const el = { distro: 'centos-9', platform: 'x86_64', environment: 'kvm' };
const cloud = { ...el, environment: 'aws-ec2' };
const login = {
  users: { ada: { keys: ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGxBkCaVQYVEDDiwd9MpDdI4Bi3dkP9ZgVcz3dOlWnQp ada'] } },
};
const encrypted = (luks: object) => ({
  ...el,
  disk: {
    partitions: { data: { type: 'linux', size: '1 GiB', mount: '/data', luks: { passphrase: 'a', ...luks } } },
  },
});
const withKey = (key: string) => ({ ...el, users: { ada: { keys: [key] } } });

/** Rule -> a blueprint that breaks it. */
const broken: Record<string, object> = {
  'service-switched-on-and-off': { ...el, services: { enabled: ['a', 'b'], masked: ['b'] } },
  'package-that-is-a-file': { ...el, ...login, packages: { install: ['./rpms/agent-1-1.noarch.rpm'] } },
  'kernel-excluded': { ...el, packages: { exclude: ['kernel'] } },
  'ipv4-switched-off': {
    ...el,
    network: { interfaces: { eth0: { type: 'ethernet', ipv4: { enabled: false, dhcp: true } } } },
  },
  'ipv6-switched-off': {
    ...el,
    network: { interfaces: { eth0: { type: 'ethernet', ipv6: { enabled: false, autoconf: true } } } },
  },
  'no-kernel': { ...el, kernel: { name: null } },
  'grub-for-bios': { ...el, packages: { install: { remove: ['grub2-pc'] } } },
  'grub-for-uefi': { ...el, packages: { install: { remove: ['shim-x64'] } } },
  'grub-for-uefi-on-arm': { ...el, platform: 'aarch64', packages: { install: { remove: ['shim-aa64'] } } },
  'grub-for-power': { ...el, platform: 'ppc64le', packages: { install: { remove: ['grub2-ppc64le'] } } },
  zipl: { ...el, platform: 's390x', packages: { install: { remove: ['s390utils-base'] } } },
  esp: { ...el, boot: { partitions: { esp: null } } },
  'esp-format': { ...el, boot: { partitions: { esp: { filesystem: 'ext4' } } } },
  'bios-boot-partition': { ...el, boot: { partitions: { bios: null } } },
  'prep-partition': { ...el, platform: 'ppc64le', boot: { partitions: { prep: null } } },
  'boot-filesystem': { ...el, disk: { partitions: { boot: { filesystem: 'f2fs' } } } },
  'boot-encrypted': { ...el, disk: { partitions: { boot: { luks: { passphrase: 'a' } } } } },
  'boot-in-volumes': {
    ...el,
    disk: {
      partitions: {
        boot: null,
        group: { type: 'lvm', lvm: { name: 'vg', volumes: { boot: { size: '1 GiB', mount: '/boot' } } } },
      },
    },
  },
  'system-on-fat': { ...el, disk: { mounts: { '/var': { size: '1 GiB', filesystem: 'vfat' } } } },
  'swap-page-size': {
    ...el,
    distro: 'centos-8',
    platform: 'aarch64',
    disk: { partitions: { swap: { type: 'swap', size: '1 GiB', filesystem: 'swap' } } },
  },
  'encrypted-fips': {
    ...el,
    fips: true,
    disk: { partitions: { data: { type: 'linux', size: '1 GiB', mount: '/data', luks: { passphrase: 'a' } } } },
  },
  'tpm-of-another-machine': encrypted({ clevis: { pin: 'tpm2', config: '{}' } }),
  'tpm-among-others': encrypted({ clevis: { pin: 'sss', config: '{"t":1,"pins":{"tpm2":{}}}' } }),
  'key-server-out-of-reach': encrypted({ clevis: { pin: 'tang', config: '{"url":"http://t"}' } }),
  'key-server-after-the-start': encrypted({ clevis: { pin: 'tang', config: '{"url":"http://t","adv":{}}' } }),
  'key-file-of-the-system': { ...el, disk: { partitions: { root: { luks: { passphrase: 'a', key_file: '/a' } } } } },
  'passphrase-needed-once-more': {
    ...encrypted({ clevis: { pin: 'null', config: '{}', remove_passphrase: true } }),
    platform: 's390x',
  },
  'zipl-filesystem': { ...el, platform: 's390x', disk: { partitions: { boot: { filesystem: 'btrfs' } } } },
  'file-of-accounts': { ...el, files: { '/etc/passwd': { text: '' } } },
  'file-is-directory': { ...el, files: { '/etc/a': { text: '' } }, directories: { '/etc/a': {} } },
  'file-under-file': { ...el, files: { '/etc/a': { text: '' }, '/etc/a/b': { text: '' } } },
  'directory-under-file': { ...el, files: { '/etc/a': { text: '' } }, directories: { '/etc/a/b': {} } },
  'file-of-running-system': { ...el, files: { '/run/a': { text: '' } } },
  'openscap-release': { ...el, distro: 'rhel-9.0', openscap: { profile: 'cis' } },
  'openscap-profile': { ...el, openscap: { profile: 'xccdf_org.ssgproject.content_profile_ci' } },
  'openscap-tailored-twice': {
    ...el,
    openscap: {
      profile: 'cis',
      tailoring: { selected: ['a'] },
      json_tailoring: { profile: 'mine', file: '/etc/tailoring.json' },
    },
  },
  'repository-without-address': { ...el, repositories: { a: { use: ['image'] } } },
  'repository-without-keys': { ...el, repositories: { a: { use: ['image'], baseurl: 'https://a', gpgcheck: true } } },
  'containers-storage-on-el7': {
    ...el,
    distro: 'rhel-7.9',
    containers: { images: { 'quay.io/a/b:1': {} }, storage: '/srv/containers' },
  },
  'nobody-can-log-in': { ...el, packages: { install: { remove: ['cloud-init'] } } },
  'service-without-package': { ...el, services: { enabled: ['nginx.service'] } },
  'unit-without-sections': { ...el, systemd: { units: { 'a.service': { Service: { ExecStart: ['/bin/a'] } } } } },
  'locked-with-password': { ...el, users: { ada: { locked: true, password: 'a' } } },
  'private-key': withKey('-----BEGIN OPENSSH PRIVATE KEY-----'),
  'key-in-another-form': withKey('-----BEGIN PUBLIC KEY-----'),
  'several-keys-in-one': withKey('ssh-rsa AAAA ssh-rsa AAAA'),
  'key-without-kind': withKey('AAAAB3NzaC1yc2E'),
  'key-is-certificate': withKey('ssh-ed25519-cert-v01@openssh.com AAAA'),
  'key-of-another-kind': withKey('ssh-rsa AAAAC3NzaC1lZDI1NTE5'),
  'key-cut-off': withKey('ssh-rsa AAAAB3NzaC1yc2E'),
  'key-of-old-kind': withKey('ssh-dss AAAAB3NzaC1kc3M'),
  'key-on-a-token': { ...withKey('sk-ssh-ed25519@openssh.com AAAA'), distro: 'centos-8' },
  'key-in-fips-mode': { ...withKey('ssh-ed25519 AAAA'), fips: true },
  'policies-of-el7': { ...el, distro: 'rhel-7.9', crypto_policy: 'FUTURE' },
  'fips-of-el7': { ...el, distro: 'rhel-7.9', fips: true },
  'variables-of-dnf': { ...el, repositories: { a: { baseurl: 'https://a/$releasever', gpgcheck: false } } },
  'packages-in-one': { ...el, packages: { install: ['vim tmux'] } },
  'name-server': { ...el, network: { 'dns-resolver': { config: { server: ['ns.example.com'] } } } },
  'sudo-without-password-undone': {
    ...el,
    openscap: { profile: 'xccdf_org.ssgproject.content_profile_stig' },
    files: { '/etc/sudoers.d/ada': { text: 'ada ALL=(ALL) NOPASSWD: ALL\n' } },
  },
  'root-login-undone': { ...el, openscap: { profile: 'ospp' }, sshd: { PermitRootLogin: true } },
  'time-zone': { ...el, timezone: 'Berlin' },
  'fips-of-another-kernel': { ...el, environment: 'container', fips: true },
  'dnf-on-el7': { ...el, distro: 'rhel-7.9', dnf: { variables: { a: 'b' } } },
  'yum-after-el7': { ...el, yum: { config: { http_caching: 'all' } } },
  'authselect-on-el7': { ...el, distro: 'rhel-7.9', authselect: { profile: 'sssd' } },
  'authconfig-is-gone': { ...el, distro: 'centos-10', authconfig: true },
  'selinux-without-policy': { ...el, environment: 'container', selinux: { state: 'permissive' } },
  'cloud-init-is-not-there': { ...el, distro: 'fedora-43', cloud_init: { a: { ssh_pwauth: true } } },
  'sshd-is-not-there': { ...el, environment: 'container', sshd: { PermitRootLogin: false } },
  'subscription-manager-is-not-there': {
    ...el,
    environment: 'container',
    rhsm: { subscription_manager: { rhsm: { manage_repos: true } } },
  },
  'kernel-name': { ...el, kernel: { name: 'kernel quiet' } },
  'kernel-argument-on-two-lines': { ...el, kernel: { args: ['a\nb'] } },
  'unit-name': { ...el, services: { masked: ['a b'] } },
  'ids-of-root': { ...el, users: { root: { password: 'a', gid: 0 } } },
  'group-of-no-name': { ...el, users: { ada: { password: 'a', gid: 2000 } } },
  'group-name': { ...el, users: { ada: { password: 'a', groups: ['wheel, adm'] } } },
  'account-description': { ...el, users: { ada: { password: 'a', description: 'a:b' } } },
  'time-server-name': { ...el, ntp: { servers: { 'a.example iburst': {} } } },
  'sysctl-line': { ...el, sysctl: { a: { 'net ipv4': '1' } } },
  'zone-source': { ...el, firewall: { zones: { home: { sources: ['everywhere'] } } } },
  'udev-directory': { ...el, udev: { '/tmp/a.rules': [{ comment: ['a'] }] } },
  'certificate-without-body': { ...el, ca_certificates: { a: 'BEGIN CERTIFICATE' } },
  'shell-variable': { ...el, shell_init: { a: { A: 'a"b' } } },
  'second-root': { ...el, kernel: { args: ['root=/dev/sda1'] } },
  'fips-policy': { ...el, fips: true, crypto_policy: 'FUTURE' },
  'bond-of-nothing': { ...el, network: { interfaces: { bond0: { type: 'bond' } } } },
  'vlan-of-nothing': { ...el, network: { interfaces: { v: { type: 'vlan' } } } },
  'kind-of-another': {
    ...el,
    network: { interfaces: { v: { type: 'ethernet', vlan: { 'base-iface': 'eth0', id: 3 } } } },
  },
  'boot-mode': { ...el, environment: 'openstack-uefi' },
  'confidential-boot': { ...el, distro: 'rhel-9.8', environment: 'azure-hybrid', workloads: ['cvm'] },
  'serial-console': { ...cloud, kernel: { args: { only: ['ro'] } } },
  'root-does-not-grow': { ...el, packages: { exclude: ['cloud-utils-growpart'] } },
  'google-grows-by-itself': { ...el, environment: 'gce', packages: { install: { remove: ['gce-disk-expand'] } } },
  'azure-agent': {
    ...el,
    environment: 'azure',
    packages: { install: { remove: ['WALinuxAgent', 'cloud-init'] } },
    services: { enabled: { remove: ['waagent'] } },
  },
  'agent-without-service': { ...el, environment: 'azure', services: { enabled: { remove: ['waagent'] } } },
  'google-agent': { ...el, environment: 'gce', packages: { install: { remove: ['google-compute-engine'] } } },
  'agent-switched-off': { ...cloud, services: { masked: ['cloud-init.service'] } },
  'ssh-excluded': { ...cloud, packages: { exclude: ['openssh-server'] } },
  'initramfs-for-any-machine': { ...el, packages: { install: { remove: ['dracut-config-generic'] } } },
  'board-partition-table': {
    distro: 'fedora-44',
    platform: 'raspberry-pi-4',
    environment: 'bare-metal',
    disk: { label: 'gpt' },
  },
};

interface Group {
  readonly [id: string]: { readonly rules?: Group };
}
const namesIn = (group: Group): string[] =>
  Object.entries(group).flatMap(([id, { rules }]) => (rules ? namesIn(rules) : id));
const rules = readdirSync('definitions/rules').flatMap((file) =>
  namesIn(parse(readFileSync(`definitions/rules/${file}`, 'utf8')) as Group),
);

test('every rule has a blueprint that breaks it', () => {
  expect(Object.keys(broken).sort()).toEqual(rules.sort());
});

test.each(rules)('%s', (rule) => {
  const { diagnostics } = compile(
    { data: { name: 'broken', ...broken[rule] } as never },
    { definitions, solver: 'stub' },
  );
  expect(diagnostics.filter((d) => d.code === 'rule').map((d) => d.related?.[0]?.message)).toContain(
    `This is the rule "${rule}".`,
  );
});

test('of a list, the item that a rule forbids is blamed', () => {
  const text = `distro: centos-9
platform: x86_64
environment: aws-ec2
services:
  masked: [ctrl-alt-del.target]
  disabled:
    - fstrim.timer
    - cloud-final.service
`;
  const { diagnostics } = compile({ file: 'blame.yaml', text }, { definitions, solver: 'stub' });
  const blamed = diagnostics.filter((d) => d.related?.[0]?.message === 'This is the rule "agent-switched-off".');
  expect(blamed.map(({ place }) => place?.line)).toEqual([8]);
});

test('an image that one can use breaks none', () => {
  const { diagnostics, value } = compile({ data: { name: 'good', ...el, ...login } }, { definitions, solver: 'stub' });
  expect(diagnostics).toEqual([]);
  expect(value).toBeDefined();
});

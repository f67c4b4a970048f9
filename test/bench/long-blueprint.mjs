// A blueprint as a careful user ends up with: some 300 lines of accounts, files and partitions.

/** A hash of the right form; nobody logs in with it. */
const hash = (i) => `$6$${String(i).padStart(8, 'x')}$${'A'.repeat(86)}`;
const times = (count, line) => Array.from({ length: count }, (_, i) => line(i));

/** Its text: 40 accounts with hashed passwords, 60 files and 12 partitions. */
export const longBlueprint = (head) =>
  [
    head.trimEnd(),
    'users:',
    ...times(40, (i) =>
      [
        `  user${i}:`,
        `    uid: ${2000 + i}`,
        `    groups: [wheel, team${i % 4}]`,
        `    password: ${hash(i)}`,
        `    keys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${'B'.repeat(43)} user${i}]`,
      ].join('\n'),
    ),
    'files:',
    ...times(60, (i) => `  /etc/app/conf${i}.ini: { mode: "0640", user: root, group: root, text: "key = ${i}\\n" }`),
    'disk:',
    '  partitions:',
    ...times(
      12,
      (i) => `    data${i}: { type: linux, size: 1 GiB, filesystem: ext4, label: data${i}, mount: /data/${i} }`,
    ),
    '',
  ].join('\n');

// Every code a message can have, with the line that the documentation prints for it.

/** Codes, with what each is said of. */
export const CODES = {
  'cannot-read': 'A file is not there or cannot be read.',
  outside: 'A file that a blueprint names, outside of the folder that everything has to stand in.',
  'too-large': 'A file is larger than files of this language are.',
  'not-text': 'A file is not text in UTF-8.',
  'empty-file': 'A file has nothing in it.',
  'yaml-syntax': 'A file is neither YAML nor JSON.',
  'toml-syntax': 'A file that is not TOML.',
  'yaml-tag': 'A YAML tag, which means nothing here.',
  'yaml-alias': 'A YAML anchor or alias, which this language does without.',
  'too-deep': 'A file is nested deeper than anyone writes by hand.',
  'duplicate-key': 'A key stands twice in one map.',
  'empty-value': 'A key with nothing after it: neither a value nor a written null.',
  'unknown-key': 'A key that is no word of the vocabulary.',
  'missing-key': 'A key that must be there is not.',
  'wrong-type': 'A value of another type than the word takes.',
  'quote-it': 'A number where text is meant: it needs quotes.',
  'bad-value': 'A value that the word does not take.',
  'unknown-name': 'A distro, platform, environment, workload or other definition that does not exist.',
  'not-a-choice': 'An abstract definition, which is only a parent.',
  'not-chosen': 'A choice that is missing: the distro, the platform or the environment.',
  'not-set': 'A parameter without a value.',
  contradiction: 'Two choices that exclude each other.',
  cycle: 'A file that extends itself, directly or by way of others.',
  unsupported: 'A combination that does not exist; the message lists those that do.',
  'unknown-fact': 'A condition or variable that reads a fact which nobody declares.',
  conflict: 'Two layers that say different things, where neither is above the other.',
  'nothing-to-remove': 'A removal of something that is not there.',
  redundant: 'A setting of a definition that is so already wherever the definition counts.',
  'incomplete-thing': 'A thing that lacks a required key once everything is merged.',
  'name-taken': 'An overlay that redefines a built-in definition.',
  'no-size': 'A partition without a size.',
  'disk-nesting': 'A block in a place where it cannot be.',
  'mount-conflict': 'Two blocks with one mount point, or a mount point that cannot be one.',
  'no-root': 'A disk with nothing mounted at /.',
  'too-many-partitions': 'More partitions than the partition table holds.',
  'secret-shown': 'A secret that others can read: in the blueprint itself, or in the manifest, where osbuild needs it.',
  'too-small': 'A thing on the disk that cannot be as small as it is.',
  'missing-value': 'A template that asks for something which the image does not say.',
  'no-place': 'A raw stage that the pipeline has no place for.',
  'no-meaning': 'A part of another format of blueprints that has no effect here.',
  'unused-setting': 'A setting that nothing on this target reads.',
  rule: 'A rule of a usable image that is broken.',
  'lock-missing': '--locked, but there is no lock.',
  'lock-stale': '--locked, but the lock was made for another request.',
  'lock-damaged': 'A lock that cannot be read.',
  'solver-missing': 'The solver is not installed.',
  'solver-failed': 'The solver gave up: a package is missing, or packages exclude each other.',
  'solver-broken': 'The solver ended in a way that it should not.',
  'no-key': 'A signing key that is not there.',
  unchecked: "A repository of the user's whose signatures are not checked.",
  'no-repositories': 'Packages to install, and no repository to take them from.',
  'not-fetched': '--offline, but something is not in the folder of downloads, or a manifest cannot name it there.',
  'fetch-failed': 'A file that cannot be downloaded, or not as the lock has it.',
  'may-not-fit': 'A file system smaller than the packages that go into it.',
  'cannot-write': 'A file cannot be written.',
  unreachable: 'A variant whose condition no supported combination meets; check finds it.',
  'unknown-path': 'A template that asks for a path which the schemas do not have; check finds it.',
  'bad-manifest': 'A manifest that refers to something it does not have: a mistake in the definitions.',
} as const;

/** The code of a message. */
export type Code = keyof typeof CODES;

/** Codes that tell of the outside world, not of a mistake of the user's; the command line ends with 3 for them. */
export const OUTSIDE: ReadonlySet<Code> = new Set([
  'solver-missing',
  'solver-failed',
  'solver-broken',
  'fetch-failed',
  'cannot-read',
  'cannot-write',
]);

/** Whether a diagnostic tells of the outside world (the solver, the network, the disk) rather than of a mistake. */
export const isOutside = ({ code }: { readonly code: Code }): boolean => OUTSIDE.has(code);

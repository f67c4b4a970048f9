// Generated from schemas/ by .ci/generate.mjs. Do not edit.

/**
 * What it is for: names, or paths of your own files that begin with "./". What a base says comes first.
 */
export type Names = string[]
/**
 * A value that whoever compiles the blueprint sets.
 */
export type Param = ({
/**
 * For people.
 */
description?: string
/**
 * What it is; text if left out. A list is set as a,b,c; a secret as env:NAME or file:PATH.
 */
type?: ("string" | "integer" | "number" | "boolean" | "size" | "list" | "secret")
/**
 * Its value where it is not set; without one it has to be set. A secret's is { env: NAME } or { file: PATH }.
 */
default?: {
[k: string]: unknown
}
/**
 * The values that it may have.
 */
enum?: unknown[]
/**
 * What its text looks like, as a regular expression.
 */
pattern?: string
} | null)
/**
 * One of several images.
 */
export type TargetLayer = ({
/**
 * For people.
 */
description?: string
/**
 * The distribution and release.
 */
distro?: string
/**
 * The architecture or board.
 */
platform?: string
/**
 * Where it runs.
 */
environment?: string
workloads?: Names1
/**
 * The name of an image type, for the environment and the workloads at once.
 */
type?: string
} | null)
/**
 * What it is for: names, or paths of your own files that begin with "./". What a base says comes first.
 */
export type Names1 = string[]
/**
 * A map over facts: all of it must hold. A list of values is any-of; a list of maps is any-of too; not: negates; version takes a range.
 */
export type Condition = ({
not?: Condition
version?: string
[k: string]: string | string[] | Condition | undefined
} | Condition[])
/**
 * What becomes of a key. A text is short for {to}.
 */
export type FormatRule = ({
/**
 * Where the value goes: a path in the nearest "in". {field} is a field of the entry, {a|b|#} the first there is, # a name by its number, x-# the how-manieth x it is, {a~lv} a path as one word with an ending, {a'} is fit to stand in single quotes of a shell, {serial} the serial number of a certificate. "/." begins at the top.
 */
to?: string
/**
 * Text to words or to lines; one value to a list; a list to its first; a size as we write it.
 */
as?: ("words" | "lines" | "list" | "first" | "size")
/**
 * The value is the first of these texts whose fields are all there.
 */
text?: string[]
/**
 * The value, whatever stood there.
 */
value?: {
[k: string]: unknown
}
/**
 * What a value is in our words, by its text; all others stay.
 */
values?: {
[k: string]: unknown
}
/**
 * Regular expressions, and what stands in the text for what they find.
 */
replace?: {
[k: string]: string
}
/**
 * Where the paths of the keys below begin.
 */
in?: string
each?: FormatRule1
/**
 * An entry that is a text is as many entries as this regular expression finds in it.
 */
matches?: string
/**
 * The field of an entry that says which of "forms" it has; upper and lower case are one.
 */
by?: string
/**
 * The rule of an entry, by the value of "by".
 */
forms?: {
[k: string]: FormatRule
}
/**
 * What tells the entries of a list apart: no two may have the same.
 */
apart?: string
keys?: Keys
/**
 * Values that say nothing.
 */
absent?: unknown[]
/**
 * What else is said by saying this, unless something says otherwise; merged at "in".
 */
beneath?: {
[k: string]: unknown
}
/**
 * As beneath, by the value; "else" for all others.
 */
cases?: {
[k: string]: {
[k: string]: unknown
}
}
/**
 * As beneath, where an entry has none of the fields (a|b); !a stands for a field that is false or not there.
 */
unless?: {
[k: string]: {
[k: string]: unknown
}
}
/**
 * A size that is less is raised to this, by another field.
 */
least?: {
/**
 * The field that decides.
 */
by: string
/**
 * The least size by the value of that field.
 */
sizes?: {
[k: string]: string
}
/**
 * The least size for any other value.
 */
else: string
}
/**
 * Nothing comes of it, and why that does no harm.
 */
ignore?: string
/**
 * It cannot be read, and why.
 */
refuse?: string
/**
 * Values that cannot be taken over, as regular expressions, and why.
 */
refused?: {
[k: string]: string
}
/**
 * What becomes of it where a key beside it is there.
 */
beside?: {
[k: string]: {
/**
 * Nothing comes of it, and why.
 */
ignore?: string
/**
 * Both cannot be said, and why.
 */
refuse?: string
/**
 * What to do instead.
 */
hint: string
}
}
/**
 * What to do instead.
 */
hint?: string
} | string)
/**
 * The rule of every entry of a list.
 */
export type FormatRule1 = ({
/**
 * Where the value goes: a path in the nearest "in". {field} is a field of the entry, {a|b|#} the first there is, # a name by its number, x-# the how-manieth x it is, {a~lv} a path as one word with an ending, {a'} is fit to stand in single quotes of a shell, {serial} the serial number of a certificate. "/." begins at the top.
 */
to?: string
/**
 * Text to words or to lines; one value to a list; a list to its first; a size as we write it.
 */
as?: ("words" | "lines" | "list" | "first" | "size")
/**
 * The value is the first of these texts whose fields are all there.
 */
text?: string[]
/**
 * The value, whatever stood there.
 */
value?: {
[k: string]: unknown
}
/**
 * What a value is in our words, by its text; all others stay.
 */
values?: {
[k: string]: unknown
}
/**
 * Regular expressions, and what stands in the text for what they find.
 */
replace?: {
[k: string]: string
}
/**
 * Where the paths of the keys below begin.
 */
in?: string
each?: FormatRule1
/**
 * An entry that is a text is as many entries as this regular expression finds in it.
 */
matches?: string
/**
 * The field of an entry that says which of "forms" it has; upper and lower case are one.
 */
by?: string
/**
 * The rule of an entry, by the value of "by".
 */
forms?: {
[k: string]: FormatRule
}
/**
 * What tells the entries of a list apart: no two may have the same.
 */
apart?: string
keys?: Keys
/**
 * Values that say nothing.
 */
absent?: unknown[]
/**
 * What else is said by saying this, unless something says otherwise; merged at "in".
 */
beneath?: {
[k: string]: unknown
}
/**
 * As beneath, by the value; "else" for all others.
 */
cases?: {
[k: string]: {
[k: string]: unknown
}
}
/**
 * As beneath, where an entry has none of the fields (a|b); !a stands for a field that is false or not there.
 */
unless?: {
[k: string]: {
[k: string]: unknown
}
}
/**
 * A size that is less is raised to this, by another field.
 */
least?: {
/**
 * The field that decides.
 */
by: string
/**
 * The least size by the value of that field.
 */
sizes?: {
[k: string]: string
}
/**
 * The least size for any other value.
 */
else: string
}
/**
 * Nothing comes of it, and why that does no harm.
 */
ignore?: string
/**
 * It cannot be read, and why.
 */
refuse?: string
/**
 * Values that cannot be taken over, as regular expressions, and why.
 */
refused?: {
[k: string]: string
}
/**
 * What becomes of it where a key beside it is there.
 */
beside?: {
[k: string]: {
/**
 * Nothing comes of it, and why.
 */
ignore?: string
/**
 * Both cannot be said, and why.
 */
refuse?: string
/**
 * What to do instead.
 */
hint: string
}
}
/**
 * What to do instead.
 */
hint?: string
} | string)
/**
 * Image type names that people know, by family, as environment, workloads and edition.
 */
export type ImageTypes = ImageTypeGroup[]
/**
 * A rule: its matches and assignments; or a comment.
 */
export type Udev = ({
/**
 * Its lines.
 */
comment: string[]
} | {
/**
 * What is compared or set: its name, or the name and what it is of.
 */
key: (string | {
/**
 * The name.
 */
name: string
/**
 * What of it.
 */
arg?: string
})
/**
 * How it is compared, or set.
 */
op: ("==" | "!=" | "=" | "+=" | "-=" | ":=")
/**
 * With what, or to what.
 */
val: string
}[])
/**
 * The checksum of the requests that it answers.
 */
export type Checksum = string
/**
 * The checksum of its repomd.xml.
 */
export type Checksum1 = string
export type Checksum2 = string
/**
 * Names that no repository has, as the group "names": one, or several with commas between them.
 */
export type Patterns = string[]
/**
 * Two packages that exclude each other: "package" and "other".
 */
export type Patterns1 = string[]
/**
 * Two versions of one package: "package" and "other".
 */
export type Patterns2 = string[]
/**
 * A "package" needs "what", and no repository has it.
 */
export type Patterns3 = string[]
/**
 * A "package" needs "what", and nothing that has it can be installed.
 */
export type Patterns4 = string[]
/**
 * A "package" that an exclude forbids.
 */
export type Patterns5 = string[]
/**
 * A "package" of a module whose stream is not enabled.
 */
export type Patterns6 = string[]
/**
 * A "package" for another architecture.
 */
export type Patterns7 = string[]
/**
 * A word of the vocabulary in simpler words: layers that are made, beneath what layers say, from what is there.
 */
export type Word = WordRule[]

export interface Everything {
block?: Block
blueprint?: Blueprint
condition?: Condition
distro?: Distro
environment?: Environment
format?: Format
imageTypes?: ImageTypes
layer?: Layer
lock?: Lock
partitionTypes?: PartitionTypes
payload?: Payload
pipeline?: Pipeline
platform?: Platform
probes?: Probes
project?: Project
rules?: Rules
solverWords?: SolverWords
where?: Where
word?: Word
workload?: Workload
}
/**
 * One kind of block on a disk.
 */
export interface Block {
/**
 * One line for people.
 */
summary?: string
/**
 * How it is opened: an osbuild device.
 */
device?: {

}
/**
 * How it is mounted: type and options of an osbuild mount.
 */
mount?: {

}
/**
 * Its line in fstab.
 */
fstab?: {
/**
 * Where it is mounted, where the block itself says so.
 */
path?: string
/**
 * The type of file system.
 */
vfs_type?: string
/**
 * Mount options.
 */
options?: (string | {
[k: string]: unknown
})[]
}
/**
 * Room that it takes for itself.
 */
header?: string
/**
 * What the sizes of its children are rounded up to.
 */
extent?: string
/**
 * It is a file system: a partition or volume may name it.
 */
filesystem?: boolean
/**
 * How many bytes a label has at most.
 */
label_length?: number
/**
 * The smallest one that its tool makes.
 */
least?: string
/**
 * Boot loaders read it.
 */
bootable?: boolean
/**
 * What is made around a root that is put into it.
 */
wrap?: {
/**
 * The words of the partition.
 */
partition: {
[k: string]: unknown
}
/**
 * The words of the container.
 */
container: {
[k: string]: unknown
}
/**
 * The words of each thing that is made in it.
 */
child?: {
[k: string]: unknown
}
}
/**
 * It holds one thing: a file system, or a container.
 */
holds?: boolean
/**
 * It stands around what its holder holds: the holder has its words under its own name.
 */
around?: boolean
/**
 * Which of its words is a secret that templates read as block.secret.
 */
secret?: string
/**
 * Words that it has where nobody says them.
 */
usual?: {
[k: string]: unknown
}
/**
 * A container: the word that its parts stand under, and the kind of block that they are.
 */
children?: {
/**
 * The word.
 */
word: string
/**
 * The kind of block.
 */
kind: string
/**
 * The ending of names that are made from mount points.
 */
suffix?: string
/**
 * Names are paths: a mount point is a name as it is.
 */
paths?: boolean
}
needs?: Needs
/**
 * Kernel arguments that it asks for.
 */
args?: string[]
/**
 * Kernel arguments that it asks for where it holds /.
 */
root_args?: string[]
/**
 * Kernel arguments that it asks for where it holds / or /usr.
 */
early_args?: (string | {

})[]
/**
 * Kernel arguments that say what fstab would, where there is none: read before there is a tree to read units from.
 */
unit_args?: {
/**
 * What mounts /, where its options are not the usual ones.
 */
root: string[]
/**
 * What mounts /usr, where it has a file system of its own.
 */
usr: string[]
}
/**
 * Modules of dracut that the initramfs needs to open it.
 */
initramfs?: string[]
/**
 * Its line in crypttab.
 */
crypttab?: {
[k: string]: unknown
}
/**
 * What identifies it: a UUID, a FAT volume id, what it is a part of, or nothing.
 */
id?: ("uuid" | "fat" | "parent" | "none")
/**
 * Stages that make room for what it holds: before anything is formatted.
 */
prepare?: StageTemplate[]
/**
 * Stages that make it.
 */
format?: StageTemplate[]
/**
 * Stages that run once everything is written.
 */
finish?: StageTemplate[]
}
/**
 * What a stage needs to run.
 */
export interface Needs {
/**
 * What it needs in the build root.
 */
build?: {
/**
 * Packages.
 */
packages?: (string[] | string)
/**
 * SELinux labels of programs in the build root, by path.
 */
labels?: {
[k: string]: string
}
}
/**
 * What it needs in the tree that it works on.
 */
tree?: {
/**
 * Packages.
 */
packages?: ((string | {

})[] | string)
/**
 * They are installed with the kernel, whose scripts put them into the initramfs.
 */
early?: boolean
}
}
export interface StageTemplate {
/**
 * The osbuild stage.
 */
type?: string
/**
 * Only if one of these paths is there, or if all paths of a map have these values; * stands for anything.
 */
if?: (string | string[] | {

})
/**
 * One stage per entry of this path.
 */
each?: string
/**
 * Whether raw stages of this type come to this place; on unless switched off.
 */
raw?: boolean
needs?: Needs
/**
 * The stages of pipelines/parts/<name>.yaml.
 */
part?: string
/**
 * The one argument of the part: a path.
 */
of?: string
/**
 * The stages that the blocks of the disk ask for in this role.
 */
blocks?: ("prepare" | "format" | "finish")
/**
 * Emit even when every written option left itself out.
 */
always?: boolean
/**
 * Raw stages that have no place of their own stand here, in the order written.
 */
rest?: boolean
/**
 * The stage's options.
 */
options?: {
[k: string]: unknown
}
/**
 * The stage's inputs.
 */
inputs?: {
[k: string]: unknown
}
/**
 * The stage's devices; beside a part, those of all its stages.
 */
devices?: {
[k: string]: unknown
}
/**
 * The stage's mounts; beside a part, those of all its stages.
 */
mounts?: {
[k: string]: unknown
}
}
/**
 * What this user wants.
 */
export interface Blueprint {
/**
 * Its name; the file's if left out. UUIDs are made from it.
 */
name?: string
/**
 * For people.
 */
description?: string
/**
 * Blueprints that this one builds on, each before this: the path of one file, or of several, from this file's folder on.
 */
extends?: (string | string[])
/**
 * The distribution and release.
 */
distro?: string
/**
 * The architecture or board.
 */
platform?: string
/**
 * Where it runs.
 */
environment?: string
workloads?: Names
/**
 * Values that whoever compiles the blueprint sets, by name; { param: NAME } stands for one anywhere below.
 */
params?: {
[k: string]: Param
}
/**
 * Several images of one blueprint, by name: what each chooses, and words of its own that stand above all others.
 */
targets?: {
[k: string]: TargetLayer
}
/**
 * Layers that count where their condition holds, from top to bottom; each says "when" it counts, "because" of what, and any words.
 */
variants?: Variant[]
[k: string]: unknown
}
export interface Variant {
when: Condition
/**
 * Why; printed by explain.
 */
because: string
[k: string]: unknown
}
/**
 * A distribution: repositories, base packages, build environment, default partitions.
 */
export interface Distro {
/**
 * One line for people.
 */
summary?: string
/**
 * What people call it otherwise: messages lead from there.
 */
also_called?: string[]
/**
 * The parents, each before this: one name or several.
 */
extends?: (string | string[])
/**
 * Only a parent; nobody can choose it.
 */
abstract?: boolean
/**
 * Facts that it declares: what conditions and variables may read.
 */
facts?: {
[k: string]: string
}
/**
 * The releases that this file describes, as a range. A bound without a minor compares majors.
 */
versions?: string
/**
 * Where this distro exists: on any platform and in any environment that names it, if left out.
 */
supports?: Where[]
/**
 * Layers that count where their condition holds, from top to bottom; each says "when" it counts, "because" of what, and any words.
 */
variants?: Variant[]
[k: string]: unknown
}
/**
 * Where a component exists: all that is said here holds.
 */
export interface Where {
/**
 * On which platforms, by name; one that others extend stands for all of them.
 */
platform?: (string | string[])
/**
 * In which environments, by name; one that others extend stands for all of them.
 */
environment?: (string | string[])
when?: Condition
/**
 * Why it is so; shown where nothing fits.
 */
because?: string
}
/**
 * Where the image runs, and so the artifact.
 */
export interface Environment {
/**
 * One line for people.
 */
summary?: string
/**
 * What people call it otherwise: messages lead from there.
 */
also_called?: string[]
/**
 * The parents, each before this: one name or several.
 */
extends?: (string | string[])
/**
 * Only a parent; nobody can choose it.
 */
abstract?: boolean
/**
 * Facts that it declares: what conditions and variables may read.
 */
facts?: {
[k: string]: string
}
/**
 * Where this environment exists, and on which firmware: the first match wins.
 */
supports?: Support[]
/**
 * Layers that count where their condition holds, from top to bottom; each says "when" it counts, "because" of what, and any words.
 */
variants?: Variant[]
[k: string]: unknown
}
export interface Support {
/**
 * The platforms, by name; one that others extend stands for all of them.
 */
platform: (string | string[])
/**
 * The firmware: picks the file platforms/<platform>-<firmware>.yaml.
 */
firmware?: string
/**
 * The boot loader, where it is another than the platform says.
 */
boot?: string
/**
 * How the system gets into the image, where it is another way than the distro says.
 */
payload?: string
when?: Condition
/**
 * Why it is so; shown where nothing fits.
 */
because?: string
}
/**
 * How a blueprint of another program becomes one of ours: a rule for each of its keys.
 */
export interface Format {
/**
 * What it reads; printed in messages: a blueprint of …
 */
summary: string
/**
 * Files that are always of this format, by the end of their names.
 */
suffixes?: string[]
/**
 * Paths of which one at least stands in a document of this format, and none in ours.
 */
recognize?: string[]
/**
 * Paths that stand in documents of ours alone.
 */
unless?: string[]
keys: Keys
}
/**
 * Its keys, and what becomes of each.
 */
export interface Keys {
[k: string]: FormatRule
}
export interface ImageTypeGroup {
when: Condition
/**
 * Type names, and what each stands for.
 */
types: {
[k: string]: ImageType
}
}
export interface ImageType {
/**
 * The environment.
 */
environment: string
/**
 * The edition: the suffix of the distro file, as in fedora-cloud.
 */
edition?: string
/**
 * The workloads.
 */
workloads?: string[]
}
/**
 * A partial image: the vocabulary that distros, platforms, payloads, environments, workloads and blueprints share.
 */
export interface Layer {
/**
 * What is installed.
 */
packages?: {
/**
 * Packages by name, or groups with an @ in front.
 */
install?: string[]
/**
 * Packages that the solver must not choose, by name or glob; what the environment asks for among them is not asked for.
 */
exclude?: string[]
/**
 * Streams of modules that are enabled, as name:stream.
 */
modules?: string[]
/**
 * Install what packages recommend; on unless switched off.
 */
weak_dependencies?: boolean
/**
 * How osbuild downloads packages: curl from one place, or librepo from any mirror.
 */
source?: ("curl" | "librepo")
/**
 * Leave documentation out.
 */
exclude_docs?: boolean
/**
 * What the scripts of kernel packages find in their environment.
 */
kernel_install_env?: {
/**
 * The directory that holds the kernels.
 */
boot_root?: string
}
/**
 * How rpm imports keys.
 */
rpmkeys?: {
/**
 * The rpmkeys program.
 */
bin_path?: string
/**
 * Go on where a key cannot be imported.
 */
ignore_import_failures?: boolean
}
/**
 * Keys in the installed tree that rpm is to trust.
 */
import_keys?: string[]
}
/**
 * Where packages come from, and which repositories the image keeps, by id.
 */
repositories?: {
[k: string]: Repository
}
/**
 * The files that name repositories in the image, with what each says of which; made from the repositories.
 */
repository_files?: {
[k: string]: {
[k: string]: Repository
}
}
/**
 * Build from the repositories as they were on a day; the image keeps the live ones.
 */
snapshot?: string
/**
 * The name of the machine.
 */
hostname?: string
/**
 * The language of the system.
 */
locale?: string
/**
 * The time zone.
 */
timezone?: string
/**
 * The layout of the keyboard. A later layer's takes the place of an earlier one's.
 */
keyboard?: {
/**
 * Its layout on the console.
 */
keymap: string
/**
 * Its layouts in X11.
 * 
 * @minItems 1
 */
layouts?: string[]
}
/**
 * Where the time comes from. A later layer's takes the place of an earlier one's: clocks that tell leap seconds differently do not mix.
 */
ntp?: {
/**
 * Time servers, by name or address.
 */
servers?: {
[k: string]: NtpServer
}
/**
 * Clocks of the machine, as in chrony.conf.
 */
refclocks?: {
/**
 * What kind of clock it is.
 */
driver: {
/**
 * The name.
 */
name: ("PPS" | "SHM" | "SOCK" | "PHC")
/**
 * Its name.
 */
device?: string
/**
 * Use the end of the pulse.
 */
clear?: boolean
/**
 * The segment of memory.
 */
segment?: number
/**
 * The permissions of that segment.
 */
perm?: string
/**
 * The path.
 */
path?: string
/**
 * Do not compare both clocks in the kernel.
 */
nocrossts?: boolean
/**
 * Use an outer pulse.
 */
extpps?: boolean
/**
 * The pin of the pulse.
 */
pin?: number
/**
 * The channel of the pulse.
 */
channel?: number
}
/**
 * How often it is asked, as a power of two seconds.
 */
poll?: number
/**
 * How often its driver is asked, as a power of two seconds.
 */
dpoll?: number
/**
 * What is added to its time, in seconds.
 */
offset?: number
}[]
/**
 * The time zone that knows of leap seconds; empty for none.
 */
leapsectz?: string
}
/**
 * Accounts, by name.
 */
users?: {
[k: string]: User
}
/**
 * No password lets root in, until one is set.
 */
lock_root?: boolean
/**
 * Ask for a password and an account at the first boot (initial-setup).
 */
initial_setup?: boolean
/**
 * Groups, by name.
 */
groups?: {
[k: string]: Group
}
/**
 * Files, by path.
 */
files?: {
[k: string]: File
}
/**
 * Directories, by path.
 */
directories?: {
[k: string]: Directory
}
/**
 * Which services run.
 */
services?: {
/**
 * Started at boot.
 */
enabled?: string[]
/**
 * Not started at boot.
 */
disabled?: string[]
/**
 * Cannot be started at all.
 */
masked?: string[]
}
/**
 * The systemd target that the machine boots to.
 */
default_target?: string
/**
 * The firewall (firewalld).
 */
firewall?: {
/**
 * The zone of interfaces that have none.
 */
default_zone?: string
/**
 * Open ports.
 */
ports?: string[]
/**
 * Services as firewalld names them.
 */
services?: {
/**
 * Open.
 */
enabled?: string[]
/**
 * Closed.
 */
disabled?: string[]
}
/**
 * Zones, by name.
 */
zones?: {
[k: string]: Zone
}
}
/**
 * Static connections, in the words of nmstate; NetworkManager keeps them.
 */
network?: {
/**
 * Interfaces, by name.
 */
interfaces?: {
[k: string]: NetworkInterface
}
/**
 * Routes.
 */
routes?: {
/**
 * Each with the interface that it belongs to.
 * 
 * Items: A route.
 */
config?: {
/**
 * Where it leads: a network, such as 10.0.0.0/8; 0.0.0.0/0 and ::/0 are everything.
 */
destination: string
/**
 * The gateway.
 */
"next-hop-address"?: string
/**
 * The interface that it is reached by.
 */
"next-hop-interface": string
/**
 * Of two routes the one with the lower metric is taken.
 */
metric?: number
}[]
}
/**
 * Who knows names.
 */
"dns-resolver"?: {
/**
 * For every interface.
 */
config?: {
/**
 * Name servers, by address.
 */
server: string[]
/**
 * Domains that names are looked up in.
 */
search?: string[]
}
}
}
/**
 * The kernel and its arguments.
 */
kernel?: {
/**
 * The package of the kernel.
 */
name?: string
/**
 * Its arguments, in order.
 */
args?: string[]
/**
 * The package whose newest kernel is booted (sysconfig).
 */
default?: string
/**
 * The same where a blueprint names the kernel; made from its name.
 */
booted?: string
/**
 * How the release of the kernel ends (uname -r), behind the version of its package; made from its name.
 */
suffix?: string
}
/**
 * The SSH server: drop-ins of its configuration.
 */
sshd?: {
/**
 * Log in with passwords.
 */
PasswordAuthentication?: boolean
/**
 * Log in by challenge and response.
 */
ChallengeResponseAuthentication?: boolean
/**
 * Seconds between signs of life.
 */
ClientAliveInterval?: number
/**
 * Log in as root.
 */
PermitRootLogin?: (true | false | "prohibit-password" | "forced-commands-only")
}
/**
 * Files in /etc/cloud/cloud.cfg.d, by name without .cfg.
 */
cloud_init?: {
[k: string]: CloudInit
}
/**
 * Files in /usr/lib/modprobe.d, by name without .conf.
 */
modprobe?: {
[k: string]: Modprobe
}
/**
 * Files in /usr/lib/dracut/dracut.conf.d, by name without .conf.
 */
dracut?: {
[k: string]: Dracut
}
/**
 * Files in /usr/lib/sysctl.d, by name without .conf.
 */
sysctl?: {
[k: string]: {
[k: string]: string | number
}
}
/**
 * Files in /usr/lib/tmpfiles.d, by name without .conf.
 */
tmpfiles?: {
/**
 * Its lines.
 * 
 * @minItems 1
 */
[k: string]: Tmpfile[]
}
/**
 * Files in /etc/security/limits.d, by name without .conf.
 */
limits?: {
/**
 * Its lines.
 * 
 * @minItems 1
 */
[k: string]: Limit[]
}
/**
 * Files in /etc/profile.d, by name without .sh: variables of every login shell.
 */
shell_init?: {
/**
 * Its variables.
 */
[k: string]: {
[k: string]: string | number
}
}
/**
 * Files of variables, by path, as systemd's EnvironmentFile= and /etc/sysconfig have them.
 */
environment_files?: {
/**
 * Its variables; none has a quote or a line break in it.
 */
[k: string]: {
[k: string]: string | number
}
}
/**
 * systemd: units, drop-ins of units, and its login manager.
 */
systemd?: {
/**
 * Units to make in /etc/systemd/system, by file name.
 */
units?: {
[k: string]: Unit
}
/**
 * Drop-ins of units, by name without .conf.
 */
dropins?: {
[k: string]: Dropin
}
/**
 * Drop-ins of logind.conf, by name without .conf.
 */
logind?: {
[k: string]: Logind
}
/**
 * Drop-ins of journald.conf, by name without .conf.
 */
journald?: {
/**
 * Its settings.
 */
[k: string]: {
/**
 * Where the journal is kept.
 */
Storage?: ("volatile" | "persistent" | "auto" | "none")
/**
 * Whether it is compressed, or from which size on.
 */
Compress?: string
/**
 * One file for each user, or one.
 */
SplitMode?: ("uid" | "none")
/**
 * How long one file is written to.
 */
MaxFileSec?: string
/**
 * How long entries are kept.
 */
MaxRetentionSec?: string
/**
 * After how long it is written to the disk.
 */
SyncIntervalSec?: string
/**
 * Whether the kernel's audit is on.
 */
Audit?: ("yes" | "no")
}
}
/**
 * What becomes of units that are installed later, by unit.
 */
presets?: {
/**
 * Whether it is started at boot.
 */
[k: string]: "enable" | "disable"
}
}
/**
 * The tuning daemon.
 */
tuned?: {
/**
 * Its active profiles.
 * 
 * @minItems 1
 */
profiles?: string[]
}
/**
 * SELinux: its policy, and whether it is enforced.
 */
selinux?: {
/**
 * The policy.
 */
policy?: string
/**
 * Label all files again at the first boot.
 */
relabel?: boolean
/**
 * What happens to a breach of the policy.
 */
state?: ("enforcing" | "permissive" | "disabled")
}
/**
 * Where users and passwords come from: a profile of authselect.
 */
authselect?: {
/**
 * The profile.
 */
profile?: string
/**
 * Its features.
 */
features?: string[]
}
/**
 * Set up users and passwords with authconfig, which EL 7 has in the place of authselect.
 */
authconfig?: boolean
/**
 * yum, which is the package manager of EL 7.
 */
yum?: {
/**
 * The [main] section of yum.conf.
 */
config?: {
/**
 * What caches on the way may keep.
 */
http_caching?: ("all" | "packages" | "lazy:packages" | "none")
}
/**
 * Settings of its plugins, by plugin.
 */
plugins?: {
/**
 * Packages of languages.
 */
langpacks?: {
/**
 * The languages.
 * 
 * @minItems 1
 */
locales?: string[]
}
}
}
/**
 * The package manager of the installed system.
 */
dnf?: {
/**
 * The [main] section of dnf.conf.
 */
config?: {
/**
 * How it looks up names.
 */
ip_resolve?: ("4" | "IPv4" | "6" | "IPv6")
/**
 * Flags of rpm's transactions.
 * 
 * @minItems 1
 */
tsflags?: ("noscripts" | "test" | "notriggers" | "nodocs" | "justdb" | "nocontexts" | "nocaps" | "nocrypto")[]
}
/**
 * Files in /etc/dnf/vars.
 */
variables?: {
[k: string]: string
}
/**
 * The [commands] section of automatic.conf.
 */
automatic?: {
/**
 * Install updates, rather than only fetch them.
 */
apply_updates?: boolean
/**
 * Which updates.
 */
upgrade_type?: ("default" | "security")
}
}
/**
 * Use only cryptography that follows FIPS 140.
 */
fips?: boolean
/**
 * Which cryptography the system takes part in (update-crypto-policies).
 */
crypto_policy?: string
/**
 * A security profile that is applied to the system (OpenSCAP).
 */
openscap?: {
/**
 * The profile.
 */
profile?: string
/**
 * The profiles that the distribution's own file has, by the end of their names.
 */
profiles?: string[]
/**
 * The file in the image that the profile stands in.
 */
datastream?: string
/**
 * The policy of a compliance service that the profile comes from.
 */
policy?: string
/**
 * Changes of the profile.
 */
tailoring?: {
/**
 * Rules to add.
 */
selected?: string[]
/**
 * Rules to leave out.
 */
unselected?: string[]
}
/**
 * Changes of the profile that stand in a file.
 */
json_tailoring?: {
/**
 * The profile in the file.
 */
profile: string
/**
 * The file in the image.
 */
file: string
}
/**
 * The profile that is applied in the end; made from the others.
 */
applied?: string
/**
 * The file of the tailored profile; made where there is a tailoring.
 */
tailoring_file?: string
}
/**
 * Certificates of authorities that the system trusts, in PEM, by name.
 */
ca_certificates?: {
[k: string]: string
}
/**
 * Containers that the system has from the start.
 */
containers?: {
/**
 * Containers, by where they come from.
 */
images?: {
[k: string]: Container
}
/**
 * The directory that they are kept in, if not the usual one.
 */
storage?: string
}
/**
 * Scripts that run once, when the system boots for the first time, in their order, by name.
 */
firstboot?: {
[k: string]: Script
}
/**
 * The files of those scripts, by path; made from the others.
 */
firstboot_files?: {
[k: string]: File
}
/**
 * Red Hat's subscription manager: facts of the machine, and its configuration.
 */
rhsm?: {
/**
 * Facts about the machine.
 */
facts?: {
[k: string]: unknown
}
/**
 * Its plugins in yum.
 */
yum_plugins?: {
/**
 * The plugin that knows products.
 */
"product-id"?: {
/**
 * Whether it runs.
 */
enabled?: boolean
}
/**
 * The plugin that knows subscriptions.
 */
"subscription-manager"?: {
/**
 * Whether it runs.
 */
enabled?: boolean
}
}
/**
 * Its plugins in dnf.
 */
dnf_plugins?: {
/**
 * The plugin that knows products.
 */
"product-id"?: {
/**
 * Whether it runs.
 */
enabled?: boolean
}
/**
 * The plugin that knows subscriptions.
 */
"subscription-manager"?: {
/**
 * Whether it runs.
 */
enabled?: boolean
}
}
/**
 * rhsm.conf.
 */
subscription_manager?: {
/**
 * Its [rhsm] section.
 */
rhsm?: {
/**
 * Make redhat.repo.
 */
manage_repos?: boolean
/**
 * Switch its plugins on.
 */
auto_enable_yum_plugins?: boolean
}
/**
 * Its [rhsmcertd] section.
 */
rhsmcertd?: {
/**
 * Register by itself in clouds.
 */
auto_registration?: boolean
}
}
}
/**
 * Registration with Red Hat, or with a Satellite, at the first boot.
 */
registration?: {
/**
 * The id of the organization.
 */
organization: string
/**
 * The name of its activation key. It stands in the image until the machine is registered.
 */
activation_key: string
/**
 * The server, if it is not Red Hat's.
 */
server_url?: string
/**
 * Where the contents come from, if not from Red Hat.
 */
base_url?: string
/**
 * Register with Insights too.
 */
insights?: boolean
}
/**
 * Insights: its client.
 */
insights?: {
/**
 * The proxy that it uses.
 */
proxy?: string
}
/**
 * Rules files of udev, by path.
 */
udev?: {
/**
 * Its rules.
 * 
 * @minItems 1
 */
[k: string]: Udev[]
}
/**
 * Files in /etc/NetworkManager/conf.d, by name without .conf.
 */
network_manager?: {
[k: string]: NetworkManager
}
/**
 * How good a password has to be (pwquality.conf).
 */
pwquality?: {
/**
 * The shortest length.
 */
minlen?: number
/**
 * How many kinds of characters.
 */
minclass?: number
/**
 * Credit for digits.
 */
dcredit?: number
/**
 * Credit for capitals.
 */
ucredit?: number
/**
 * Credit for small letters.
 */
lcredit?: number
/**
 * Credit for others.
 */
ocredit?: number
}
/**
 * The Azure agent's waagent.conf.
 */
waagent?: {
/**
 * Let cloud-init set the machine up.
 */
"Provisioning.UseCloudInit"?: boolean
/**
 * Set the machine up itself.
 */
"Provisioning.Enabled"?: boolean
/**
 * Format the temporary disk.
 */
"ResourceDisk.Format"?: boolean
/**
 * Swap on the temporary disk.
 */
"ResourceDisk.EnableSwap"?: boolean
}
/**
 * The Google guest agent's configuration, by section.
 */
google_guest_agent?: {
/**
 * Accounts of the cloud's users.
 */
Accounts?: {
/**
 * Remove accounts that are no longer wanted.
 */
deprovision_remove?: boolean
/**
 * Groups of new accounts.
 */
groups?: string[]
/**
 * The command that makes an account.
 */
useradd_cmd?: string
/**
 * The command that removes an account.
 */
userdel_cmd?: string
/**
 * The command that changes an account.
 */
usermod_cmd?: string
/**
 * The command that puts an account into a group.
 */
gpasswd_add_cmd?: string
/**
 * The command that takes an account out of a group.
 */
gpasswd_remove_cmd?: string
/**
 * The command that makes a group.
 */
groupadd_cmd?: string
}
/**
 * Its parts.
 */
Daemons?: {
/**
 * Keep accounts.
 */
accounts_daemon?: boolean
/**
 * Keep the clock.
 */
clock_skew_daemon?: boolean
/**
 * Keep the network.
 */
network_daemon?: boolean
}
/**
 * What it sets up at boot.
 */
InstanceSetup?: {
/**
 * The kinds of SSH host keys that are made.
 */
host_key_types?: string[]
/**
 * Tune local disks.
 */
optimize_local_ssd?: boolean
/**
 * Bring the network up.
 */
network_enabled?: boolean
/**
 * Configure boto.
 */
set_boto_config?: boolean
/**
 * Make SSH host keys.
 */
set_host_keys?: boolean
/**
 * Tune network queues.
 */
set_multiqueue?: boolean
}
/**
 * Forwarded addresses.
 */
IpForwarding?: {
/**
 * The id of its routes.
 */
ethernet_proto_id?: string
/**
 * Set up alias addresses.
 */
ip_aliases?: boolean
/**
 * Set up addresses of load balancers.
 */
target_instance_ips?: boolean
}
/**
 * Scripts of the cloud's metadata.
 */
MetadataScripts?: {
/**
 * The shell that runs them.
 */
default_shell?: string
/**
 * Where they run.
 */
run_dir?: string
/**
 * Run those for the start.
 */
startup?: boolean
/**
 * Run those for the end.
 */
shutdown?: boolean
}
/**
 * Further interfaces.
 */
NetworkInterfaces?: {
/**
 * Set them up.
 */
setup?: boolean
/**
 * Forward their addresses.
 */
ip_forwarding?: boolean
/**
 * The command that asks for addresses.
 */
dhcp_command?: string
}
}
/**
 * Files in /etc/sysconfig.
 */
sysconfig?: {
/**
 * The kernel file.
 */
kernel?: {
/**
 * A new kernel becomes the default.
 */
update_default?: boolean
}
/**
 * The network file.
 */
network?: {
/**
 * Bring the network up.
 */
networking?: boolean
/**
 * No link-local route.
 */
no_zero_conf?: boolean
}
/**
 * ifcfg files, by interface.
 */
network_scripts?: {
/**
 * By interface.
 */
ifcfg?: {
/**
 * Its settings.
 */
[k: string]: {
/**
 * Where its address is from.
 */
bootproto?: ("none" | "bootp" | "dhcp" | "static" | "ibft" | "autoip" | "shared")
/**
 * Its name.
 */
device?: string
/**
 * Whether it has IPv6.
 */
ipv6init?: boolean
/**
 * Whether it is brought up at boot.
 */
onboot?: boolean
/**
 * Take name servers from DHCP.
 */
peerdns?: boolean
/**
 * Users may bring it up.
 */
userctl?: boolean
/**
 * Its kind.
 */
type?: ("Ethernet" | "Wireless" | "InfiniBand" | "Bridge" | "Bond" | "Vlan")
}
}
}
}
/**
 * What /etc/machine-id holds before the first boot.
 */
machine_id?: ("yes" | "no" | "preserve")
/**
 * The build root, in which osbuild's stages run.
 */
build?: {
/**
 * osbuild's runner.
 */
runner?: string
/**
 * What every build needs.
 */
packages?: string[]
/**
 * The package that brings Python's YAML module.
 */
python_yaml?: string
/**
 * The package that brings Python's TOML module, as osbuild's stages use it to write.
 */
python_toml?: string
/**
 * How rpm imports keys.
 */
rpmkeys?: {
/**
 * The rpmkeys program.
 */
bin_path?: string
/**
 * Go on where a key cannot be imported.
 */
ignore_import_failures?: boolean
}
}
/**
 * How the machine boots. Platforms say it.
 */
boot?: {
/**
 * Write /etc/kernel/cmdline, from which kernel packages make boot entries.
 */
kernel_cmdline?: boolean
/**
 * A kernel that firmware starts by itself, as one file in the ESP.
 */
uki?: {
/**
 * The package of the loader that firmware trusts; it stays as it is, since secrets are bound to it.
 */
shim?: string
/**
 * Its directory in the ESP.
 */
vendor?: string
}
/**
 * Write GRUB's menu, for releases whose GRUB reads no boot entries of the kernel packages.
 */
menu?: boolean
/**
 * GRUB.
 */
grub2?: {
/**
 * Its platform for BIOS or Open Firmware.
 */
legacy?: string
/**
 * What grub2-mkimage needs in the build root.
 */
packages?: string[]
/**
 * GRUB for UEFI.
 */
uefi?: {
/**
 * The directory in the ESP.
 */
vendor?: string
/**
 * One configuration for BIOS and UEFI.
 */
unified?: boolean
}
/**
 * /etc/default/grub: timeout, terminal, …
 */
config?: {
[k: string]: unknown
}
/**
 * Write the arguments to grubenv.
 */
write_cmdline?: boolean
}
/**
 * The partitions that the boot loader needs, by name.
 */
partitions?: {
[k: string]: Partition
}
/**
 * Files of the tree that are copied to a path on the disk.
 */
files?: {
[k: string]: string
}
/**
 * zipl, the boot loader of IBM Z.
 */
zipl?: boolean
}
/**
 * The disk: its size, its partitions and what is mounted where.
 */
disk?: {
/**
 * The size of the disk; more if the partitions need it. "fit" is what the partitions need: their sizes, and the installed packages and a quarter; with a part of that or a size behind a plus it is so much more.
 */
size?: (string | number)
/**
 * The kind of partition table.
 */
label?: ("gpt" | "dos")
/**
 * The id of the partition table, pinned: a UUID, or of a dos table 0x and eight digits.
 */
uuid?: string
/**
 * Make the partition table with sgdisk, for build roots whose sfdisk knows no GPT.
 */
sgdisk?: boolean
/**
 * Free space before the first partition.
 */
offset?: (string | number)
/**
 * Bytes per sector.
 */
sector_size?: (512 | 1024 | 2048 | 4096)
/**
 * The file system where none is named.
 */
filesystem?: string
/**
 * The least room for a directory, wherever it ends up.
 */
minimum_sizes?: {
[k: string]: string | number
}
/**
 * Write /etc/fstab; on unless switched off.
 */
fstab?: boolean
/**
 * Write systemd mount units.
 */
mount_units?: boolean
/**
 * Partitions, by name.
 */
partitions?: {
[k: string]: Partition
}
/**
 * Whether a root on a plain partition is put into a container: the kind of container; with auto- in front only where mount points are added.
 */
mode?: ("raw" | "lvm" | "auto-lvm" | "btrfs")
/**
 * Add the root and the /boot that the partitions lack.
 */
complete?: boolean
/**
 * What a complete disk says otherwise of the boot loader's partitions, by name.
 */
loader?: {
[k: string]: Partition
}
/**
 * The partitions that are added where a disk lacks them, by name.
 */
fallback?: {
[k: string]: Partition
}
/**
 * What is mounted where, by path: edits the partition, volume or subvolume that is mounted there, or makes one.
 */
mounts?: {
[k: string]: Mount
}
}
/**
 * The files that pipelines make, by pipeline: the disk and what it is converted to.
 */
artifact?: {
[k: string]: {
filename?: string
[k: string]: unknown
}
}
/**
 * The pipelines of the manifest, in order; each works on what the one before it made.
 */
pipelines?: string[]
/**
 * Raw osbuild options, by pipeline (or tree, disk: the payload's) and stage type, and by instance where a stage occurs more than once; merged over what the pipeline says. null leaves a stage out.
 */
stages?: {
[k: string]: {
[k: string]: {

}
}
}
/**
 * Windows Subsystem for Linux.
 */
wsl?: {
/**
 * /etc/wsl.conf, by section.
 */
config?: {
/**
 * The [boot] section.
 */
boot?: {
/**
 * Run systemd.
 */
systemd?: boolean
}
}
/**
 * /etc/wsl-distribution.conf: the first user, the icon.
 */
distribution?: {
/**
 * The first start.
 */
oobe?: {
/**
 * The first user's id.
 */
default_uid?: number
/**
 * What Windows calls the distribution.
 */
default_name?: string
}
/**
 * The entry in the start menu.
 */
shortcut?: {
/**
 * Whether there is one.
 */
enabled?: boolean
/**
 * Its icon, a path.
 */
icon?: string
}
}
}
/**
 * How an installer behaves.
 */
installer?: {
/**
 * Ask nothing.
 */
unattended?: boolean
/**
 * The disk that it installs onto.
 */
device?: string
/**
 * Users and, with a % in front, groups that sudo asks for no password.
 */
sudo_without_password?: string[]
/**
 * Lines of a kickstart file that are added to its own.
 */
kickstart?: string
/**
 * Anaconda's modules.
 */
modules?: {
/**
 * That run, beside the usual ones.
 */
enable?: string[]
/**
 * That do not run.
 */
disable?: string[]
}
/**
 * Seconds that the boot menu waits.
 */
menu_timeout?: number
}
/**
 * The ISO file system of an installer.
 */
iso?: {
/**
 * Its name.
 */
volume_id?: string
/**
 * What it is for.
 */
application_id?: string
/**
 * Who made it.
 */
publisher?: string
}
/**
 * FIDO device onboarding.
 */
fdo?: {
/**
 * The server of the manufacturer.
 */
manufacturing_server_url?: string
/**
 * Take any key of the server.
 */
diun_pub_key_insecure?: string
/**
 * The hash of its key.
 */
diun_pub_key_hash?: string
/**
 * The certificates of its key.
 */
diun_pub_key_root_certs?: string
/**
 * The interface whose address identifies the device.
 */
di_mfg_string_type_mac_iface?: string
}
/**
 * Ignition, which sets a machine up at its first boot.
 */
ignition?: {
/**
 * Its configuration, in JSON, in the image.
 */
config?: string
/**
 * Where it fetches its configuration.
 */
url?: string
}
}
/**
 * A repository of packages.
 */
export interface Repository {
/**
 * Its id in the image, where that is not the one that it has here.
 */
id?: string
/**
 * What people call it; the id if left out.
 */
name?: string
/**
 * Where it is: one URL or several mirrors.
 */
baseurl?: (string | string[])
/**
 * A metalink that lists its mirrors.
 */
metalink?: string
/**
 * A plain list of its mirrors.
 */
mirrorlist?: string
/**
 * The URL of its state on a day, where {date} stands for the day as 20260901 and {day} for 2026-09-01.
 */
snapshot?: string
/**
 * Where the installed system finds its keys; made from gpgkeys.
 */
key_urls?: string[]
/**
 * Its keys: names of files in definitions/keys, URLs, or the armoured text.
 */
gpgkeys?: string[]
/**
 * Check the signature of each package; on unless switched off.
 */
gpgcheck?: boolean
/**
 * Check the signature of the metadata too.
 */
repo_gpgcheck?: boolean
/**
 * Check the server's certificate; on unless switched off.
 */
tls_verify?: boolean
/**
 * Of two repositories with one package, that with the lower number wins; 99 if left out.
 */
priority?: number
/**
 * Its packages may replace those of modules.
 */
module_hotfixes?: boolean
/**
 * How long its metadata is good for.
 */
metadata_expire?: string
/**
 * Whether the installed system uses it (use: image).
 */
enabled?: boolean
/**
 * Which secrets of the build host unlock it.
 */
secrets?: ("rhsm" | "mtls")
/**
 * For building the image, in the image, or both. With packages in the place of build only what the blueprint itself asks for is taken from it, and neither the rest of the system nor the build root.
 */
use?: ("build" | "packages" | "image")[]
/**
 * The file in /etc/yum.repos.d that names it in the image; <id>.repo if left out.
 */
filename?: string
}
/**
 * A time server.
 */
export interface NtpServer {
/**
 * Ask quickly at first.
 */
iburst?: boolean
/**
 * Prefer it to others.
 */
prefer?: boolean
/**
 * Shortest interval, as a power of two seconds.
 */
minpoll?: number
/**
 * Longest interval, as a power of two seconds.
 */
maxpoll?: number
}
/**
 * An account.
 */
export interface User {
/**
 * The full name.
 */
description?: string
/**
 * A crypt(3) hash, or plain text, which is hashed when compiled; or { env: NAME } or { file: PATH }, where it is kept.
 */
password?: string
/**
 * Public SSH keys that may log in.
 */
keys?: string[]
/**
 * Further groups.
 */
groups?: string[]
/**
 * The home directory.
 */
home?: string
/**
 * The login shell.
 */
shell?: string
/**
 * The user id.
 */
uid?: number
/**
 * The id of the main group.
 */
gid?: number
/**
 * Days since 1970-01-01 after which the account is closed.
 */
expires?: number
/**
 * No password lets the user in; keys do.
 */
locked?: boolean
/**
 * Ask for a new password at the first login.
 */
must_change_password?: boolean
}
/**
 * A group.
 */
export interface Group {
/**
 * The group id.
 */
gid?: number
}
/**
 * A file in the image.
 */
export interface File {
/**
 * Its contents. The text is never read for variables.
 */
text: string
/**
 * A file beside the blueprint that it is read from, instead of a text; its permissions are kept.
 */
source?: string
/**
 * The permissions, in octal and in quotes.
 */
mode?: string
/**
 * The owner: a name or an id.
 */
user?: (string | number)
/**
 * The group: a name or an id.
 */
group?: (string | number)
}
/**
 * A directory in the image.
 */
export interface Directory {
/**
 * The permissions, in octal and in quotes.
 */
mode?: string
/**
 * The owner: a name or an id.
 */
user?: (string | number)
/**
 * The group: a name or an id.
 */
group?: (string | number)
/**
 * Make the directories above it too; on unless switched off.
 */
parents?: boolean
/**
 * It may exist already.
 */
exist_ok?: boolean
}
/**
 * A firewall zone.
 */
export interface Zone {
/**
 * Networks that belong to it.
 */
sources: string[]
}
/**
 * An interface and its connection.
 */
export interface NetworkInterface {
/**
 * What it is.
 */
type: ("ethernet" | "bond" | "linux-bridge" | "vlan")
/**
 * Whether it is brought up at boot; up unless said otherwise.
 */
state?: ("up" | "down")
/**
 * The largest packet, in bytes.
 */
mtu?: number
/**
 * The bond or bridge that it is a port of; made from the others.
 */
controller?: string
/**
 * IPv4.
 */
ipv4?: {
/**
 * Whether it has IPv4.
 */
enabled?: boolean
/**
 * Ask a server for addresses.
 */
dhcp?: boolean
/**
 * Its addresses.
 */
address?: {
/**
 * The address.
 */
ip: string
/**
 * How many of its bits name the network.
 */
"prefix-length": number
}[]
/**
 * How NetworkManager calls that; made from the others.
 */
method?: string
/**
 * Its routes, by number; made from the others.
 */
routes?: {
[k: string]: NetworkRoute
}
}
/**
 * IPv6.
 */
ipv6?: {
/**
 * Whether it has IPv6.
 */
enabled?: boolean
/**
 * Ask a server for addresses.
 */
dhcp?: boolean
/**
 * Take addresses that routers announce.
 */
autoconf?: boolean
/**
 * Its addresses.
 */
address?: {
/**
 * The address.
 */
ip: string
/**
 * How many of its bits name the network.
 */
"prefix-length": number
}[]
/**
 * How NetworkManager calls that; made from the others.
 */
method?: string
/**
 * Its routes, by number; made from the others.
 */
routes?: {
[k: string]: NetworkRoute
}
}
/**
 * The bond.
 */
"link-aggregation"?: {
/**
 * How its ports share the traffic.
 */
mode: ("balance-rr" | "active-backup" | "balance-xor" | "broadcast" | "802.3ad" | "balance-tlb" | "balance-alb")
/**
 * Its ports.
 */
port?: string[]
/**
 * Options of the kernel's bonding driver.
 */
options?: {
[k: string]: string | number
}
}
/**
 * The bridge.
 */
bridge?: {
/**
 * Its ports.
 */
port?: string[]
/**
 * Speak the spanning tree protocol; on unless switched off.
 */
stp?: boolean
}
/**
 * The virtual network.
 */
vlan?: {
/**
 * The interface that carries it.
 */
"base-iface": string
/**
 * Its number.
 */
id: number
}
/**
 * How NetworkManager calls its type; made from the others.
 */
kind?: string
/**
 * How NetworkManager calls its controller's type; made from the others.
 */
port_kind?: string
}
/**
 * A route.
 */
export interface NetworkRoute {
/**
 * Where it leads: a network, such as 10.0.0.0/8; 0.0.0.0/0 and ::/0 are everything.
 */
destination: string
/**
 * The gateway.
 */
"next-hop-address"?: string
/**
 * Of two routes the one with the lower metric is taken.
 */
metric?: number
}
/**
 * A file of settings of cloud-init.
 */
export interface CloudInit {
/**
 * Let users log in with passwords over SSH.
 */
ssh_pwauth?: boolean
/**
 * The system.
 */
system_info?: {
/**
 * The user that keys of the cloud are for.
 */
default_user?: {
/**
 * The user's name.
 */
name?: string
}
}
/**
 * Where it reports its events.
 */
reporting?: {
/**
 * One receiver.
 */
logging?: {
/**
 * To where.
 */
type?: ("log" | "print" | "webhook" | "hyperv")
}
/**
 * Another.
 */
telemetry?: {
/**
 * To where.
 */
type?: ("log" | "print" | "webhook" | "hyperv")
}
}
/**
 * Where it looks for what it is to do, in order.
 */
datasource_list?: ("Azure" | "Ec2" | "Oracle" | "NoCloud" | "WSL" | "None")[]
/**
 * Settings of those.
 */
datasource?: {
/**
 * Azure.
 */
Azure?: {
/**
 * Take the network as Azure says it.
 */
apply_network_config?: boolean
}
}
/**
 * Where its output goes, by stage.
 */
output?: {
/**
 * The first stage.
 */
init?: string
/**
 * The second.
 */
config?: string
/**
 * The last.
 */
final?: string
/**
 * All of them.
 */
all?: string
}
/**
 * The network.
 */
network?: {
/**
 * Leave it alone.
 */
config?: "disabled"
}
}
/**
 * A file in /usr/lib/modprobe.d.
 */
export interface Modprobe {
/**
 * Modules that must not be loaded.
 */
blacklist?: string[]
/**
 * Commands that run instead of loading a module.
 */
install?: {
[k: string]: string
}
}
/**
 * A file in /usr/lib/dracut/dracut.conf.d.
 */
export interface Dracut {
/**
 * Drivers to add to the initramfs.
 */
add_drivers?: string[]
/**
 * Drivers to add and load early.
 */
force_drivers?: string[]
/**
 * Drivers to leave out.
 */
omit_drivers?: string[]
/**
 * Dracut modules to add.
 */
add_dracutmodules?: string[]
/**
 * Dracut modules to leave out.
 */
omit_dracutmodules?: string[]
/**
 * Files to add.
 */
install_items?: string[]
/**
 * The compressor.
 */
compress?: string
/**
 * Put the microcode in front.
 */
early_microcode?: boolean
/**
 * Make the same image from the same files.
 */
reproducible?: boolean
}
/**
 * A line of a tmpfiles file.
 */
export interface Tmpfile {
/**
 * What is done, as in tmpfiles.d(5).
 */
type: string
/**
 * The path.
 */
path: string
/**
 * The permissions, in octal and in quotes.
 */
mode?: string
/**
 * The owner.
 */
user?: string
/**
 * The group.
 */
group?: string
/**
 * After how long it is cleaned up.
 */
age?: string
/**
 * The argument, such as the target of a link.
 */
argument?: string
}
/**
 * A line of a limits file.
 */
export interface Limit {
/**
 * Whom it is for: a user, @group or *.
 */
domain: string
/**
 * A limit that users may lower (soft), one that they may not raise (hard), or both (-).
 */
type: ("hard" | "soft" | "-")
/**
 * What is limited, as in limits.conf(5).
 */
item: ("core" | "data" | "fsize" | "memlock" | "nofile" | "rss" | "stack" | "cpu" | "nproc" | "as" | "maxlogins" | "maxsyslogins" | "nonewprivs" | "priority" | "locks" | "sigpending" | "msgqueue" | "nice" | "rtprio")
/**
 * The limit.
 */
value: (string | number)
}
/**
 * A unit of systemd, by section.
 */
export interface Unit {
/**
 * The [Unit] section.
 */
Unit?: {
/**
 * What it is, for people.
 */
Description?: string
/**
 * Units that are started with it.
 * 
 * @minItems 1
 */
Wants?: string[]
/**
 * Units that start before it.
 * 
 * @minItems 1
 */
After?: string[]
/**
 * Units that start after it.
 * 
 * @minItems 1
 */
Before?: string[]
/**
 * Units that it cannot do without.
 * 
 * @minItems 1
 */
Requires?: string[]
/**
 * Only if the path is there.
 * 
 * @minItems 1
 */
ConditionPathExists?: string[]
/**
 * Only if the path is a directory.
 * 
 * @minItems 1
 */
ConditionPathIsDirectory?: string[]
/**
 * Whether it has the usual dependencies.
 */
DefaultDependencies?: boolean
}
/**
 * The [Service] section.
 */
Service?: {
/**
 * Its kind.
 */
Type?: ("simple" | "exec" | "forking" | "oneshot" | "dbus" | "notify" | "notify-reload" | "idle")
/**
 * It counts as running once it has ended.
 */
RemainAfterExit?: boolean
/**
 * Commands that run before it.
 * 
 * @minItems 1
 */
ExecStartPre?: string[]
/**
 * Commands that run after it.
 * 
 * @minItems 1
 */
ExecStopPost?: string[]
/**
 * The commands that it is.
 * 
 * @minItems 1
 */
ExecStart?: string[]
/**
 * Its variables, each with key and value.
 */
Environment?: {
/**
 * The name.
 */
key: string
/**
 * The value.
 */
value: string
}[]
/**
 * Files of its variables.
 * 
 * @minItems 1
 */
EnvironmentFile?: string[]
/**
 * Where its output goes.
 */
StandardOutput?: string
}
/**
 * The [Mount] section.
 */
Mount?: {
/**
 * The device.
 */
What?: string
/**
 * The path.
 */
Where?: string
/**
 * Its kind.
 */
Type?: string
/**
 * Its options.
 */
Options?: string
}
/**
 * The [Socket] section.
 */
Socket?: {
/**
 * The service that it starts.
 */
Service?: string
/**
 * The address or path of a stream.
 */
ListenStream?: string
/**
 * The address or path of datagrams.
 */
ListenDatagram?: string
/**
 * The path of packets in sequence.
 */
ListenSequentialPacket?: string
/**
 * The path of a pipe.
 */
ListenFifo?: string
/**
 * Its owner.
 */
SocketUser?: string
/**
 * Its group.
 */
SocketGroup?: string
/**
 * Its permissions.
 */
SocketMode?: string
/**
 * The permissions of its directories.
 */
DirectoryMode?: string
/**
 * One service for each connection.
 */
Accept?: boolean
/**
 * Directories in /run.
 */
RuntimeDirectory?: string
/**
 * Remove it when it stops.
 */
RemoveOnStop?: boolean
}
/**
 * The [Swap] section.
 */
Swap?: {
/**
 * The device.
 */
What?: string
/**
 * Its priority.
 */
Priority?: number
/**
 * Its options.
 */
Options?: string
/**
 * How long it may take.
 */
TimeoutSec?: string
}
/**
 * The [Install] section.
 */
Install?: {
/**
 * Units that start it.
 * 
 * @minItems 1
 */
WantedBy?: string[]
/**
 * Units that cannot do without it.
 * 
 * @minItems 1
 */
RequiredBy?: string[]
}
}
/**
 * A drop-in of a systemd unit.
 */
export interface Dropin {
/**
 * The unit.
 */
unit: string
/**
 * Whether it is a unit of the system or of every user.
 */
type?: ("system" | "global")
/**
 * Its sections.
 */
config: {
/**
 * The [Unit] section.
 */
Unit?: {
/**
 * Only if the path is there.
 */
ConditionPathExists?: string
}
/**
 * The [Service] section.
 */
Service?: {
/**
 * Its variables, each with key and value.
 */
Environment?: ({
/**
 * The name.
 */
key: string
/**
 * The value.
 */
value: string
}[] | string)
}
}
}
/**
 * A drop-in of logind.conf, by section.
 */
export interface Logind {
/**
 * The [Login] section.
 */
Login?: {
/**
 * How many virtual terminals there are by default.
 */
NAutoVTs?: number
/**
 * The virtual terminal that is kept free.
 */
ReserveVT?: number
}
}
/**
 * A container in the image.
 */
export interface Container {
/**
 * What the system calls it; where it comes from if left out.
 */
name?: string
/**
 * Check the registry's certificate; on unless switched off.
 */
tls_verify?: boolean
}
/**
 * A script of the first boot.
 */
export interface Script {
/**
 * The script. The text is never read for variables.
 */
text: string
/**
 * Go on if it fails.
 */
ignore_failure?: boolean
/**
 * systemd's mark in front of the command; made from the others.
 */
mark?: string
/**
 * Units that start first.
 */
after?: string[]
/**
 * Units that wait for it.
 */
before?: string[]
}
/**
 * A file of settings of NetworkManager, by section.
 */
export interface NetworkManager {
/**
 * The [main] section.
 */
main?: {
/**
 * Devices that get no connection by themselves.
 * 
 * @minItems 1
 */
"no-auto-default"?: string[]
/**
 * Its plugins for settings.
 * 
 * @minItems 1
 */
plugins?: string[]
}
/**
 * The [keyfile] section.
 */
keyfile?: {
/**
 * Devices that it leaves alone.
 * 
 * @minItems 1
 */
"unmanaged-devices"?: string[]
}
/**
 * The [device-…] sections.
 * 
 * @minItems 1
 */
device?: {
/**
 * The name.
 */
name?: string
/**
 * The settings.
 */
config: {
/**
 * Whether NetworkManager has it.
 */
managed?: boolean
/**
 * Look for networks under a random address.
 */
"wifi.scan-rand-mac-address"?: boolean
}
}[]
/**
 * The [global-dns-domain-…] sections.
 * 
 * @minItems 1
 */
"global-dns-domain"?: {
/**
 * The name.
 */
name: string
/**
 * The settings.
 */
config: {
/**
 * The name servers.
 * 
 * @minItems 1
 */
servers: string[]
}
}[]
}
/**
 * A partition and what it holds.
 */
export interface Partition {
/**
 * Its type: a name from partition-types.yaml or the code itself.
 */
type: string
/**
 * Its size; the partition that holds / takes what is left over.
 */
size?: (string | number)
/**
 * Its size if it would be less.
 */
at_least?: (string | number)
/**
 * Its place on the disk; that of its type if left out.
 */
order?: number
/**
 * Mark it as bootable.
 */
bootable?: boolean
/**
 * The boot loader's core image is written here.
 */
core?: boolean
/**
 * Its name in the partition table.
 */
name?: string
/**
 * The UUID of the partition, pinned.
 */
partition_uuid?: string
/**
 * GPT attribute bits.
 */
attributes?: number[]
/**
 * Its file system.
 */
filesystem?: string
luks?: Luks
/**
 * Where it is mounted.
 */
mount?: string
/**
 * The label of its file system.
 */
label?: string
/**
 * The UUID of its file system, pinned.
 */
uuid?: string
/**
 * Its mount options.
 */
mount_options?: string
/**
 * The last two columns of its line in fstab.
 */
fstab?: {
/**
 * For dump(8).
 */
freq?: number
/**
 * For fsck(8).
 */
passno?: number
}
lvm?: Lvm
btrfs?: Btrfs
}
/**
 * Encryption of what stands beside it (LUKS 2).
 */
export interface Luks {
/**
 * What unlocks it. osbuild needs it, so that it stands in the manifest.
 */
passphrase: string
/**
 * What unlocks it without a person: a pin of clevis.
 */
clevis?: {
/**
 * The pin: tang, tpm2, sss or another that clevis has.
 */
pin: string
/**
 * Its configuration, in JSON.
 */
config: string
/**
 * Take the passphrase away once the pin is there: then nothing else unlocks it.
 */
remove_passphrase?: boolean
}
/**
 * The cipher, as cryptsetup calls it.
 */
cipher?: string
/**
 * How the key is made from the passphrase.
 */
pbkdf?: {
/**
 * The function.
 */
method: ("argon2id" | "argon2i" | "pbkdf2")
/**
 * Its rounds: at least 4, of pbkdf2 at least 1000.
 */
iterations: number
/**
 * The memory that it takes, in KiB; not of pbkdf2.
 */
memory?: number
/**
 * Its threads; not of pbkdf2.
 */
parallelism?: number
}
/**
 * The label of the container.
 */
label?: string
/**
 * The UUID of the container, pinned.
 */
uuid?: string
/**
 * Bytes per encrypted sector.
 */
sector_size?: (512 | 1024 | 2048 | 4096)
/**
 * Detect changed sectors too.
 */
integrity?: "hmac-sha256"
/**
 * Options of its line in crypttab.
 */
options?: string
/**
 * A file of the image that the system unlocks it with.
 */
key_file?: string
}
/**
 * An LVM volume group.
 */
export interface Lvm {
/**
 * The name of the volume group.
 */
name: string
/**
 * Its logical volumes, by name.
 */
volumes?: {
[k: string]: Volume
}
}
/**
 * A logical volume.
 */
export interface Volume {
/**
 * Its size.
 */
size?: (string | number)
/**
 * Its size if it would be less.
 */
at_least?: (string | number)
/**
 * Its file system.
 */
filesystem?: string
luks?: Luks
/**
 * Where it is mounted.
 */
mount?: string
/**
 * The label of its file system.
 */
label?: string
/**
 * The UUID of its file system, pinned.
 */
uuid?: string
/**
 * Its mount options.
 */
mount_options?: string
/**
 * The last two columns of its line in fstab.
 */
fstab?: {
/**
 * For dump(8).
 */
freq?: number
/**
 * For fsck(8).
 */
passno?: number
}
}
/**
 * A btrfs file system with subvolumes.
 */
export interface Btrfs {
/**
 * The label of its file system.
 */
label?: string
/**
 * The UUID of its file system, pinned.
 */
uuid?: string
/**
 * Mount options of every subvolume.
 */
mount_options?: string
/**
 * Its subvolumes, by name.
 */
subvolumes?: {
[k: string]: Subvolume
}
}
/**
 * A btrfs subvolume.
 */
export interface Subvolume {
/**
 * Where it is mounted.
 */
mount?: string
/**
 * Its mount options; subvol= is added.
 */
mount_options?: string
/**
 * How its files are compressed: the algorithm, and its level.
 */
compress?: string
}
/**
 * What is mounted at a path.
 */
export interface Mount {
/**
 * Its size if it would be less.
 */
at_least?: (string | number)
/**
 * Its size.
 */
size?: (string | number)
/**
 * Its file system.
 */
filesystem?: string
luks?: Luks
/**
 * The label of its file system.
 */
label?: string
/**
 * The UUID of its file system, pinned.
 */
uuid?: string
/**
 * Its mount options.
 */
mount_options?: string
/**
 * The last two columns of its line in fstab.
 */
fstab?: {
/**
 * For dump(8).
 */
freq?: number
/**
 * For fsck(8).
 */
passno?: number
}
}
/**
 * What was chosen once, so that a blueprint gives the same image for ever. Written by imagec; commit it.
 */
export interface Lock {
/**
 * The version of this format.
 */
version: 1
/**
 * What is known of each target, by the target's name.
 */
targets: {
[k: string]: LockedTarget
}
}
export interface LockedTarget {
request: Checksum
/**
 * Where it is from, where that is not a solver's run.
 */
from?: string
asked?: LockedRequest
repositories: {
[k: string]: LockedRepository
}
/**
 * For each pipeline the modules whose stream is enabled.
 */
modules?: {
[k: string]: LockedModule[]
}
/**
 * For each pipeline the packages of each transaction that are not in one before it.
 */
pipelines: {
[k: string]: LockedPackage[][]
}
/**
 * Of each container the digest, the id of its image and the list that it is in, by its reference.
 */
containers?: {
[k: string]: string
}
/**
 * The ostree commit of each ref.
 */
commits?: {
[k: string]: string
}
}
/**
 * What was asked, to tell what changed.
 */
export interface LockedRequest {
arch: string
releasever: string
module_platform_id: string
/**
 * Where each repository was.
 */
repositories: {
[k: string]: string
}
pipelines: {
[k: string]: LockedTransaction[]
}
}
export interface LockedTransaction {
install: string[]
exclude: string[]
weak_dependencies: boolean
modules?: string[]
repositories?: string[]
}
export interface LockedRepository {
/**
 * Where its packages are.
 */
url?: string
repomd?: Checksum1
/**
 * Keys that were fetched from URLs.
 */
gpgkeys?: string[]
}
export interface LockedModule {
name: string
stream: string
profiles: string[]
state: string
failsafe?: string
}
export interface LockedPackage {
nevra: string
repository: string
/**
 * Where it is below its repository's URL.
 */
path?: string
/**
 * Where it is, where that is not below its repository's URL.
 */
url?: string
checksum: Checksum2
/**
 * Bytes to download.
 */
size?: number
/**
 * Bytes once installed.
 */
installed_size?: number
/**
 * Its licence, in the packager's words.
 */
license?: string
/**
 * A package that requires it, or the group that it is in: the nearest to what was asked for by name.
 */
needed_by?: string
/**
 * The package that recommends it, where none requires it.
 */
recommended_by?: string
}
/**
 * Types of partitions: their code in each kind of partition table, and where they stand on the disk.
 */
export interface PartitionTypes {
[k: string]: PartitionType
}
export interface PartitionType {
/**
 * One line for people.
 */
summary?: string
/**
 * Its code in a GPT: a GUID.
 */
gpt: string
/**
 * Its code in a DOS table; null where it has none.
 */
dos?: (string | null)
/**
 * Where partitions of this type stand, unless they say it themselves.
 */
order: number
/**
 * The tables where a partition that is made from nothing but a mount point is of this type.
 */
default?: ("gpt" | "dos")
}
/**
 * How the system gets into the image, and so which pipelines make its tree and its disk.
 */
export interface Payload {
/**
 * One line for people.
 */
summary?: string
/**
 * The parents, each before this: one name or several.
 */
extends?: (string | string[])
/**
 * Only a parent; nobody can choose it.
 */
abstract?: boolean
/**
 * Facts that it declares: what conditions and variables may read.
 */
facts?: {
[k: string]: string
}
/**
 * Layers that count where their condition holds, from top to bottom; each says "when" it counts, "because" of what, and any words.
 */
variants?: Variant[]
[k: string]: unknown
}
/**
 * An osbuild pipeline: its stages as templates, in order.
 */
export interface Pipeline {
/**
 * One line for people.
 */
summary?: string
/**
 * The pipeline that it runs in; build if left out, null for the host.
 */
build?: (string | null)
/**
 * osbuild's runner, for the build root.
 */
runner?: string
/**
 * The file that it makes, for the pipeline after it.
 */
file?: string
/**
 * Its request to the solver.
 */
packages?: {
/**
 * What the definitions install: paths and names.
 */
install?: string[]
/**
 * The path of what the solver must not choose.
 */
exclude?: string
/**
 * What the user asked for: a transaction of its own.
 */
asked?: string
/**
 * The path of what the user excludes; it holds for what the user asks for.
 */
asked_exclude?: string
/**
 * The path that says whether what packages recommend is installed.
 */
weak_dependencies?: string
/**
 * Streams of modules whose packages may be taken.
 */
modules?: string
}
/**
 * Packages of the lock that templates may name, each with what follows its version, if anything does.
 */
picks?: {
[k: string]: string | {

}
}
needs?: Needs
/**
 * Its stages, in order.
 */
stages: StageTemplate[]
}
/**
 * An architecture, its firmware and its boot loader.
 */
export interface Platform {
/**
 * One line for people.
 */
summary?: string
/**
 * What people call it otherwise: messages lead from there.
 */
also_called?: string[]
/**
 * The parents, each before this: one name or several.
 */
extends?: (string | string[])
/**
 * Only a parent; nobody can choose it.
 */
abstract?: boolean
/**
 * Facts that it declares: what conditions and variables may read.
 */
facts?: {
[k: string]: string
}
/**
 * Where this platform exists: in any environment that names it, if left out.
 */
supports?: Where[]
/**
 * Layers that count where their condition holds, from top to bottom; each says "when" it counts, "because" of what, and any words.
 */
variants?: Variant[]
[k: string]: unknown
}
/**
 * What a system that booted from an image shows of it: commands, of which `imagec probe` makes a script.
 */
export interface Probes {
[k: string]: Probe
}
export interface Probe {
when?: Condition
/**
 * One probe per entry of this map, or of this path; of several paths each stands in the entries of the one before.
 */
each?: ({

} | string | string[])
/**
 * The probe is made only where these paths are there, or these values stand at them.
 */
if?: (string | {

} | (string | {

})[])
/**
 * The probe is not made where one of these is there.
 */
unless?: (string | {

} | (string | {

})[])
/**
 * What is so, as a sentence; a template.
 */
says: string
/**
 * What the command reads, as variables of the shell: templates, by name.
 */
with?: {
[k: string]: unknown
}
/**
 * A command that fails where there is nothing to see; the probe is skipped then.
 */
where?: string
/**
 * A command of sh that succeeds where it is so, run by root. It is no template: what it is to know of the image comes as variables.
 */
run: string
}
/**
 * What holds for the blueprints beside it.
 */
export interface Project {
/**
 * Folders of further definitions.
 */
definitions?: (string | string[])
}
/**
 * What makes an image usable.
 */
export interface Rules {
[k: string]: Rule
}
export interface Rule {
when?: Condition
/**
 * One rule per entry of this map, or of this path; of several paths each stands in the entries of the one before.
 */
each?: ({

} | string | string[])
/**
 * The rule counts only where these paths are there, or these values stand at them.
 */
if?: (string | {

} | (string | {

})[])
/**
 * Paths that must be there, or maps of path to the values that may stand there, in which * is any text; {matches} is a regular expression.
 */
require?: (string | {

} | (string | {

})[])
/**
 * Paths that must not be there, or maps of path to the values that must not stand there, likewise.
 */
forbid?: (string | {

} | (string | {

})[])
/**
 * Why, with its source.
 */
because: string
/**
 * What to do; a group has none.
 */
hint?: string
/**
 * The line that is meant holds a secret, and is not shown.
 */
secret?: boolean
/**
 * Error if left out.
 */
severity?: ("error" | "warning")
/**
 * The user may know better: where a blueprint breaks the rule, --unsupported=warn makes a warning of it.
 */
tolerable?: boolean
/**
 * Rules for the same entries, in a group that says for which of them they count, and because of what.
 */
rules?: {
[k: string]: Rule
}
/**
 * The rule says nothing where one of these is there.
 */
unless?: (string | {

} | (string | {

})[])
/**
 * Only a warning where one of these is there.
 */
unsure?: (string | {

} | (string | {

})[])
}
/**
 * How solvers say why there are no packages: regular expressions of JavaScript, whose named groups are packages and what they need.
 */
export interface SolverWords {
/**
 * One line for people.
 */
summary?: string
unknown: Patterns
/**
 * What each problem begins with, in a text of several.
 */
problem: string
clash: Patterns1
both: Patterns2
nothing: Patterns3
needs: Patterns4
excluded: Patterns5
modular: Patterns6
foreign: Patterns7
}
export interface WordRule {
/**
 * Only if one of these paths is there, or if all paths of a map have these values; * stands for anything.
 */
if?: (string | string[] | {

})
/**
 * Once for each entry of this path; key and item are its name and value.
 */
each?: string
/**
 * The words that are made, as a template.
 */
layer: {

}
}
/**
 * What the image is for.
 */
export interface Workload {
/**
 * One line for people.
 */
summary?: string
/**
 * What people call it otherwise: messages lead from there.
 */
also_called?: string[]
/**
 * The parents, each before this: one name or several.
 */
extends?: (string | string[])
/**
 * Only a parent; nobody can choose it.
 */
abstract?: boolean
/**
 * Where this workload may be used; everywhere if left out.
 */
supports?: Where[]
/**
 * Layers that count where their condition holds, from top to bottom; each says "when" it counts, "because" of what, and any words.
 */
variants?: Variant[]
[k: string]: unknown
}

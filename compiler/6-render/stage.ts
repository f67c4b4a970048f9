// A compiled stage in a scope -> the osbuild stage, or nothing where it is not needed.

import { pathKey } from '../template/path.ts';
import { inner, newSession, type Scope, type Session } from '../template/scope.ts';
import { entries, LEFT_OUT, look, type Program } from '../template/template.ts';
import type { CompiledStage } from './pipelines.ts';

type Data = Record<string, unknown>;

/** A stage of the manifest, with what it read and where it comes from. */
export interface RenderedStage {
  type: string;
  options?: Data;
  inputs?: Data;
  devices?: Data;
  mounts?: unknown[];
  /** Paths of the image that decided it. */
  readonly reads: ReadonlySet<string>;
  /** Paths of the image without which it would not be there. */
  readonly causes: ReadonlySet<string>;
  readonly source: CompiledStage['source'];
}

/** Options that layers write for osbuild itself, by type and, where a type occurs more than once, by instance. */
export type RawBag = Readonly<Record<string, Data | null>>;

/** Devices and mounts that a part gives to all its stages. */
export interface Frame {
  readonly devices?: Program | undefined;
  readonly mounts?: Program | undefined;
  /** Paths of the image without which the part would not be there. */
  readonly causes?: readonly string[] | undefined;
}

export interface StageContext {
  readonly raw: RawBag;
  /** The path keys in the image that the raw bag was put together from. */
  readonly rawAt: readonly string[];
  /** Puts texts that stages ask for into the manifest, and names them. */
  readonly inline: (text: string) => string;
  /** Packages are resolved: `self` and `lock` can be read. */
  readonly resolved: boolean;
}

/** One stage of a template: as it is now, or to be made again when packages are resolved. */
export interface Rendered {
  readonly stages: readonly RenderedStage[];
  readonly later: boolean;
  /** The scopes of the stages that are emitted: their needs are worked out in them. */
  readonly scopes: readonly Scope[];
}

const NOTHING: Rendered = { stages: [], later: false, scopes: [] };

/** Renders a stage and all its instances. */
export function renderStage(stage: CompiledStage, outer: Scope, frame: Frame, context: StageContext): Rendered {
  const raw = stage.raw === 'none' ? undefined : context.raw[stage.type];
  if (stage.later && !context.resolved) {
    foresee(stage, outer);
    return { stages: [], later: true, scopes: [] };
  }
  if (stage.each === undefined) return renderOne(stage, outer, raw, [stage.type], frame, context);
  if (stage.raw === 'one') return renderEach(stage, stage.each, outer, () => raw, frame, context);
  const bag = (raw ?? {}) as Record<string, Data | null>;
  const out = renderEach(
    stage,
    stage.each,
    outer,
    (key) => (Object.hasOwn(bag, key) ? bag[key] : undefined),
    frame,
    context,
  );
  const seen = new Set(keysOf(stage, outer));
  const added = Object.keys(bag).filter((key) => !seen.has(key) && bag[key] !== null);
  const more = added.map((key) => {
    const scope = inner(outer, { key: { value: key }, item: { value: {} } });
    return renderOne({ ...stage, condition: undefined }, lenient(scope), bag[key], [stage.type, key], frame, context);
  });
  return join([out, ...more]);
}

/** Records what a stage will read of the image once packages are resolved. */
function foresee(stage: CompiledStage, outer: Scope): void {
  const session: Session = { ...newSession(), reads: outer.session.reads, lenient: true, inlineFile: () => '' };
  const later = { value: undefined, later: true };
  value(stage.options, { names: inner(outer, { key: later, item: later }).names, session });
}

function renderEach(
  stage: CompiledStage,
  each: NonNullable<CompiledStage['each']>,
  outer: Scope,
  raw: (key: string) => Data | null | undefined,
  frame: Frame,
  context: StageContext,
): Rendered {
  const found = look(each, outer, false);
  if (!found) return NOTHING;
  return join(
    entries(found).map((names) =>
      renderOne(
        stage,
        inner(outer, { ...names }),
        raw(String(names.key.value)),
        [stage.type, String(names.key.value)],
        frame,
        context,
      ),
    ),
  );
}

function keysOf(stage: CompiledStage, outer: Scope): string[] {
  const found = look(stage.each!, outer, false);
  return found ? entries(found).map(({ key }) => String(key.value)) : [];
}

function renderOne(
  stage: CompiledStage,
  outer: Scope,
  raw: Data | null | undefined,
  rawPath: readonly string[],
  frame: Frame,
  context: StageContext,
): Rendered {
  const session: Session = { ...newSession(), ...(outer.session.lenient && { lenient: true }) };
  const inputs: Data = {};
  session.inlineFile = (text) => {
    const id = context.inline(text);
    inputs.inline ??= { type: 'org.osbuild.files', origin: 'org.osbuild.source', references: [] };
    const list = (inputs.inline as { references: { id: string }[] }).references;
    if (!list.some((ref) => ref.id === id)) list.push({ id });
    return `input://inline/${id}`;
  };
  const scope: Scope = { names: outer.names, session };
  for (const cause of frame.causes ?? []) session.causes.add(cause);
  if (stage.each !== undefined && outer.names.item?.at !== undefined) session.causes.add(outer.names.item.at);
  if (raw !== undefined) {
    for (const at of context.rawAt) {
      session.reads.add(pathKey([at, ...rawPath]));
      session.causes.add(pathKey([at, ...rawPath]));
    }
  }
  if (raw === null) {
    for (const read of session.reads) outer.session.reads.add(read);
    return { ...NOTHING, later: session.later };
  }
  const wanted = stage.condition === undefined || stage.condition(scope);
  if (!wanted && raw === undefined) {
    for (const read of session.reads) outer.session.reads.add(read);
    return NOTHING;
  }
  const options = wanted ? (value(stage.options, scope) ?? (stage.options ? {} : undefined)) : {};
  const empty = wanted && stage.writesOptions && !stage.always && raw === undefined && isEmpty(options);
  if (empty && !session.later) return NOTHING;
  const merged = raw === undefined ? options : over(options as Data, raw);
  const extra = wanted ? value(stage.inputs, scope) : undefined;
  const devices = value(stage.devices ?? frame.devices, scope);
  const mounts = value(stage.mounts ?? frame.mounts, scope);
  const allInputs = { ...(extra as Data | undefined), ...inputs };
  const rendered: RenderedStage = {
    type: stage.type,
    ...(merged !== undefined && { options: merged as Data }),
    ...(Object.keys(allInputs).length > 0 && { inputs: allInputs }),
    ...(devices !== undefined && { devices: devices as Data }),
    ...(Array.isArray(mounts) && mounts.length > 0 && { mounts }),
    reads: session.reads,
    causes: session.causes,
    source: stage.source,
  };
  return { stages: [rendered], later: session.later, scopes: [scope] };
}

const lenient = (scope: Scope): Scope => ({ names: scope.names, session: { ...scope.session, lenient: true } });
const join = (all: readonly Rendered[]): Rendered => ({
  stages: all.flatMap((r) => r.stages),
  later: all.some((r) => r.later),
  scopes: all.flatMap((r) => r.scopes),
});

function value(program: Program | undefined, scope: Scope): unknown {
  const result = program?.(scope);
  return result === LEFT_OUT ? undefined : result;
}

const isEmpty = (options: unknown): boolean =>
  options === undefined || (typeof options === 'object' && options !== null && Object.keys(options).length === 0);

/** Raw options over rendered ones: maps merge, null deletes, all else replaces. */
export function over(base: unknown, raw: Data): Data {
  const out: Data = typeof base === 'object' && base !== null && !Array.isArray(base) ? { ...(base as Data) } : {};
  for (const [key, item] of Object.entries(raw)) {
    if (item === null) delete out[key];
    else if (typeof item === 'object' && !Array.isArray(item)) out[key] = over(out[key], item as Data);
    else out[key] = item;
  }
  return out;
}

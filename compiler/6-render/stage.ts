// A compiled stage in a scope -> the osbuild stage, or nothing where it is not needed.

import { entries } from '../template/entries.ts';
import { look } from '../template/look.ts';
import { pathKey } from '../template/path.ts';
import { inner, newSession, type Scope } from '../template/scope.ts';
import { LEFT_OUT, type Program } from '../template/template.ts';
import type { CompiledStage } from './compiled.ts';
import { over, type RawBag } from './raw-stages.ts';

type Data = Record<string, unknown>;

/** A stage of the manifest, with what it read and where it comes from. */
export interface RenderedStage {
  type: string;
  options?: Data;
  inputs?: Data;
  devices?: Data;
  mounts?: unknown[];
  /** Paths of the image that decided it. */
  readonly reads: readonly string[];
  /** Paths of the image without which it would not be there. */
  readonly causes: readonly string[];
  readonly source: CompiledStage['source'];
}

/** Devices and mounts that a part gives to all its stages. */
export interface Frame {
  readonly devices?: Program | undefined;
  readonly mounts?: Program | undefined;
  /** Paths of the image without which the part would not be there. */
  readonly causes?: readonly string[] | undefined;
}

/** One of the two renderings of a pipeline: before packages are resolved, and with them. */
export interface Pass {
  readonly raw: RawBag;
  /** The path keys in the image that the raw bag was put together from. */
  readonly rawAt: readonly string[];
  /** Puts texts that stages ask for into the manifest, and gives their ids. */
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

/** No stage at all. */
export const NOTHING: Rendered = { stages: [], later: false, scopes: [] };

/** Renders a stage and all its instances. */
export function renderStage(stage: CompiledStage, outer: Scope, frame: Frame, pass: Pass): Rendered {
  const raw = stage.raw === 'none' ? undefined : pass.raw[stage.type];
  if (stage.later && !pass.resolved) {
    foresee(stage, outer);
    return { stages: [], later: true, scopes: [] };
  }
  if (stage.each === undefined) return renderOne(stage, outer, raw, [stage.type], frame, pass);
  if (stage.raw === 'one') return renderEach(stage, stage.each, outer, () => raw, frame, pass);
  const bag = (raw ?? {}) as Record<string, Data | null>;
  const out = renderEach(
    stage,
    stage.each,
    outer,
    (key) => (Object.hasOwn(bag, key) ? bag[key] : undefined),
    frame,
    pass,
  );
  if (raw === undefined) return out;
  const found = look(stage.each, outer);
  const seen = found ? entries(found).map(({ key }) => String(key.value)) : [];
  const added = Object.keys(bag).filter((key) => !seen.includes(key) && bag[key] !== null);
  const more = added.map((key) => {
    const scope = inner(outer, { key: { value: key }, item: { value: {} } });
    const session = { ...scope.session, lenient: true };
    return renderOne(
      { ...stage, condition: undefined },
      { ...scope, session },
      bag[key],
      [stage.type, key],
      frame,
      pass,
    );
  });
  return more.length === 0 ? out : join([out, ...more]);
}

/** Records what a stage will read of the image once packages are resolved. */
function foresee(stage: CompiledStage, outer: Scope): void {
  const session = newSession(() => '', true);
  const later = { value: undefined, later: true };
  value(stage.options, { names: inner(outer, { key: later, item: later }).names, session });
  outer.session.reads.push(...session.reads);
}

function renderEach(
  stage: CompiledStage,
  each: NonNullable<CompiledStage['each']>,
  outer: Scope,
  raw: (key: string) => Data | null | undefined,
  frame: Frame,
  pass: Pass,
): Rendered {
  const found = look(each, outer);
  if (!found) return NOTHING;
  return join(
    entries(found).map((names) =>
      renderOne(
        stage,
        inner(outer, names),
        raw(String(names.key.value)),
        [stage.type, String(names.key.value)],
        frame,
        pass,
      ),
    ),
  );
}

function renderOne(
  stage: CompiledStage,
  outer: Scope,
  raw: Data | null | undefined,
  rawPath: readonly string[],
  frame: Frame,
  pass: Pass,
): Rendered {
  const session = newSession(pass.inline, outer.session.lenient);
  const scope: Scope = { names: outer.names, session };
  if (frame.causes) session.causes.push(...frame.causes);
  if (stage.each !== undefined) {
    const at = outer.names.get('item')?.at;
    if (at !== undefined) session.causes.push(at);
  }
  if (raw !== undefined) {
    for (const at of pass.rawAt) {
      session.reads.push(pathKey([at, ...rawPath]));
      session.causes.push(pathKey([at, ...rawPath]));
    }
  }
  if (raw === null) {
    outer.session.reads.push(...session.reads);
    return { ...NOTHING, later: session.later };
  }
  const wanted = stage.condition === undefined || stage.condition(scope);
  if (!wanted && raw === undefined) {
    outer.session.reads.push(...session.reads);
    return NOTHING;
  }
  const options = wanted ? (value(stage.options, scope) ?? (stage.options ? {} : undefined)) : {};
  const empty = wanted && stage.writesOptions && !stage.always && raw === undefined && isEmpty(options);
  if (empty && !session.later) return NOTHING;
  const merged = raw === undefined ? options : over(options as Data, raw);
  const extra = wanted ? value(stage.inputs, scope) : undefined;
  const devices = value(stage.devices ?? frame.devices, scope);
  const mounts = value(stage.mounts ?? frame.mounts, scope);
  const inputs: Data = { ...(extra as Data | undefined), ...(session.files && { inline: inlineInput(session.files) }) };
  const { reads, causes } = session;
  const rendered: RenderedStage = { type: stage.type, reads, causes, source: stage.source };
  if (merged !== undefined) rendered.options = merged as Data;
  if (!isEmpty(inputs)) rendered.inputs = inputs;
  if (devices !== undefined) rendered.devices = devices as Data;
  if (Array.isArray(mounts) && mounts.length > 0) rendered.mounts = mounts;
  return { stages: [rendered], later: session.later, scopes: [scope] };
}

/** The input that gives a stage the texts that it asked for. */
const inlineInput = (ids: readonly string[]): Data => ({
  type: 'org.osbuild.files',
  origin: 'org.osbuild.source',
  references: ids.map((id) => ({ id })),
});

const join = (all: readonly Rendered[]): Rendered => ({
  stages: all.flatMap((r) => r.stages),
  later: all.some((r) => r.later),
  scopes: all.flatMap((r) => r.scopes),
});

function value(program: Program | undefined, scope: Scope): unknown {
  const result = program?.(scope);
  return result === LEFT_OUT ? undefined : result;
}

function isEmpty(options: unknown): boolean {
  if (options === undefined) return true;
  if (typeof options !== 'object' || options === null) return false;
  for (const _ in options) return false;
  return true;
}

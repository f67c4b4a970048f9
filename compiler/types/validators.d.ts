// Generated from schemas/ by .ci/generate.mjs. Do not edit.
import type { ErrorObject } from 'ajv';
type Validator = ((value: unknown) => boolean) & { errors?: ErrorObject[] | null };
export const block: Validator;
export const blueprint: Validator;
export const distro: Validator;
export const environment: Validator;
export const format: Validator;
export const imageTypes: Validator;
export const layer: Validator;
export const lock: Validator;
export const partitionTypes: Validator;
export const payload: Validator;
export const pipeline: Validator;
export const platform: Validator;
export const project: Validator;
export const rules: Validator;
export const word: Validator;
export const workload: Validator;

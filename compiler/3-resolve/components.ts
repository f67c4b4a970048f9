// What the image of one target is put together from.

import type { Definition } from '../1-load/definitions.ts';
import type { Place } from '../diagnostics/diagnostic.ts';

/** The components of one target, as far as they were chosen. */
export interface Components {
  /** The target's name, where the blueprint has several. */
  name?: string | undefined;
  /** Whether all was chosen by the blueprint. */
  asWritten?: boolean;
  distro: Definition;
  version: string;
  platform: Definition;
  environment: Definition | undefined;
  workloads: Definition[];
  /** Where each was chosen, for messages. */
  places: { distro?: Place; platform?: Place; environment?: Place; workloads?: Place };
}

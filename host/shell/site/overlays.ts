import { useSyncExternalStore } from 'react';
import type { FlagOptions, ModalOptions, Remote } from '../../bridge/commands';
import type { InstalledModule } from '../../contracts';

/** What lies over the page and was asked for by a frame of the app. */
export type Overlay =
  | {
      readonly kind: 'app';
      readonly module: InstalledModule;
      readonly extension: Readonly<Record<string, unknown>>;
      readonly modal: ModalOptions;
      readonly refresh: (() => void) | undefined;
    }
  | { readonly kind: 'leaving'; readonly address: string; readonly answer: (goes: boolean) => void }
  | {
      readonly kind: 'create';
      readonly context: Readonly<Record<string, unknown>>;
      readonly onClose: Remote | undefined;
    }
  | { readonly kind: 'issue'; readonly issueKey: string; readonly onClose: Remote | undefined };

interface Layers {
  readonly overlays: readonly Overlay[];
  readonly flags: readonly FlagOptions[];
}

let layers: Layers = { overlays: [], flags: [] };
const listeners = new Set<() => void>();

function change(next: Partial<Layers>): void {
  layers = { ...layers, ...next };
  for (const listener of [...listeners]) listener();
}

export const openOverlay = (overlay: Overlay): void => change({ overlays: [...layers.overlays, overlay] });
export const closeOverlay = (overlay: Overlay): void =>
  change({ overlays: layers.overlays.filter((each) => each !== overlay) });

export const closeFlag = (id: string): void => change({ flags: layers.flags.filter((flag) => flag.id !== id) });
export const showFlag = (flag: FlagOptions): void =>
  change({ flags: [flag, ...layers.flags.filter(({ id }) => id !== flag.id)] });

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
export const useLayers = (): Layers => useSyncExternalStore(subscribe, () => layers);

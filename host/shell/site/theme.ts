import { getThemeHtmlAttrs } from '@atlaskit/tokens/get-theme-html-attrs';
import { setGlobalTheme } from '@atlaskit/tokens/set-global-theme';
import { useSyncExternalStore } from 'react';

type ColorMode = 'light' | 'dark';
const STORED = 'host.color-mode';
const listeners = new Set<() => void>();

function initialMode(): ColorMode {
  const stored = localStorage.getItem(STORED);
  if (stored === 'light' || stored === 'dark') return stored;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}
let mode = initialMode();

const apply = () => setGlobalTheme({ colorMode: mode, light: 'light', dark: 'dark' });
export const startTheme = apply;

export function setColorMode(next: ColorMode): void {
  mode = next;
  localStorage.setItem(STORED, next);
  void apply();
  for (const listener of [...listeners]) listener();
}

export function onThemeChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export const useColorMode = (): ColorMode => useSyncExternalStore(onThemeChange, () => mode);

/** What a frame of the app puts on its <html>. */
export const frameTheme = () => ({ theme: getThemeHtmlAttrs({})['data-theme'] ?? '', colorMode: mode });

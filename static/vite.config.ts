import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const root = import.meta.dirname;
const stub = (file: string) => join(root, 'src/stubs', file);

/** One page per *.html beside this file; the manifest names them as entries of one resource. */
export default defineConfig({
  root,
  base: './', // Forge serves the resource from a path of its own
  plugins: [react()],
  resolve: {
    // Atlaskit asks Atlassian's flag service which of its own experiments are on. In an app there is no such service; the clients
    // would cost 26 kB (brotli) on every page and always answer "off".
    alias: [
      { find: /^@atlaskit\/platform-feature-flags(\/.*)?$/, replacement: stub('platform-feature-flags.ts') },
      { find: /^@atlaskit\/feature-gate-js-client(\/.*)?$/, replacement: stub('feature-gates.ts') },
    ],
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: readdirSync(root)
        .filter((name) => name.endsWith('.html'))
        .map((name) => join(root, name)),
    },
  },
});

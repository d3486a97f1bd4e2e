import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const root = import.meta.dirname;
const stub = (file: string) => join(root, 'src/stubs', file);

/**
 * Forge's packages ask for tslib by `require`, which brings all of its helpers along, 4 kB (brotli) on every page; these are the
 * ones that they use. A build with a version of theirs that uses another one fails, and names it.
 */
const FORGE_HELPERS = ['__exportStar', '__importDefault', '__importStar'];
const forgeHelpers = (): Plugin => {
  const id = '\0tslib-for-forge';
  const isForge = (file: string | undefined) => /[\\/]node_modules[\\/]@forge[\\/]/.test(file ?? '');
  return {
    name: 'tslib-for-forge',
    enforce: 'pre',
    resolveId: (source, importer) => (source === 'tslib' && isForge(importer) ? id : null),
    load: (wanted) => (wanted === id ? `export { ${FORGE_HELPERS.join(', ')} } from 'tslib';` : null),
    transform(code, file) {
      if (!isForge(file)) return;
      for (const [, helper = ''] of code.matchAll(/\btslib_\d+\.(\w+)/g))
        if (!FORGE_HELPERS.includes(helper)) this.error(`It uses tslib's ${helper}: add it to FORGE_HELPERS`);
    },
  };
};

/** One page per *.html beside this file; the manifest names them as entries of one resource. */
export default defineConfig({
  root,
  base: './', // Forge serves the resource from a path of its own
  plugins: [react(), forgeHelpers()],
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

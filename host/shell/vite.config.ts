import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react()],
  // Atlaskit's icons are CommonJS: without this, a default import from our own modules is the whole module (Node's rule for "type": "module").
  legacy: { inconsistentCjsInterop: true },
  build: { outDir: '../../dist/shell', emptyOutDir: true, chunkSizeWarningLimit: 2000 },
});

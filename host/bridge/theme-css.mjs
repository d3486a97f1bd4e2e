/** Writes the design system's light and dark theme as one CSS file: `node host/bridge/theme-css.mjs <file>`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

const require = createRequire(import.meta.url);
const THEMES = ['light', 'dark', 'spacing', 'typography', 'shape', 'motion'];
const [target] = process.argv.slice(2);
if (!target) throw new Error('usage: node host/bridge/theme-css.mjs <file>');

const css = THEMES.map((theme) => require(`@atlaskit/tokens/dist/cjs/artifacts/themes/atlassian-${theme}.js`).default);
mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, css.join('\n'));

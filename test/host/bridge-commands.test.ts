import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMANDS, NOT_SIMULATED } from '../../host/bridge/commands';

const PACKAGES = ['bridge', 'jira-bridge'].map((name) => join(__dirname, '../../node_modules/@forge', name, 'out'));

/** Every command that the real packages send: `callBridge('name', …)`. */
const sent = () => {
  const files = PACKAGES.flatMap((dir) =>
    readdirSync(dir, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.js'))
      .map((file) => readFileSync(join(dir, file), 'utf8')),
  );
  return new Set(files.flatMap((text) => [...text.matchAll(/callBridge\)?\('(\w+)'/g)].map(([, name]) => name)));
};

/** The host's own: what the frame tells the page around it, beside the packages. */
const OWN = ['resize'];

test('every command of the packages is simulated, or refused by its name', () => {
  const known = [...Object.keys(COMMANDS).filter((name) => !OWN.includes(name)), ...NOT_SIMULATED];
  expect(known.toSorted()).toEqual([...sent()].toSorted());
});

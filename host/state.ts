import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, messageOf } from './message-of';

/** Quiet time after a change before it is written, in ms. */
const SAVE_DELAY_MS = 200;

const FILE = 'state.json';

interface Store<State> {
  /** One plain object that survives JSON; the rooms change it in place and then call `changed`. */
  readonly state: State;
  /** Nothing had been kept: the state is the empty one. */
  readonly isNew: boolean;
  readonly changed: () => void;
  /** Writes what is not written yet. */
  save(): Promise<void>;
}

/**
 * Opens the state kept in `dir`; without one it lives in memory only. A file is replaced as a whole (write, fsync, rename), so that a crash leaves
 * the old state or the new one. `isUsable` says no to a state that must not be continued.
 */
export async function openStore<State>(options: {
  readonly dir: string | undefined;
  readonly fresh: boolean;
  readonly empty: () => State;
  readonly isUsable: (state: State) => boolean;
}): Promise<Store<State>> {
  const { dir, fresh, empty, isUsable } = options;
  const kept = dir === undefined || fresh ? undefined : await load(join(dir, FILE));
  const usable = kept !== undefined && isUsable(kept as State);
  if (kept !== undefined && !usable)
    process.stderr.write(`What ${dir ?? ''} holds is unfinished or of an older host: the site begins anew.\n`);
  // A state of an older version of the host lacks the newer rooms: they begin empty.
  const state: State = usable ? { ...empty(), ...(kept as State) } : empty();
  let dirty = false;
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();

  const save = () => {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(async () => {
      if (!dirty || dir === undefined) return;
      dirty = false;
      await write(dir, JSON.stringify(state));
    });
    return writing;
  };
  const report = (error: unknown) => {
    dirty = true;
    writing = Promise.resolve();
    process.stderr.write(`The state could not be saved in ${String(dir)}: ${messageOf(error)}\n`);
  };
  return {
    state,
    isNew: !usable,
    changed: () => {
      dirty = true;
      if (dir !== undefined) timer ??= setTimeout(() => void save().catch(report), SAVE_DELAY_MS);
    },
    save,
  };
}

async function load(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw new Error(`${file} can't be read. Start with --fresh to begin anew.`, { cause: error });
  }
}

async function write(dir: string, text: string) {
  await mkdir(dir, { recursive: true });
  const temporary = join(dir, `${FILE}.${process.pid}`);
  const file = await open(temporary, 'w');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, join(dir, FILE));
}

import { diffArrays } from 'diff';

/** A stretch of text: in both versions, or in one of them only. */
export type Stretch = { readonly kind: 'kept' | 'added' | 'removed'; readonly text: string };

/**
 * Words by Unicode's rules, which know Hebrew, Japanese and emoji; blanks and marks are pieces of their own. The words of a library's
 * own tokenizer are Latin ones only.
 */
const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });
const piecesOf = (text: string): string[] => [...segmenter.segment(text)].map(({ segment }) => segment);

/** Beyond so many pieces that came or went, a text was written anew: both are shown whole, and nobody waits for the comparison. */
const MOST_EDITS = 1_000;

const isBlank = (text: string): boolean => text.trim() === '';

/** Pieces that changed close together read as one change: a blank between two of them changes with them. */
const joined = (stretches: readonly Stretch[]): Stretch[] => {
  const out: Stretch[] = [];
  let [removed, added] = ['', ''];
  const flush = () => {
    if (removed !== '') out.push({ kind: 'removed', text: removed });
    if (added !== '') out.push({ kind: 'added', text: added });
    [removed, added] = ['', ''];
  };
  for (const [at, { kind, text }] of stretches.entries()) {
    const isBetween = isBlank(text) && removed !== '' && added !== '' && at < stretches.length - 1;
    if (kind === 'kept' && !isBetween) {
      flush();
      out.push({ kind, text });
    } else {
      if (kind !== 'added') removed += text;
      if (kind !== 'removed') added += text;
    }
  }
  flush();
  return out;
};

/** What became of a text, word by word: all of `before` is in the kept and removed stretches, all of `after` in the kept and added ones. */
export const wordChanges = (before: string, after: string): Stretch[] => {
  const found = diffArrays(piecesOf(before), piecesOf(after), { maxEditLength: MOST_EDITS });
  const stretches: Stretch[] =
    found === undefined
      ? [
          { kind: 'removed', text: before },
          { kind: 'added', text: after },
        ]
      : found.map(({ added, removed, value }) => {
          const one = removed ? ('removed' as const) : ('kept' as const);
          return { kind: added ? 'added' : one, text: value.join('') };
        });
  return joined(stretches).filter(({ text }) => text !== '');
};

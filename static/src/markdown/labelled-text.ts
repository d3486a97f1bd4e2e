import type { BlockContent, DefinitionContent, Paragraph, RootContent } from 'mdast';
import { inlineText, textOf } from './markdown-text';
import { LABELS, type Label } from './words';

type Block = RootContent | BlockContent | DefinitionContent;

/** What people write elsewhere in front of the same thing. */
const OTHERS: Partial<Record<Label, readonly string[]>> = {
  result: ['result', 'expected result', 'what they see'],
  whom: ['affects', 'who', 'whom', 'who is affected', 'applies to'],
  workaround: ['work around', 'mitigation'],
  internalNote: ['internal', 'note for support'],
  tell: ['tell', 'notify', 'who is told'],
  watch: ['what to watch'],
};

const labelOf = (text: string): Label | undefined => {
  const said = text.replace(/:\s*$/, '').trim().toLowerCase();
  const labels = Object.keys(LABELS) as Label[];
  return labels.find((label) => LABELS[label].toLowerCase() === said || OTHERS[label]?.includes(said) === true);
};

/** A paragraph that begins with a label in bold, and the rest of it. */
const labelIn = ({ children: [first, ...rest] }: Paragraph): { label: Label; text: string } | undefined => {
  if (first?.type !== 'strong') return undefined;
  const said = inlineText(first.children);
  const text = inlineText(rest);
  const [, after] = said.trim().endsWith(':') ? ['', text] : (/^\s*:([\s\S]*)$/.exec(text) ?? []);
  const label = labelOf(said);
  return label === undefined || after === undefined ? undefined : { label, text: after };
};

/** A point of a list within an item, "Workaround: ...": only there a label may do without bold. */
const pointIn = (blocks: readonly Block[]): { label: Label; text: string } | undefined => {
  const [, said = '', text = ''] = /^([^:\n]{1,40}):([\s\S]*)$/.exec(textOf(blocks)) ?? [];
  const label = labelOf(said);
  return label === undefined ? undefined : { label, text };
};

const isPoint = (block: Block, known: readonly Label[]): boolean =>
  block.type === 'list' &&
  block.children.some(({ children }) => {
    const point = pointIn(children);
    return point !== undefined && known.includes(point.label);
  });

/**
 * Texts of one item: what stands before any label, and what each label leads.
 * @param known the labels that mean something here; another one is a part of the text that it stands in
 */
export const labelledTexts = (
  blocks: readonly Block[],
  known: readonly Label[],
): { readonly text: string } & Partial<Record<Label, string>> => {
  const parts: { label: Label | undefined; texts: string[] }[] = [{ label: undefined, texts: [] }];
  const begin = (label: Label, text: string): void => void parts.push({ label, texts: [text.trim()] });
  for (const block of blocks) {
    const lead = block.type === 'paragraph' ? labelIn(block) : undefined;
    if (lead !== undefined && known.includes(lead.label)) begin(lead.label, lead.text);
    else if (block.type === 'list' && isPoint(block, known))
      for (const { children } of block.children) {
        const point = pointIn(children);
        if (point !== undefined && known.includes(point.label)) begin(point.label, point.text);
        else parts.at(-1)?.texts.push(textOf(children));
      }
    else parts.at(-1)?.texts.push(textOf([block]));
  }
  const joined = (texts: readonly string[]) => texts.filter((text) => text.trim() !== '').join('\n\n');
  const text = joined(parts[0]?.texts ?? []);
  return Object.assign(
    { text },
    ...parts.slice(1).map(({ label, texts }) => (label === undefined ? {} : { [label]: joined(texts) })),
  ) as ReturnType<typeof labelledTexts>;
};

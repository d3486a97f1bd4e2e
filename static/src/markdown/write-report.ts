import type { ListItem, RootContent } from 'mdast';
import { toMarkdown } from 'mdast-util-to-markdown';

const words = (value: string) => ({ type: 'text', value }) as const;
const paragraph = (value: string) => ({ type: 'paragraph' as const, children: [words(value)] });

/** Titles and lists as Markdown; what people wrote in them stays what it is, whatever marks it holds. */
export const writeReport = ({
  title,
  intro,
  parts,
}: {
  readonly title: string;
  readonly intro: readonly string[];
  readonly parts: readonly { readonly title: string; readonly lines: readonly string[] }[];
}): string => {
  const heading = (depth: 1 | 2, text: string): RootContent => ({ type: 'heading', depth, children: [words(text)] });
  const children: RootContent[] = [
    heading(1, title),
    ...intro.map(paragraph),
    ...parts.flatMap((part): RootContent[] => [
      heading(2, part.title),
      {
        ...{ type: 'list', ordered: false, spread: false },
        children: part.lines.map((line): ListItem => ({
          type: 'listItem',
          spread: false,
          children: [paragraph(line)],
        })),
      },
    ]),
  ];
  return toMarkdown({ type: 'root', children }, { bullet: '-', listItemIndent: 'one' });
};

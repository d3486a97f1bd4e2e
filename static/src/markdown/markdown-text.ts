import type { BlockContent, DefinitionContent, PhrasingContent, RootContent } from 'mdast';

type Block = RootContent | BlockContent | DefinitionContent;

const inline = (node: PhrasingContent): string => {
  switch (node.type) {
    case 'text':
    case 'inlineCode':
    case 'html':
      return node.value;
    case 'break':
      return '\n';
    case 'image':
      return node.alt ?? node.url;
    case 'link': {
      const text = inlineText(node.children);
      return text === node.url || text === '' ? node.url : `${text} (${node.url})`;
    }
    default:
      return 'children' in node ? inlineText(node.children) : '';
  }
};

export const inlineText = (nodes: readonly PhrasingContent[]): string => nodes.map(inline).join('');

/** A handoff's texts are plain: marks go, their words, links and list signs stay. Blocks are a blank line apart. */
export const textOf = (blocks: readonly Block[]): string => blocks.map(blockText).filter(Boolean).join('\n\n').trim();

const blockText = (node: Block): string => {
  switch (node.type) {
    case 'paragraph':
    case 'heading':
      return inlineText(node.children);
    case 'code':
    case 'html':
      return node.value;
    case 'list':
      return node.children
        .map(({ children }, nth) => {
          const sign = node.ordered === true ? `${(node.start ?? 1) + nth}.` : '-';
          return `${sign} ${textOf(children).replaceAll('\n\n', '\n')}`;
        })
        .join('\n');
    case 'blockquote':
      return textOf(node.children);
    default:
      return '';
  }
};

import SectionMessage from '@atlaskit/section-message';
import { Fragment, type ReactNode } from 'react';
import type { AdfNode } from '../site/jira';
import styles from '../site/site.module.css';

/** Text of the Atlassian Document Format, as much of it as descriptions and comments here use. Unknown nodes show their content. */
export function Adf({ node }: { readonly node: AdfNode }): ReactNode {
  const children = node.content?.map((child, place) => <Adf key={place} node={child} />);
  switch (node.type) {
    case 'text':
      return markedText(node);
    case 'paragraph':
      return <p dir="auto">{children}</p>;
    case 'heading':
      return (
        <p role="heading" aria-level={Number(node.attrs?.level) + 2} className={styles.adfHeading} dir="auto">
          {children}
        </p>
      );
    case 'bulletList':
      return <ul dir="auto">{children}</ul>;
    case 'orderedList':
      return <ol dir="auto">{children}</ol>;
    case 'listItem':
      return <li>{children}</li>;
    case 'codeBlock':
      return (
        <pre className={styles.code} dir="auto">
          {children}
        </pre>
      );
    case 'blockquote':
      return <blockquote dir="auto">{children}</blockquote>;
    case 'panel':
      return <SectionMessage appearance={panelOf(node.attrs?.panelType)}>{children}</SectionMessage>;
    case 'hardBreak':
      return <br />;
    case 'rule':
      return <hr />;
    case 'mention':
    case 'status':
      return <span dir="auto">{String(node.attrs?.text)}</span>;
    case 'inlineCard':
      return <WebLink address={String(node.attrs?.url)}>{String(node.attrs?.url)}</WebLink>;
    default:
      return <div>{children}</div>;
  }
}

function panelOf(type: unknown) {
  const known = ['warning', 'error', 'success'] as const;
  return known.find((each) => each === type) ?? 'information';
}

function WebLink({ address, children }: { readonly address: string; readonly children: ReactNode }) {
  const safe = /^(https?:|mailto:|\/)/i.test(address);
  return safe ? <a href={address}>{children}</a> : <>{children}</>;
}

function markedText({ text, marks = [] }: AdfNode): ReactNode {
  return marks.reduce<ReactNode>((inner, { type, attrs }) => {
    if (type === 'strong') return <strong>{inner}</strong>;
    if (type === 'em') return <em>{inner}</em>;
    if (type === 'code') return <code>{inner}</code>;
    if (type === 'strike') return <s>{inner}</s>;
    if (type === 'link') return <WebLink address={String(attrs?.href)}>{inner}</WebLink>;
    return <Fragment>{inner}</Fragment>;
  }, text);
}

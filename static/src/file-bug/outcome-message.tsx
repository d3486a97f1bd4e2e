import type { ReactNode } from 'react';
import { Message } from '../components/message';
import { DONE } from './joined';

/** That it is done, and what comes of it; the keyboard goes here, since what was pressed is gone. */
export const OutcomeMessage = ({
  title,
  actions,
  children,
}: {
  title: string;
  actions: ReactNode;
  children: ReactNode;
}) => (
  <div id={DONE} tabIndex={-1}>
    <Message kind="success" title={title} actions={actions}>
      {children}
    </Message>
  </div>
);

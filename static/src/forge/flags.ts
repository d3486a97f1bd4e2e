import { showFlag } from '@forge/bridge';

/** Says that something was done, in the corner of Jira's own page; for outcomes that the screen itself also shows. */
export const flag = (title: string, description?: string): void => {
  showFlag({
    id: crypto.randomUUID(),
    type: 'success',
    title,
    isAutoDismiss: true,
    ...(description === undefined ? {} : { description }),
  });
};

import { useEffect } from 'react';
import type { HandoffView } from '../../../src/api/panel-calls';
import { call } from './call';
import { panelUrl } from '../forge/router';

/**
 * Has the line on the release's page in Jira brought up to date when it is due. Only a page knows its own address, hence from here;
 * nobody waits for it, and that it failed is in the settings' health, not in the way of who reads.
 */
export const useRelatedWork = (view: HandoffView | null): void => {
  const due = view?.relatedWorkDue === true;
  const [projectKey, releaseId] = [view?.projectKey, view?.release.id];
  useEffect(() => {
    if (!due || projectKey === undefined || releaseId === undefined) return;
    void panelUrl(projectKey, releaseId).then((url) =>
      url === null ? undefined : call('showOnRelease', { releaseId, panelUrl: url }),
    );
  }, [due, projectKey, releaseId]);
};

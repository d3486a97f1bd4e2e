import { route } from '@forge/api';
import * as z from 'zod/mini';
import { TICKET_PROPERTY, type TicketProperty } from '../domain/issue-properties';
import { requestJira } from './request';

/**
 * Says on a ticket what was said of it, for JQL. As the app: who says it may not be allowed to edit the ticket, and nobody is there when it is
 * counted. Nobody is notified of a property (OAS setIssueProperty).
 */
export const setTicketProperty = async (ticketId: string, value: TicketProperty): Promise<void> => {
  await requestJira('app', route`/rest/api/3/issue/${ticketId}/properties/${TICKET_PROPERTY}`, z.unknown(), {
    method: 'PUT',
    needs: 'Edit issues',
    body: value,
  });
};

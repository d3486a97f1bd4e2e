import { ticketCalls } from '../../../src/api/ticket-calls';
import { makeInvoke } from '../forge/invoke';

export const call = makeInvoke(ticketCalls);

import type { Person } from '../../contracts';

/** One line on each of the demo's people, by the name before the @ of their address: Jira itself keeps no such line. */
const ROLES: Readonly<Record<string, string>> = {
  po: 'Product owner: writes the handoffs and hands them over',
  cslead: 'CS Lead: reads, asks, signs or refuses a handoff',
  agent: 'CS agent: works on tickets and files bugs in the product project',
  agent2: 'CS agent who sees the support project only',
  rm: 'Release manager: moves the release tickets',
  admin: 'Jira admin: configures workflows and projects',
  outsider: 'May see none of the projects',
};

export function roleOf({ emailAddress, accountType }: Person): string {
  const role = ROLES[emailAddress.split('@')[0] ?? ''];
  return role ?? (accountType === 'customer' ? 'Customer: sees the portal only' : emailAddress);
}

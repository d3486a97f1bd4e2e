/**
 * What the demo site has before anybody works on it: people, projects, and who may do what. Jira's REST API can't create these,
 * so the host takes them as one JSON document; everything else goes through the REST API and the app's calls.
 */
const person = (name: string, displayName: string, more: Record<string, boolean> = {}) => ({
  accountId: `demo-${name}`,
  email: `${name}@example.test`,
  name: displayName,
  ...more,
});

const emails = (...names: string[]): string[] => names.map((name) => `${name}@example.test`);

export const SITE = {
  people: [
    person('po', 'Pia Olsen'),
    person('cslead', 'Carla Santos'),
    person('agent', 'Amir Gal'),
    person('agent2', 'Bea Novak'),
    person('rm', 'Rui Mendes'),
    person('admin', 'Ada Berg', { admin: true }),
    person('outsider', 'Otto Weiss'),
    person('customer', 'Gal Levi', { customer: true }),
  ],
  projects: [
    {
      key: 'EXAM',
      name: 'Exam Grader',
      lead: 'po@example.test',
      roles: { Members: emails('po', 'rm'), Viewers: emails('cslead', 'agent') },
      permissions: {
        CREATE_ISSUES: emails('agent'),
        LINK_ISSUES: emails('agent'),
        ADD_COMMENTS: emails('cslead', 'agent'),
        CREATE_ATTACHMENTS: emails('cslead', 'agent'),
        ASSIGNABLE_USER: emails('cslead'),
        // The app's own permissions, by the keys of their modules in manifest.yml.
        'app:write-handoffs': emails('po'),
        'app:sign-handoffs': emails('cslead'),
        'app:waive-gate': emails('rm'),
      },
    },
    {
      key: 'SUP',
      name: 'Exam Grader Support',
      type: 'service_desk',
      lead: 'cslead@example.test',
      roles: { Members: emails('cslead', 'agent', 'agent2') },
    },
    {
      key: 'SHOP',
      name: 'Course Shop',
      style: 'next-gen',
      issueTypes: ['Bug'],
      lead: 'outsider@example.test',
      roles: { Members: emails('outsider') },
    },
  ],
};

/**
 * What the demo site has before anybody works on it: people, projects, workflows and who may do what. Jira's REST API can't
 * create these, so the host takes them as one JSON document; everything else goes through the REST API and the app's calls.
 */
const person = (accountId: string, emailAddress: string, displayName: string, accountType = 'atlassian') => ({
  accountId,
  emailAddress,
  displayName,
  accountType,
});

export const PEOPLE = [
  person('demo-po', 'po@example.test', 'Pia Olsen (PO)'),
  person('demo-cslead', 'cslead@example.test', 'Carla Santos (CS Lead)'),
  person('demo-agent', 'agent@example.test', 'Amir Gal (CS agent)'),
  person('demo-agent2', 'agent2@example.test', 'Bea Novak (CS agent, support project only)'),
  person('demo-rm', 'rm@example.test', 'Rui Mendes (release manager)'),
  person('demo-admin', 'admin@example.test', 'Ada Admin (Jira admin)'),
  person('demo-outsider', 'outsider@example.test', 'Otto Outsider'),
  person('demo-customer', 'customer@example.test', 'Gal Levi (customer)', 'customer'),
];

const ids = (...names: string[]): string[] => names.map((name) => `demo-${name}`);

export const SITE = {
  people: PEOPLE,
  globalPermissions: { ADMINISTER: ids('admin') },
  projects: [
    {
      key: 'EXAM',
      name: 'Exam Grader',
      projectTypeKey: 'software',
      style: 'classic',
      issueTypes: [
        { name: 'Story', workflow: 'Development' },
        { name: 'Bug', workflow: 'Development' },
        { name: 'Release', workflow: 'Release' },
      ],
      permissions: {
        BROWSE_PROJECTS: ids('po', 'cslead', 'agent', 'rm', 'admin'),
        CREATE_ISSUES: ids('po', 'agent', 'rm', 'admin'),
        EDIT_ISSUES: ids('po', 'rm', 'admin'),
        RESOLVE_ISSUES: ids('po', 'rm', 'admin'),
        TRANSITION_ISSUES: ids('po', 'rm', 'admin'),
        ADD_COMMENTS: ids('po', 'cslead', 'agent', 'rm', 'admin'),
        LINK_ISSUES: ids('po', 'agent', 'rm', 'admin'),
        MODIFY_REPORTER: ids('admin'),
        ADMINISTER_PROJECTS: ids('admin'),
      },
    },
    {
      key: 'SUP',
      name: 'Exam Grader Support',
      projectTypeKey: 'service_desk',
      style: 'classic',
      issueTypes: [{ name: 'Question', workflow: 'Support' }],
      permissions: {
        BROWSE_PROJECTS: ids('cslead', 'agent', 'agent2', 'admin'),
        CREATE_ISSUES: ids('cslead', 'agent', 'agent2', 'admin'),
        EDIT_ISSUES: ids('cslead', 'agent', 'agent2', 'admin'),
        TRANSITION_ISSUES: ids('cslead', 'agent', 'agent2', 'admin'),
        ADD_COMMENTS: ids('cslead', 'agent', 'agent2', 'admin'),
        LINK_ISSUES: ids('cslead', 'agent', 'agent2', 'admin'),
        MODIFY_REPORTER: ids('admin'),
        ADMINISTER_PROJECTS: ids('admin'),
      },
    },
    {
      key: 'SHOP',
      name: 'Course Shop',
      projectTypeKey: 'software',
      style: 'next-gen',
      issueTypes: [{ name: 'Bug', workflow: 'Development' }],
      permissions: { BROWSE_PROJECTS: ids('outsider', 'admin'), ADMINISTER_PROJECTS: ids('admin') },
    },
  ],
  workflows: [
    {
      name: 'Development',
      statuses: [
        { name: 'To Do', category: 'new' },
        { name: 'In Progress', category: 'indeterminate' },
        { name: 'Done', category: 'done' },
      ],
      transitions: [
        { name: 'Start', from: ['To Do'], to: 'In Progress' },
        { name: 'Finish', from: [], to: 'Done' },
      ],
    },
    {
      name: 'Release',
      statuses: [
        { name: 'Preparing', category: 'new' },
        { name: 'Released', category: 'done' },
      ],
      transitions: [
        {
          name: 'Release',
          from: ['Preparing'],
          to: 'Released',
          screen: ['fixVersions'],
          rules: [
            {
              moduleKey: 'handoff-is-ready',
              configuration: JSON.stringify({ releases: 'all', withoutRelease: 'block', onFailure: 'closed' }),
            },
          ],
        },
        { name: 'Take back', from: ['Released'], to: 'Preparing' },
      ],
    },
    {
      name: 'Support',
      statuses: [
        { name: 'Waiting for support', category: 'new' },
        { name: 'Waiting for customer', category: 'indeterminate' },
        { name: 'Resolved', category: 'done' },
      ],
      transitions: [
        { name: 'Answer', from: [], to: 'Waiting for customer' },
        { name: 'Resolve', from: [], to: 'Resolved' },
      ],
    },
  ],
};

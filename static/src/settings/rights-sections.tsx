import { CheckField } from '../components/check-field';
import { ChosenList } from './chosen-list';
import { PeopleSetting } from './people-setting';
import { Section, type Fields, type Page } from './section';

const MOST = 50; // people to a list, as the settings' schema has it
const tooMany = (problem: string | undefined) => problem && `At most ${MOST} people can be named. Remove some first.`;

type List = 'writers' | 'signers' | 'waivers' | 'triagers' | 'escalators';
const ROLES = {
  writers: 'writerRoles',
  signers: 'signerRoles',
  waivers: 'waiverRoles',
  triagers: 'triagerRoles',
  escalators: 'escalatorRoles',
} as const;

const Named = ({
  page,
  fields: { value, change, problem },
  list,
  label,
  nobody = 'Nobody is named.',
}: {
  page: Page;
  fields: Fields;
  list: List;
  label: string;
  nobody?: string;
}) => (
  <>
    <PeopleSetting
      label={label}
      nobody={value[ROLES[list]].length > 0 ? 'Nobody by name: whoever has a role that is named below.' : nobody}
      people={value[list]}
      most={MOST}
      projectKey={page.project.key}
      nameOf={page.nameOf}
      onChange={(people) => change({ [list]: people })}
      problem={tooMany(problem(list))}
    />
    <ChosenList
      label="Roles that are named"
      choose="Also whoever has this role in the project"
      add="Add the role"
      choices={page.roles}
      chosen={value[ROLES[list]].map((id) => ({ id, name: page.roles?.find((role) => role.id === id)?.name }))}
      unknown={page.roles == null ? 'A role' : 'A role that is gone'}
      onChange={(roles) => change({ [ROLES[list]]: roles })}
      problem={problem(ROLES[list]) && 'At most 20 roles can be named. Remove some first.'}
    />
  </>
);

const One = ({
  page,
  fields: { value, change },
  who,
  label,
  nobody,
}: {
  page: Page;
  fields: Fields;
  who: 'csLead' | 'filer';
  label: string;
  nobody: string;
}) => {
  const person = value[who];
  return (
    <PeopleSetting
      label={label}
      nobody={nobody}
      people={person === null ? [] : [person]}
      most={1}
      projectKey={page.project.key}
      nameOf={page.nameOf}
      onChange={(people) => change({ [who]: people[0] ?? null })}
    />
  );
};

/** Who may do what, where the permission scheme can't say it; each a section of its own. */
export const RightsSections = ({ page }: { page: Page }) => (
  <>
    <Section
      page={page}
      place="writing"
      title="Who writes handoffs"
      lead="Whoever holds the permission “Write CS handoffs” in the permission scheme, which a Jira admin grants; the PO of the release; and admins of this project."
    >
      {(fields) => (
        <>
          <CheckField
            label="Also everyone who may edit issues here"
            help="Switch this off to leave it to the people above and to those named below."
            isChecked={fields.value.editorsMayWrite}
            onChange={(editorsMayWrite) => fields.change({ editorsMayWrite })}
          />
          <Named page={page} fields={fields} list="writers" label="Also these people" />
        </>
      )}
    </Section>
    <Section
      page={page}
      place="signing"
      title="Who signs"
      lead="The CS Lead of the handoff, and whoever holds the permission “Sign off CS handoffs”, which a Jira admin grants."
    >
      {(fields) => (
        <>
          <One
            page={page}
            fields={fields}
            who="csLead"
            label="CS Lead of new handoffs"
            nobody="Nobody: each handoff names its own."
          />
          <Named page={page} fields={fields} list="signers" label="Also these people may sign" />
          <CheckField
            label="People may sign what they wrote a part of"
            help="Usually off: whoever signs has read it with fresh eyes."
            isChecked={fields.value.authorsMaySign}
            onChange={(authorsMaySign) => fields.change({ authorsMaySign })}
          />
        </>
      )}
    </Section>
    <Section
      page={page}
      place="waiving"
      title="Who waives the gate"
      lead="Whoever holds the permission “Waive the CS handoff gate”, which a Jira admin grants, and admins of this project. Every waiver names its person, reason and end, and stays on record."
    >
      {(fields) => (
        <>
          <Named page={page} fields={fields} list="waivers" label="Also these people may waive" />
          <CheckField
            label="A PO may waive the gate of their own release"
            help="Usually off: somebody else looks first. A PO still needs the right to waive."
            isChecked={fields.value.poMayWaive}
            onChange={(poMayWaive) => fields.change({ poMayWaive })}
          />
        </>
      )}
    </Section>
    <Section
      page={page}
      place="triage"
      title="Who sets the chain level"
      lead="An L3 bug starts untriaged; these people, and project admins, say where in the chain its cause lies. CS never does."
    >
      {(fields) => (
        <Named
          page={page}
          fields={fields}
          list="triagers"
          label="People who triage"
          nobody="Nobody is named: only admins of this project, or of the bug’s, may."
        />
      )}
    </Section>
    <Section
      page={page}
      place="escalating"
      title="Who goes to Support L3"
      lead="From tickets of this project: files an L3 bug, or adds a ticket to one. Support L1 and L2 are for everybody who sees the ticket. A P0 skips those two, and not this."
    >
      {(fields) => (
        <Named
          page={page}
          fields={fields}
          list="escalators"
          label="People who go to Support L3"
          nobody="Nobody is named: everybody who sees the ticket may."
        />
      )}
    </Section>
    <Section
      page={page}
      place="filing"
      title="Bugs of people who may not create them"
      lead="An agent often has no Create issues where L3 bugs go. They fill in the form all the same, and one of these takes it from there."
    >
      {(fields) => (
        <>
          <One
            page={page}
            fields={fields}
            who="filer"
            label="Who files for them"
            nobody="Nobody: the agent is told whom to ask for Create issues."
          />
          <CheckField
            label="The app may create bugs in this project for people who may not"
            help="For bugs that come here, from whatever project. The bug is then created by the app CS Handoff and names who asked for it. Anyone who reads a handoff whose bugs go here can cause one, without a permission in this project."
            isChecked={fields.value.appMayFile}
            onChange={(appMayFile) => fields.change({ appMayFile })}
          />
        </>
      )}
    </Section>
  </>
);

import Button from '@atlaskit/button/new';
import Checkbox from '@atlaskit/checkbox';
import { documentBytes, LIMITS } from '../../../../src/domain/document';
import { TextField } from '../../components/field';
import type { EditorDraft } from './editor-draft';
import styles from '../project.module.css';

const KIB = 1024;

/** What goes with a save: note, minor or not, how much room is left. */
export const SaveBar = ({
  draft,
  set,
  isSaving,
  noteProblem,
  close,
}: {
  draft: EditorDraft;
  set: (draft: EditorDraft) => void;
  isSaving: boolean;
  noteProblem: string | undefined;
  close: () => void;
}) => {
  const bytes = documentBytes(draft.document);
  const isTooLarge = bytes > LIMITS.documentBytes;
  return (
    <div className={styles.saveBar}>
      <TextField
        label="Note on this revision"
        help="Optional: what changed, and why."
        value={draft.note}
        onChange={(note) => set({ ...draft, note })}
        problem={noteProblem}
      />
      <Checkbox
        label="Minor edit: what was signed stays signed"
        isChecked={draft.minor}
        onChange={(event) => set({ ...draft, minor: event.currentTarget.checked })}
      />
      <div className={styles.actions}>
        <Button type="submit" appearance="primary" isLoading={isSaving}>
          Save
        </Button>
        <Button appearance="subtle" onClick={close}>
          Back to reading
        </Button>
        <span className={isTooLarge ? styles.lacks : styles.quiet}>
          {Math.ceil(bytes / KIB)} of {LIMITS.documentBytes / KIB} KiB used
        </span>
      </div>
    </div>
  );
};

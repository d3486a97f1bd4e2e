import Button from '@atlaskit/button/new';
import { Message } from '../../components/message';
import { momentText } from '../../components/moments';
import { walkthroughPath, type PanelPart } from '../screen';

/** At the top of the panel, for who can take part: it is being held right now. */
export const WalkthroughNow = ({ screen, view }: PanelPart) => {
  const started = view.head?.session?.started ?? null;
  if (started === null || !(view.rights.write || view.rights.sign)) return null;
  return (
    <Message
      kind="information"
      title="The walkthrough is under way"
      actions={
        <Button appearance="primary" onClick={() => screen.router.go(walkthroughPath(view.release.id))}>
          Join the walkthrough
        </Button>
      }
    >
      <p>Since {momentText(started.at)}. Ask there what is unclear, section by section.</p>
    </Message>
  );
};

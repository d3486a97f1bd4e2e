import { isWebAddress } from '../../../src/domain/readiness';
import { openIssue, openWebAddress } from '../forge/router';

/** Where a gap is taken up: by an issue, or somewhere on the web. */
export const Reference = ({ to }: { to: string }) => {
  const isAddress = isWebAddress(to);
  return (
    <a
      href={isAddress ? to : `/browse/${to}`}
      onClick={(event) => {
        event.preventDefault();
        void (isAddress ? openWebAddress(to) : openIssue(to));
      }}
    >
      <bdi>{to}</bdi>
    </a>
  );
};

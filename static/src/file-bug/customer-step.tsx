import type { CustomerStep as Step } from '../../../src/api/escalation-calls';
import type { Customer } from '../../../src/domain/customer';
import { SelectField } from '../components/field';

const keyOf = ({ percent, name, stepId }: Customer): string => stepId ?? `${percent} ${name}`;

/** Where in the rollout the ticket's customer is: the fix has reached them once the rollout has got there. Nothing to ask before one is planned. */
export const CustomerStep = ({
  steps,
  value,
  onChange,
}: {
  /** Of the handoff, in their order. */
  steps: readonly Step[];
  /** Null: unknown. */
  value: Customer | null;
  onChange: (customer: Customer | null) => void;
}) => {
  const offered = steps.map(({ id, text, percent, isEntered }) => ({
    ...{ customer: { name: text, percent, stepId: id }, isEntered },
  }));
  // The plan may have changed since it was chosen.
  const isGone = value !== null && !offered.some(({ customer }) => keyOf(customer) === keyOf(value));
  const all = isGone ? [...offered, { customer: value, isEntered: true }] : offered;
  if (all.length === 0) return null;
  return (
    <SelectField
      label="Rollout step of the customer"
      help="When the fix has got there, this ticket is told. Not known counts as the last one, 100 %."
      empty="Not known"
      options={all.map(({ customer, isEntered }) => ({
        value: keyOf(customer),
        label: isEntered ? customer.name : `${customer.name} – not entered yet`,
      }))}
      value={value === null ? '' : keyOf(value)}
      onChange={(key) => onChange(all.find(({ customer }) => keyOf(customer) === key)?.customer ?? null)}
    />
  );
};

import type { Schemas } from '../api/schemas.js';
import { ConfirmDialog } from '../components/confirm-dialog.js';
import { useUnassign } from './use-team-seats.js';

/** Asks once before a seat is taken away; open while there is one. */
export function UnassignDialog(props: { team: string; seat: Schemas['SeatDto'] | undefined; onClose: () => void }) {
  const { team, seat, onClose } = props;
  const unassign = useUnassign(team);
  return (
    <ConfirmDialog
      opened={seat !== undefined}
      title={`Un-assign the seat of ${seat?.email ?? 'this account'}?`}
      confirm="Un-assign"
      isDangerous
      isBusy={unassign.isPending}
      error={unassign.error}
      onConfirm={() => seat && unassign.mutate(seat.accountId, { onSuccess: onClose })}
      onClose={onClose}
    >
      The seat is free for somebody else at once. Access to sites stays as it is; who is active without a seat shows up
      as un-synced there.
    </ConfirmDialog>
  );
}

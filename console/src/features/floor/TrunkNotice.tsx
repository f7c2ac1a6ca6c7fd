// Says on top of the floor which trunks do not answer or refuse us, and since when.
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/frame/useFormat';
import { useLiveTrunks } from '@/live/liveStore';

export function TrunkNotice() {
  const { t } = useTranslation('floor');
  const format = useFormat();
  return useLiveTrunks()
    .filter(({ reachable }) => !reachable)
    .map(({ id, state, since_ms }) => (
      <Alert
        key={id}
        type="warning"
        showIcon
        title={t(state === 'refused' ? 'trunk_refused' : 'trunk_away', {
          trunk: id,
          at: format.dateTime(new Date(since_ms).toISOString()),
        })}
      />
    ));
}
